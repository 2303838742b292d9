/* Practices: the browser writes the server's addresses, asks once for what an address shows, and shows no answer to
 * another. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, golden, load, plain } = require("./load.js");

const IDS = [
  "practices-side",
  "practices-list",
  "practices-body",
  "practices-charts",
  "practices-wait",
  "legend",
  "map-wait",
];
const DEFAULTS = Object.fromEntries(
  file("practices-parts").parts.map(({ key, otherwise = "", join, texts = {} }) => [
    key,
    join ? otherwise.join(join) : (texts[otherwise] ?? otherwise),
  ]),
);
/** The page's modules, with a map that draws nothing and a table that shows nothing. */
const window = load(["practices"], {
  ids: IDS,
  stubs: {
    map: { use() {}, whenThere: (then, wanted) => wanted() && then(), draw() {}, points() {} },
  },
});
window.location.pathname = "/practices";
const { form, practices } = window.modules;
const given = file("practices-given");
const told = (store) => window.props.filter(([id]) => id === store).map(([, { data }]) => data.search);

/** The page, just opened at an address: `follow` another, say what one `means`, or what the server `answers`. */
async function page(search) {
  const declared = plain(file("practices-parts")); // a new one each time
  const side = window.document.getElementById("practices-side");
  side.dataset = {};
  window.props.length = 0;
  const now = () => practices.follow(null, given);
  const follow = (to) => {
    form.follow(to, declared);
    return now();
  };
  const means = (of, parts) => {
    form.set({ of, parts: { ...DEFAULTS, ...parts }, props: [] }, declared);
    return now();
  };
  const answers = (to, units = []) =>
    practices.answered({
      search: to,
      units: units.map((name) => ({ name, areas: [] })),
      looks: { core: { legend: [], places: [], of: [], colours: [] } },
      core: [],
      dots: {},
      body: [["h1", {}, "The unit"]],
    });
  await follow(search);
  return { follow, means, answers, text: (id) => window.document.getElementById(id).textContent };
}

test("the browser writes the Practices page's addresses as the server does", async () => {
  const { means } = await page("");
  await means("", {});
  for (const { means: parts, written } of golden("practices")) {
    const texts = Object.fromEntries(
      Object.entries(parts).map(([key, value]) => [key, Array.isArray(value) ? value.join(".") : value]),
    );
    assert.equal(form.address("practices", { ...DEFAULTS, ...texts }), written);
  }
});

test("of a link the server is asked, and an answer to another is not shown", async () => {
  const { means, answers, text } = await page("?v=C85001&v=C86609");
  assert.deepEqual(told("practices-needed"), ["?v=C85001&v=C86609"]);
  answers("?v=C85001", ["One"]);
  assert.equal(text("practices-body"), "");
  await means("?v=C85001&v=C86609", { v: "C85001" });
  answers("?v=C85001&v=C86609", ["One"]);
  assert.equal(text("practices-body"), "The unit");
  assert.deepEqual(told("practices-needed"), ["?v=C85001&v=C86609"]); // it was asked once
});

test("for a narrowed list no other units are asked for; for another practice they are", async () => {
  const { follow, means, answers } = await page("");
  await means("", {});
  answers("");
  await follow("?d=03L");
  await means("?d=03L", { d: "03L" });
  assert.deepEqual(told("practices-needed"), [""]);
  await follow("?v=C85001&d=03L");
  assert.deepEqual(told("practices-needed"), ["", "?v=C85001&d=03L"]);
});

test("the page's own links to another register change the charts alone", async () => {
  const { follow, means, answers } = await page("?v=C85001");
  await means("?v=C85001", { v: "C85001" });
  answers("?v=C85001", ["One"]);
  await follow("?v=C85001&r=DM");
  await means("?v=C85001&r=DM", { v: "C85001", r: "DM" });
  assert.deepEqual(told("practices-needed"), ["?v=C85001"]);
  assert.equal(told("practices-charts-asked").pop(), "?v=C85001&r=DM");
});

test("what is chosen opens", async () => {
  const { means } = await page("?v=C85001&d=03L");
  await means("?v=C85001&d=03L", { v: "C85001", d: "03L" });
  assert.equal(practices.open("C85001"), undefined); // the box only names what is open
  assert.equal(practices.open("U20350"), "?v=U20350&d=03L");
});
