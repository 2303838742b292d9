/* Practices: what an address means, the server says; the browser writes the same addresses. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, golden, page, plain } = require("./load.js");

const asked = (window, store) => window.props.filter(([id]) => id === store).map(([, given]) => given.data.search);
const url = (window) => window.props.filter(([id]) => id === "url").pop()?.[1].search;

async function practices(search = "") {
  const options = file("practices-options");
  const ids = [
    "practices-side",
    "practices-head",
    "practices-list",
    "practices-body",
    "practices-charts",
    "map-choice",
  ];
  const window = page("practices", { ids, beside: ["practices-map", "practices-list"] });
  window.document.body.append(window.atlas.element("div", { class: "practices" }));
  window.atlas.table = { library: async () => null };
  window.atlas.classes = { cut: () => ({ bounds: [], of: [] }), colours: () => [], fifth: () => "" };
  window.atlas.map = new Proxy(
    {},
    {
      get: (_, name) =>
        name === "ask"
          ? () => true
          : name === "colours"
            ? () => []
            : name === "MINE" || name === "OTHERS"
              ? {}
              : () => null,
    },
  );
  const follow = async (to) => {
    window.location.search = to;
    await window.atlas.practices.follow(to, options);
  };
  const answer = (to, means = {}) =>
    window.atlas.practices.answered({
      search: to,
      asked: { ...options.first, ...means },
      units: [],
      counted: "",
      body: [["h1", {}, "The unit"]],
    });
  await follow(search);
  return { window, options, follow, answer, find: (id) => window.document.getElementById(id) };
}

test("the browser writes the Practices page's addresses as the server does", async () => {
  const { window, options, answer } = await practices();
  answer("");
  for (const { means, written } of golden("practices")) {
    assert.equal(window.atlas.practices.address({ ...options.first, ...means }), `/practices${written}`);
  }
});

test("of a link the server is asked what it means, and nothing is shown before it has said so", async () => {
  const { window, answer, find } = await practices("?v=C85001&v=C86609");
  assert.deepEqual(asked(window, "practices-asked"), ["?v=C85001&v=C86609"]);
  assert.equal(find("practices-head").childElementCount, 0);
  answer("?v=C85001", { v: ["C85001"] }); // of another address
  assert.equal(find("practices-body").textContent, "Looking…");
  answer("?v=C85001&v=C86609", { v: ["C85001"] });
  assert.equal(find("practices-body").textContent, "The unit");
  assert.ok(find("practices-head").childElementCount > 0);
});

test("what the browser narrows the list by asks nothing of the server; another place does", async () => {
  const { window, follow, answer, find } = await practices();
  answer("");
  find("list-register").fire("change", { target: { value: "DM" } });
  assert.equal(url(window), "?r=DM");
  await follow("?r=DM");
  assert.deepEqual(asked(window, "practices-asked"), [""]);
  find("list-place").fire("change", { target: { value: "03L" } });
  assert.equal(url(window), "?d=03L&r=DM");
  assert.deepEqual(asked(window, "practices-asked"), ["", "?d=03L&r=DM"]);
  answer("?d=03L&r=DM", { d: "03L", r: "DM" });
  find("list-network").fire("change", { target: { value: "U20350" } });
  assert.equal(asked(window, "practices-asked").pop(), "?d=03L&c=U20350&r=DM");
});

test("the page's own links to another register change the charts alone", async () => {
  const { window, follow, answer } = await practices("?v=C85001");
  answer("?v=C85001", { v: ["C85001"] });
  window.atlas.practices.visit("?v=C85001&r=DM");
  await follow("?v=C85001&r=DM");
  assert.deepEqual(asked(window, "practices-asked"), ["?v=C85001"]);
  assert.deepEqual(asked(window, "practices-charts-asked").pop(), "?v=C85001&r=DM");
});

test("a practice is found by its network, in the list and in Explore's choice", async () => {
  const { window, answer } = await practices();
  answer("");
  const rows = file("practices");
  const { narrowed } = window.atlas.combobox;
  const found = (k, q) => window.atlas.practicesList.rowsOf(rows, { k, d: "", c: "", q });
  const foundry = rows.practice.filter((row) => row.pcn === "Foundry PCN").map((row) => row.code);
  assert.ok(foundry.length > 1);
  assert.deepEqual(
    found("practice", "foundry pcn").map((row) => row.code),
    foundry,
  );
  assert.equal(found("practice", "foundry xyz").length, 0);
  const within = window.atlas.practicesList.rowsOf(rows, { k: "practice", d: "", c: "U20350", q: "" });
  assert.deepEqual([...new Set(within.map((row) => row.network))], ["U20350"]);
  assert.ok(found("pcn", "practices").length < rows.pcn.length); // a network's number of practices is no name
  const groups = [
    {
      label: "Sheffield",
      options: rows.practice.map((row) => ({ value: row.code, label: row.name, note: `${row.code} · ${row.pcn}` })),
    },
  ];
  assert.deepEqual(
    narrowed(groups, "Foundry PCN")[0]
      .options.map((one) => one.value)
      .sort(),
    plain(foundry).sort(),
  );
});

test("six are compared at most, and a group's name cannot break its address", async () => {
  const codes = file("practices").practice.map((row) => row.code);
  for (const [number, more] of [
    [5, true],
    [6, false],
  ]) {
    const { answer, find } = await practices("?v=x");
    answer("?v=x", { v: codes.slice(0, number) });
    assert.equal(Boolean(find("add-unit")), more);
  }
  const { window, answer, find } = await practices("?v=x");
  answer("?v=x", { v: [`Mine~${codes[0]}`] });
  find("group-name").fire("change", { target: { value: "Ours~No. 1" } });
  assert.equal(url(window), `?v=Ours+No++1~${codes[0]}`);
});
