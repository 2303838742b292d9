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

/** What comes once a drawing stands on the screen comes at once. */
const AT_ONCE = { requestAnimationFrame: (then) => then(), setTimeout: (then) => then() };

/** Explore's controls over a view; `change` does what a person does to some of them. */
function controls(search = "") {
  const window = load(["explore-form"], { search, ids: ["classes-details", "thresholds"], ...AT_ONCE });
  const { "explore-form": form, core, values } = window.modules;
  const declared = { page: "explore", path: "/", parts: [] };
  let views = 0;
  const show = async () => {
    await values.start();
    views += 1;
    form.show(`${search}?${views}`, declared); // each time another view has come
  };
  const change = (news) => {
    window.props.length = 0;
    const inputs = Object.entries(news).map(([id, value]) => ({ id, property: "value", value }));
    const triggered = inputs.map(({ id }) => ({ prop_id: `${id}.value` }));
    window.dash_clientside.callback_context = { inputs_list: inputs, triggered };
    form.changed(declared);
    return url(window);
  };
  return { window, core, show, change };
}

test("own thresholds are taken on where they rise and an address can hold them", async () => {
  const { window, core, show, change } = controls();
  await show();
  const type = (thresholds) => {
    const to = change({ thresholds });
    return [window.document.getElementById("thresholds").attributes["aria-invalid"], to];
  };
  assert.deepEqual(type("5, 10;20"), ["false", "?k=o5_10_20"]);
  await show();
  assert.deepEqual(type("-0 2.00004"), ["false", "?k=o0_2"]);
  for (const wrong of ["5, 5", "5, 4", " ", "x", "1 2 3 4 5 6 7", "12345678", "1e9", "Infinity"]) {
    await show();
    assert.deepEqual(type(wrong), ["true", undefined], wrong);
  }
  core.state.classes = { kind: "quantile", number: 5, national: true, thresholds: [] };
  await show();
  assert.equal(change({ "classes-kind": "natural" }), "?k=j5"); // natural breaks are those of the areas here
});

test("controls show the view; only what a person changes writes an address", async () => {
  const { window, core, show, change } = controls();
  await show();
  const held = Object.fromEntries(
    window.props.filter(([id]) => typeof id === "string").map(([id, { value }]) => [id, value]),
  );
  assert.equal(held.level, "lsoa");
  assert.equal(change({ level: held.level, held: held.held }), undefined); // what was put there
  core.state.selected = ["E01007557"];
  assert.equal(change({ level: "ward", clusters: true }), "?l=ward&o=1"); // two at once, and the selection goes
});

test("a click selects a place alone or takes it off; with others it is added or taken out", () => {
  const window = load(["view"], AT_ONCE);
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
