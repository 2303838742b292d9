/* Explore: filters on areas made up for the test, the controls of classes, selecting, and intervals. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const url = (window) => window.props.filter(([id]) => id === "url").pop()?.[1].search;

/** A window with three areas, in which one practice has 50, 30 and 20 of its 100 patients. */
function small() {
  const window = load(["view"]);
  const { core, address, values, view } = window.modules;
  const { known } = values;
  const larger = { code: ["E1", "E2"], name: ["One", "Two"], of: [0, 0, 1] };
  known.areas = {
    code: ["a", "b", "c"],
    residents: [1500, 1499, 1501],
    district: larger,
    ward: larger,
    neighbourhood: larger,
  };
  known.footprints = {
    practices: [
      {
        code: "P",
        pcnCode: "N",
        counted: 100,
        lives: [
          [2, 20],
          [0, 50],
          [1, 30],
        ],
      },
    ],
    patients: [500, 200, 100],
  };
  const seen = (change) => {
    Object.assign(core.state, address.blank(), change);
    return plain(view.areas());
  };
  return { window, seen };
}

test("a share of a list is reached exactly, and so are the other limits", () => {
  const { seen } = small();
  assert.deepEqual(seen({}), [0, 1, 2]);
  assert.deepEqual(
    [49, 50, 51, 80, 81].map((held) => seen({ practices: ["P"], held })),
    [[0], [0], [0, 1], [0, 1], [0, 1, 2]],
  );
  assert.deepEqual(
    [10, 11, 15, 16, 20, 21].map((atLeast) => seen({ pcns: ["N"], atLeast })),
    [[0, 1, 2], [1, 2], [1, 2], [2], [2], []],
  );
  assert.deepEqual(
    [1499, 1500, 1501, 1502].map((residents) => seen({ residents })),
    [[0, 1, 2], [0, 2], [2], []],
  );
  assert.deepEqual(seen({ districts: ["E2"] }), [2]);
  assert.deepEqual(seen({ districts: ["E2"], practices: ["P"], held: 50 }), []);
});

test("an interval of a share stays between nothing and all", () => {
  const { window } = small();
  for (let d = 1; d < 2000; d += 1) {
    const [none, all] = [window.modules.values.wilson(0, d), window.modules.values.wilson(d, d)];
    assert.ok(none[0] >= 0 && none[0] < 1e-9, String(d));
    assert.ok(Math.abs(all[1] - 100) < 1e-9 && all[1] <= 100 && none[1] < 100 && all[0] > 0, String(d));
  }
  assert.equal(window.modules.values.wilson(0, 0), null);
});

test("own thresholds are taken on where they rise and an address can hold them", async () => {
  const window = load(["explore-controls"], { ids: ["classing", "where"] });
  const { core, values, "explore-controls": controls } = window.modules;
  await values.start();
  controls.build(() => null);
  const type = (text) => {
    window.props.length = 0;
    const input = window.document.getElementById("thresholds");
    input.fire("change", { target: Object.assign(input, { value: text }) });
    return [input.attributes["aria-invalid"], url(window)];
  };
  assert.equal(
    window.document.getElementById("thresholds-help").textContent,
    "Up to 6 rising numbers, with commas between.",
  );
  assert.deepEqual(type("5, 10;20"), ["false", "?k=o5_10_20"]);
  assert.deepEqual(type("-0 2.00004"), ["false", "?k=o0_2"]);
  for (const wrong of ["5, 5", "5, 4", "", "x", "1 2 3 4 5 6 7", "12345678", "1e9", "Infinity"])
    assert.deepEqual(type(wrong), ["true", undefined], wrong);
  core.state.classes = { kind: "quantile", number: 5, national: true, thresholds: [] };
  window.document.getElementById("classes-kind").fire("change", { target: { value: "natural" } });
  assert.equal(url(window), "?k=j5"); // natural breaks are those of the areas here
  assert.deepEqual(
    window.document.getElementById("classes-number").children.map((one) => one.value),
    ["3", "4", "5", "6", "7"],
  );
});

test("a click selects a place alone or takes it off; with others it is added or taken out", () => {
  const window = load(["view"]);
  const toggled = (selected, code, several) => {
    window.props.length = 0;
    window.modules.core.state.selected = selected;
    window.modules.view.toggle(code, several);
    return url(window);
  };
  assert.equal(toggled([], "a", false), "?s=a");
  assert.equal(toggled(["a"], "b", false), "?s=b");
  assert.equal(toggled(["a", "b"], "a", false), "?s=a");
  window.location.search = "?s=a";
  assert.equal(toggled(["a"], "a", false), "");
  assert.equal(toggled(["a"], "b", true), "?s=a.b");
  assert.equal(toggled(["a", "b"], "a", true), "?s=b");
});
