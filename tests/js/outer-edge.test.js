/* The edge around several areas leaves out what two of them share. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const { outerEdge } = load(["outer-edge"]).modules["outer-edge"];
const area = (...rings) => ({ geometry: { type: "Polygon", coordinates: rings } });
const box = (x) => [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]; // biome-ignore format: one line
const edge = (...areas) => plain(outerEdge(areas)).coordinates;

test("one area keeps its outline, with its holes", () => {
  const hole = [[0.2, 0.2], [0.4, 0.2], [0.4, 0.4], [0.2, 0.2]]; // biome-ignore format: one line
  assert.deepEqual(edge(area(box(0), hole)), [box(0), hole]);
});

test("the border between two areas is left out, whichever way it is drawn", () => {
  const around = [
    [[0, 0], [1, 0]],
    [[1, 1], [0, 1], [0, 0]],
    [[1, 0], [2, 0], [2, 1], [1, 1]],
  ]; // biome-ignore format: one line each
  assert.deepEqual(edge(area(box(0)), area(box(1))), around);
  const several = { geometry: { type: "MultiPolygon", coordinates: [[box(1)], [box(5)]] } };
  assert.deepEqual(edge(area(box(0)), several), [...around, box(5)]);
});
