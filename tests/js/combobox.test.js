/* What a search in a list of indicators finds, by the words that people use. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, file } = require("./load.js");

const { combobox, values } = load(["combobox"]).modules;
values.known.catalogue = file("catalogue");

test("who looks for what became more deprived finds the change of decile first", () => {
  for (const said of ["became more deprived", "change", "worse"]) {
    const [group] = combobox.narrowed(combobox.byTheme(), said);
    assert.equal(group?.options[0]?.value, "imd_decile_change", said);
  }
});
