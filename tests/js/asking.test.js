/* The Seldom-heard page's form: what is asked becomes an address; what an address means, the server says. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, golden, page, plain } = require("./load.js");

const options = file("targets-options");
const NOTHING = { found: [], firm: [], near: [], outside: [], zones: [], cuts: [], where: "", heard: {}, title: "" };
const settled = () => new Promise((done) => setTimeout(done, 20));

/** The page, with an address followed and answered: `means` is what differs from the first view. */
async function opened(means = {}, said = {}, search = "?c=x") {
  const window = page("targets", {
    beside: ["targets-ask"],
    ids: ["ask", "preset-offer", "handover-list", "in-view", "handover-status"],
  });
  const { atlas } = window;
  atlas.needed = { show() {} };
  const shell = atlas.element("div", { class: "targets" });
  window.document.body.append(shell);
  await atlas.targets.follow(search, options);
  const answer = (asked, more = {}) =>
    atlas.targets.found({
      ...NOTHING,
      search,
      asked: { ...options.first, ...asked },
      counting: { counted: 0, fewest: 0, atLeast: 0 },
      preset: { is: "", was: "" },
      ...more,
    });
  await answer(means, said);
  await settled();
  return {
    window,
    atlas,
    answer,
    find: (id) => window.document.getElementById(id),
    url: () => window.props.filter(([id]) => id === "url").pop()?.[1].search,
  };
}

const criterion = (change = {}) => ({
  indicator: "english_limited",
  rule: "nt",
  amount: 20,
  required: true,
  ...change,
});

test("the browser writes the addresses that the server writes", async () => {
  const { atlas } = await opened();
  const pages = golden("seldom-heard");
  for (const { means, written } of pages) assert.equal(atlas.targets.write({ ...options.first, ...means }), written);
});

test("a link is shown when the server has said what it means, and not before", async () => {
  const { window, atlas, answer, find } = await opened();
  window.location.search = "?c=english_limited!nt!20!r";
  await atlas.targets.follow("?c=english_limited!nt!20!r", options);
  assert.equal(find("criteria").children.length, 0);
  await answer({ c: [criterion()] }); // of the address before: too late
  assert.equal(find("criteria").children.length, 0);
  await answer({ c: [criterion()] }, { search: "?c=english_limited!nt!20!r" });
  assert.equal(find("criteria").children.length, 1);
});

test("what a person changes is shown at once, and a second change builds on it", async () => {
  const { atlas, find, url } = await opened({ c: [criterion()] });
  atlas.targets.go({ q: 50 });
  atlas.targets.go({ z: 5 });
  assert.equal(url(), "?c=english_limited%21nt%2120%21r&q=50&z=5");
  await atlas.targets.follow(url(), options);
  assert.equal(find("people").value, 50);
});

test("each rule takes what the server takes, and says what it does not", async () => {
  const typed = async (change, text) => {
    const { find, url, window } = await opened({ c: [criterion(change)] });
    const input = find("amount-0");
    input.value = text;
    input.fire("change");
    return url() ? window.atlas.targets && url() : input.parentElement.querySelector(".wrong").textContent;
  };
  const own = { indicator: "heard", rule: "le", amount: 0.8 };
  for (const [change, text, said] of [
    [{}, "0", "Give a percentage over 0 and up to 100."],
    [{}, "100.1", "Give a percentage over 0 and up to 100."],
    [{}, "", "Give a number."],
    [{}, "1.23456", "Give a number with at most four decimals."],
    [{}, "100", "?c=english_limited%21nt%21100%21r"],
    [{ rule: "ge" }, "12345678", "Give a number with at most four decimals."],
    [{ rule: "ge" }, "-5", "?c=english_limited%21ge%21-5%21r"],
    [{ rule: "ge" }, "Infinity", "Give a number."],
    [{ rule: "d", amount: 2 }, "0", "Give a whole number from 1 to 10."],
    [{ rule: "d", amount: 2 }, "11", "Give a whole number from 1 to 10."],
    [{ rule: "d", amount: 2 }, "2.5", "Give a whole number from 1 to 10."],
    [own, "0", "Give a number over 0 and up to 1."],
    [own, "1.1", "Give a number over 0 and up to 1."],
    [own, "", "Give a number over 0 and up to 1."],
    [own, "1", "?c=heard%21le%211%21r"],
    [{ ...own, amount: 1 }, "0.5", "?c=heard%21le%210.5%21r"],
  ])
    assert.equal(await typed(change, text), said, JSON.stringify([change, text]));
});

test("the criteria that count are told with how many must be met, and 0 is warned of", async () => {
  const c = [criterion(), criterion({ indicator: "imd_decile", rule: "d", amount: 2, required: false })];
  const { find, url } = await opened({ c, k: null }, { counting: { counted: 1, fewest: 0, atLeast: 1 } });
  assert.equal(
    find("counted").textContent,
    "An area is found if it meets all that must be met, and at least  of the 1 that counts.",
  );
  assert.equal(find("counts-nothing").hidden, true);
  const input = find("at-least-counted");
  assert.deepEqual([input.attributes.min, input.attributes.max, input.value], ["0", "1", "1"]);
  input.value = "0";
  input.fire("change");
  assert.match(url(), /&k=0$/);
  input.value = "1";
  input.fire("change");
  assert.doesNotMatch(url(), /k=/); // one is what is asked for where nothing is said
  input.value = "0";
  input.fire("change");
  assert.equal(find("counts-nothing").textContent, "With 0, the criteria that count change nothing.");
  const all = await opened(
    { c: c.map((one) => ({ ...one, required: false })) },
    { counting: { counted: 2, fewest: 1, atLeast: 1 } },
  );
  assert.equal(all.find("counted").textContent, "An area is found if it meets at least  of the 2 that count.");
  const none = all.find("at-least-counted");
  none.value = "0";
  none.fire("change");
  assert.equal(all.url(), undefined);
  assert.equal(none.parentElement.querySelector(".wrong").textContent, "Give a whole number from 1 to 2.");
});

test("no more than eight criteria, each with the rules that suit it", async () => {
  const { atlas, find, url } = await opened({ c: Array.from({ length: 7 }, () => criterion()) });
  atlas.targets.take(
    { asked: { ...options.first, c: [criterion(), criterion({ rule: "lt" })] } },
    Array.from({ length: 7 }, () => criterion()),
  );
  assert.equal(url().split("~").length, 8);
  const offered = (at) => find(`rule-${at}`).children.map((one) => one.textContent);
  assert.deepEqual(offered(0), [
    "England's highest",
    "highest here",
    "national decile 1 to",
    "at or above",
    "at or below",
  ]);
  const decile = await opened({
    c: [
      criterion({ indicator: "imd_decile", rule: "d", amount: 2 }),
      criterion({ indicator: "heard", rule: "le", amount: 1 }),
    ],
  });
  assert.deepEqual(
    decile.find("rule-0").children.map((one) => one.textContent),
    ["national decile 1 to", "at or above", "at or below"],
  );
  assert.deepEqual(
    decile.find("rule-1").children.map((one) => one.textContent),
    ["at or below"],
  );
});

test("a ready-made definition is taken on where somebody already looks", async () => {
  const { atlas, url } = await opened({ d: ["E08000018"], c: [criterion()] });
  const [core20] = file("presets");
  atlas.targets.take(core20);
  assert.equal(url(), "?t=Core20&c=imd_decile%21d%212%21r&d=E08000018&g=household_deprived_2_plus");
  assert.deepEqual(plain(core20.asked.c), [{ indicator: "imd_decile", rule: "d", amount: 2, required: true }]);
});

test("another rule starts with its usual amount, or keeps the amount where it has none", async () => {
  const { find, url } = await opened({ c: [criterion({ amount: 35 })] });
  find("rule-0").fire("change", { target: { value: "ge" } });
  assert.equal(url(), "?c=english_limited%21ge%2135%21r");
  find("rule-0").fire("change", { target: { value: "d" } });
  assert.equal(url(), "?c=english_limited%21d%212%21r");
});

test("a saved definition is opened, but no larger file", async () => {
  const { find, url } = await opened();
  const load = async (size, content) => {
    find("definition-file").fire("change", { target: { files: [{ size, text: async () => content }] } });
    await settled();
    return find("notice").textContent;
  };
  assert.match(await load(64 * 1024 + 1, "{}"), /it is larger than 64 kB/);
  assert.match(await load(10, "{}"), /it has no definition in it/);
  await load(64 * 1024, '{"query":"?q=5"}');
  assert.equal(url(), "?q=5");
});

test("the map tells firm, borderline, near, other and outside areas apart", async () => {
  const { window, atlas } = await opened();
  let drawn = null;
  atlas.map = {
    ...Object.fromEntries(["number", "use"].map((name) => [name, () => null])),
    ask: () => true,
    draw: (painted) => {
      drawn = painted;
    },
  };
  const found = {
    search: "?c=x",
    asked: { ...options.first, c: [criterion()] },
    counting: { counted: 0, fewest: 0, atLeast: 0 },
    preset: { is: "", was: "" },
  };
  await atlas.targets.found({ ...NOTHING, ...found, found: [1, 2], firm: [1], near: [3], outside: [4] });
  await settled();
  assert.deepEqual(plain(drawn.of.slice(0, 6)), [3, 0, 1, 2, 4, 3]);
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((at) => drawn.edge(at)),
    [false, false, true, true, false],
  );
  assert.equal(window.document.getElementById("in-view").textContent.startsWith("2 areas in 0 zones"), true);
});
