/* A map of what the server found: how places are drawn, and what is said of them. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const FOUND = {
  level: "lsoa",
  looks: [{ colour: "#000001", dashed: true }, { colour: ["#000001", "#000002"] }, { colour: null, outside: true }],
  of: [0, 1, 2],
  lines: [
    { texts: ["Found"], of: [0, 0, -1], strong: true },
    { texts: ["1%", "2%"], of: [1, 0, 1], strong: false },
  ],
  fit: [1],
  drawn: "here",
};

/** What the map is given; it is there at once. */
function drawn(more) {
  const given = [];
  const stub = {
    whenThere: (then, wanted) => wanted() && then(),
    number: () => {},
    draw: (...all) => given.push(all),
    hover: (code, lines) => [code, ...lines.map((one) => one.textContent ?? one)],
  };
  const window = load(["found-map"], { stubs: { map: stub } });
  const create = window.document.createElement;
  const pen = { fillRect() {}, createPattern: () => ({ setTransform() {} }) };
  const canvas = { setAttribute() {}, append() {}, getContext: () => pen };
  window.document.createElement = (tag) => (tag === "canvas" ? canvas : create(tag));
  window.DOMMatrix = class {
    rotate() {
      return this;
    }
  };
  const { values } = window.modules;
  values.levels.lsoa = { place: { A: 0, B: 1, C: 2 } };
  const page = window.modules["found-map"];
  page.draw(FOUND, () => true, more);
  return { window, page, given };
}

test("each place is drawn as its look says", () => {
  const { window, given } = drawn();
  const [paint, view, selection, around] = given[0];
  assert.deepEqual(plain([paint.of, paint.colours[0]]), [[0, 1, -1], "#000001"]);
  assert.deepEqual([0, 1, 2].map(paint.edge), [true, false, false]);
  assert.deepEqual(plain([view, selection, around]), [[0, 1], [], { pin: null, around: [1] }]);
  assert.equal(window.document.body.dataset.drawn, "here");
  assert.equal(window.modules.core.state.level, "lsoa");
});

test("a selection has a line around it, and the map can be left as it is", () => {
  const [, , selection, more] = drawn({ selection: [2], pin: 2, fit: null }).given[0];
  assert.deepEqual(plain([selection, more]), [[2], { pin: 2, around: null }]);
});

test("nothing is drawn once nobody wants it", () => {
  const { page, given } = drawn();
  page.draw(FOUND, () => false);
  assert.equal(given.length, 1);
});

test("of each place is said what its lines have", () => {
  const { page } = drawn();
  assert.deepEqual(plain(page.say(FOUND, "A")), ["A", "Found", "2%"]);
  assert.deepEqual(plain(page.say(FOUND, "C")), ["C", "2%"]);
  assert.deepEqual(plain(page.say(undefined, "B")), ["B"]);
});
