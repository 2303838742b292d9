/* Of one's own figures that are of some areas only, a place under the pointer says so, and why it has none. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, file } = require("./load.js");

const { code, district } = file("areas");
const HIDDEN = 3;
const n = code.map((_, at) => (district.of[at] === 0 && at !== HIDDEN ? at : null));
const [mine, none] = [n.map((one) => one !== null), [["hidden", [HIDDEN]]]];
const catalogue = file("catalogue");
const id = "own_0123456789ab";
const words = { ...catalogue.indicators.imd_score, own: true, label: "Mine", england: null, none };
const came = { themes: catalogue.themes, groups: catalogue.groups, caveats: {}, indicators: { [id]: words } };
const figures = [{ denominators: [], indicators: { [id]: { v: n } } }];

let lines = [];
const stubs = {
  "own-figures": { figures: async () => ({ ...came, figures }) },
  map: { hover: (_, said) => (lines = said.map((one) => one.textContent ?? one)) },
};
const window = load(["explore-hover"], { stubs });
const { values, core, "explore-hover": page } = window.modules;
const over = (level, unit) => {
  Object.assign(core.state, { level, indicator: id, second: "" });
  page.hover(values.levels[level].code[unit], null, () => "");
  return lines.join("\n");
};

test("an area without a figure says why, and larger ones of how many of their areas they are", async () => {
  await values.start();
  const [first] = values.levels.district.members;
  const known = first.filter((at) => mine[at]).length;
  assert.match(over("lsoa", HIDDEN), /^no figure\nHidden\n/);
  assert.doesNotMatch(over("lsoa", first[1]), /Hidden/);
  assert.match(over("district", 0), new RegExp(`Known for ${known} of ${first.length} areas`));
  assert.match(over("lsoa", first[1]), new RegExp(`South Yorkshire \\(${known} of ${code.length} areas\\) `));
  assert.doesNotMatch(over("district", 1), /Known for/);
});
