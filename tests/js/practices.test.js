/* Practices: the browser writes the server's addresses, narrows the list by the server's rule, and asks only for what it
 * cannot answer itself. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, golden, load, plain } = require("./load.js");

const IDS = [
  "practices-side",
  "practices-list",
  "practices-body",
  "practices-charts",
  "practices-wait",
  "listed",
  "legend",
  "map-wait",
];
const DEFAULTS = Object.fromEntries(
  file("practices-parts").parts.map(({ key, otherwise = "", texts = {} }) => [key, texts[otherwise] ?? otherwise]),
);
/** The page's modules, with a map that draws nothing and a table that shows nothing. */
const window = load(["practices"], {
  ids: IDS,
  stubs: {
    map: { use() {}, whenThere: (then, wanted) => wanted() && then(), draw() {}, points() {} },
    table: { library: async () => null },
    classes: { cut: () => ({ bounds: [], of: [] }), colours: () => [] },
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

test("what the list is narrowed to is not asked of the server; another practice is", async () => {
  const { follow, means, answers, text } = await page("");
  await means("", {});
  answers("");
  assert.equal(text("listed"), "All 169 practices.");
  await follow("?d=03L");
  await means("?d=03L", { d: "03L" });
  assert.equal(text("listed"), "28 of 169 practices.");
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

test("what is chosen opens, or stands beside what is open", async () => {
  const { means } = await page("?v=C85001&d=03L");
  await means("?v=C85001&d=03L", { v: "C85001", d: "03L" });
  assert.equal(practices.open("C85001"), undefined); // the box only names what is open
  assert.equal(practices.open("U20350"), "?v=U20350&d=03L");
  // A second one builds on the first at once.
  assert.deepEqual(plain(practices.compare("C85001")), ["?v=U20350.C85001&d=03L", ""]);
});

test("a practice is found by its network, in the list and in Explore's choice", async () => {
  const { rowsOf } = window.modules["practices-list"];
  const rows = file("practices");
  const found = (k, q) => rowsOf(rows, { ...DEFAULTS, k, q });
  const foundry = rows.practice.filter((row) => row.pcn === "Foundry PCN").map((row) => row.code);
  assert.ok(foundry.length > 1);
  assert.deepEqual(
    found("practice", "foundry pcn").map((row) => row.code),
    foundry,
  );
  assert.equal(found("practice", "foundry xyz").length, 0);
  const within = rowsOf(rows, { ...DEFAULTS, c: "U20350" });
  assert.deepEqual([...new Set(within.map((row) => row.network))], ["U20350"]);
  assert.ok(found("pcn", "practices").length < rows.pcn.length); // a network's number of practices is no name
  const groups = [
    {
      label: "Sheffield",
      options: rows.practice.map((row) => ({ value: row.code, label: row.name, note: `${row.code} · ${row.pcn}` })),
    },
  ];
  const { narrowed } = window.modules.combobox;
  assert.deepEqual(plain(narrowed(groups, "Foundry PCN")[0].options.map((one) => one.value)).sort(), foundry.sort());
});
