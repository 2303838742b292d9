/* Numbers, classes and their words: the same cases that tests/dashboard/wording/test_legend.py asks of the server. */

const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load, file, plain } = require("./load.js");

const golden = (name) => JSON.parse(fs.readFileSync(path.join(__dirname, "..", "golden", `${name}.json`), "utf8"));
const numbers = golden("numbers");
const classes = golden("classes");

const { classes: cutting, legend: bar, crossed, numbers: writing, values } = load(["crossed"]).modules;
const { legend, indicators, texts } = file("catalogue");
Object.assign(values.known, { catalogue: { legend, indicators, texts }, areas: { region: "Yorkshire" } });

/* An indicator of a case as the server sends it. */
function words(given) {
  const many = legend.form[given.unit] ?? `{number} ${given.unit}`;
  return { ...given, form: [many, legend.form_of_one[given.unit] ?? many] };
}

test("a number is written with its unit, as on the server", () => {
  for (const { value, indicator, text } of numbers.values) assert.equal(writing.written(value, words(indicator)), text);
  // And the server sends the forms that this test makes.
  for (const one of Object.values(indicators)) assert.deepEqual(one.form, words(one).form);
});

test("places in England", () => {
  for (const [percentile, text] of numbers.standing) assert.equal(writing.standing(percentile), text, percentile);
});

test("classes are cut and said as on the server", () => {
  for (const one of classes.cases) {
    const indicator = words(one.indicator);
    const made = cutting.breaks(indicator, one.values, one.asked, classes.spread, classes.natural);
    assert.equal(made.bounds.length, one.bounds.length, one.name);
    for (const [i, bound] of made.bounds.entries()) assert.ok(Math.abs(bound - one.bounds[i]) < 1e-9, one.name);
    assert.deepEqual(plain(cutting.place(made, one.values)), one.of, one.name);
    assert.deepEqual(plain(cutting.inWords(made, indicator)), one.words, one.name);
    if (one.joins.length) assert.deepEqual(plain(cutting.joins(made, indicator)), one.joins, one.name);
    assert.equal(cutting.said(made, one.asked), one.said, one.name);
  }
});

test("thirds run towards need", () => {
  for (const [all, polarity, wanted] of classes.thirds) assert.deepEqual(plain(cutting.thirds(all, polarity)), wanted);
});

test("a step of the histogram has the colours of what is in it", () => {
  const classed = { of: [0, 0, 1, 2, -1] };
  const found = bar.bins(classed, [0, 1, 2, 3, 4], [0, 1, 1, 40, null], 0, 40);
  assert.equal(found.length, 40);
  assert.deepEqual(plain(found.map((bin) => [...bin.values()].reduce((sum, n) => sum + n, 0))), [
    1,
    2,
    ...new Array(37).fill(0),
    1,
  ]);
  const colours = ["#a", "#b", "#c"];
  assert.equal(bar.stacked(found[0], colours), "#a");
  assert.equal(bar.stacked(found[1], colours), "linear-gradient(to top, #a 0% 50%, #b 50% 100%)");
  assert.equal(bar.stacked(found[39], colours), "#c");
  // What is not in view is in no step.
  assert.equal(bar.bins(classed, [3], [0, 1, 1, 40, null], 0, 40)[0].size, 0);
});

test("the scatter plot of two at once runs towards need: decile 1 lies to the right", () => {
  const [decile, english] = ["imd_decile", "english_limited"].map((id) => indicators[id]);
  assert.equal(crossed.along(1, [1, 10], decile), 1);
  assert.equal(crossed.along(5, [0, 10], english), 0.5);
});

test("classes of areas with a figure are not said to be of all", () => {
  const one = classes.cases.find(({ name }) => name === "equal steps");
  const made = cutting.breaks(words(one.indicator), one.values, one.asked, classes.spread, classes.natural);
  const said = "Four steps of equal width over the range of Yorkshire areas with a figure.";
  assert.equal(cutting.said(made, one.asked, true), said);
});
