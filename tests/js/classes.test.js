/* Numbers, classes and their words: the same cases that tests/dashboard/wording/test_legend.py asks of the server. */
"use strict";
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { load, file, plain } = require("./load.js");

const golden = (name) => JSON.parse(fs.readFileSync(path.join(__dirname, "..", "golden", `${name}.json`), "utf8"));
const numbers = golden("numbers");
const classes = golden("classes");

const { atlas } = load(["js/08-server.js", "js/09-address.js", "js/09-question.js", "js/10-core.js", "js/12-numbers.js", "js/20-values.js", "js/28-classes.js", "js/44-legend.js", "js/47-crossed.js"]);
const { legend, indicators } = file("catalogue");
Object.assign(atlas.values.known, { catalogue: { legend, indicators }, areas: { region: "Yorkshire" } });

/* An indicator of a case as the server sends it. */
function words(given) {
  const many = legend.form[given.unit] ?? `{number} ${given.unit}`;
  return { ...given, form: [many, legend.form_of_one[given.unit] ?? many] };
}

test("a number is written with its unit, as on the server", () => {
  for (const { value, indicator, text } of numbers.values) assert.equal(atlas.written(value, words(indicator)), text);
  // And the server sends the forms that this test makes.
  for (const one of Object.values(indicators)) assert.deepEqual(one.form, words(one).form);
});

test("places in England, and one in so many", () => {
  for (const [percentile, text] of numbers.standing) assert.equal(atlas.standing(percentile), text, percentile);
  for (const [share, text] of numbers.often) assert.equal(atlas.oneIn(share), text, share);
});

test("classes are cut and said as on the server", () => {
  for (const one of classes.cases) {
    const indicator = words(one.indicator);
    const made = atlas.classes.breaks(indicator, one.values, one.asked, classes.spread, classes.natural);
    assert.equal(made.bounds.length, one.bounds.length, one.name);
    made.bounds.forEach((bound, i) => assert.ok(Math.abs(bound - one.bounds[i]) < 1e-9, one.name));
    assert.deepEqual(plain(atlas.classes.place(made, one.values)), one.of, one.name);
    assert.deepEqual(plain(atlas.classes.inWords(made, indicator)), one.words, one.name);
    if (one.joins.length) assert.deepEqual(plain(atlas.classes.joins(made, indicator)), one.joins, one.name);
    assert.equal(atlas.classes.said(made, one.asked), one.said, one.name);
  }
});

test("thirds run towards need", () => {
  for (const [values, polarity, wanted] of classes.thirds) assert.deepEqual(plain(atlas.classes.thirds(values, polarity)), wanted);
});

test("a step of the histogram has the colours of what is in it", () => {
  const classed = { of: [0, 0, 1, 2, -1] };
  const found = atlas.legend.bins(classed, [0, 1, 2, 3, 4], [0, 1, 1, 40, null], 0, 40);
  assert.equal(found.length, 40);
  assert.deepEqual(plain(found.map((bin) => [...bin.values()].reduce((sum, n) => sum + n, 0))), [1, 2, ...new Array(37).fill(0), 1]);
  const colours = ["#a", "#b", "#c"];
  assert.equal(atlas.legend.stacked(found[0], colours), "#a");
  assert.equal(atlas.legend.stacked(found[1], colours), "linear-gradient(to top, #a 0% 50%, #b 50% 100%)");
  assert.equal(atlas.legend.stacked(found[39], colours), "#c");
  // What is not in view is in no step.
  assert.equal(atlas.legend.bins(classed, [3], [0, 1, 1, 40, null], 0, 40)[0].size, 0);
});

test("the corners of two at once name both ends of need", () => {
  const [decile, english, density] = ["imd_decile", "english_limited", "population_density"].map((id) => indicators[id]);
  assert.deepEqual(plain(atlas.crossed.corners(decile, english)), [[8, "Most need in both"], [2, "Most need across only"], [6, "Most need up only"], [0, "Least need in both"]]);
  assert.deepEqual(plain(atlas.crossed.corners(decile, density)), [[8, "Most need across, highest up"], [2, "Most need across only"], [6, "Highest up only"], [0, "Least need across, lowest up"]]);
  // The scatter plot too: decile 1 lies to the right.
  assert.equal(atlas.crossed.along(1, [1, 10], decile), 1);
  assert.equal(atlas.crossed.along(5, [0, 10], english), 0.5);
});
