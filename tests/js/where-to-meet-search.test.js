/* Where to meet: a venue that must be among the sessions is found by its name, its address or its postcode. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const POINT = { at: [-1.4, 53.4] };
const LIBRARY = { id: "l1", name: "Firth Park Library", where: "443 Firth Park Road, Sheffield, S5 6WS", ...POINT };
const SCHOOL = { id: "s1", name: "St Mary\u2019s School", where: "Rotherham, S65 1DY", ...POINT };
const HALL = { id: "o1", name: "Firth Hall", ...POINT };
const NONE = { sessions: [], venues: [] };

/** The search, with an answer on the page. */
function opened() {
  const window = load(["where-to-meet-search"], { ids: ["meet-must-search-field"] });
  const told = { most: 2, more: "{number} more." };
  window.document.getElementById("meet-must-search-field").dataset.told = JSON.stringify(told);
  const page = window.modules["where-to-meet-search"];
  page.offer({ sessions: [SCHOOL], venues: [LIBRARY, HALL] });
  const found = (text) => plain(page.find(text)).flatMap(({ options }) => options.map(({ value }) => value));
  return { page, found };
}

test("by words of its name or address, by its postcode however it is typed, sessions too", () => {
  const { found } = opened();
  assert.deepEqual(found("firth park"), ["l1"]);
  assert.deepEqual(found("firth"), ["o1", "l1"], "by name");
  assert.deepEqual(found("S65 1DY"), ["s1"]);
  assert.deepEqual(found("s651dy"), ["s1"]);
  assert.deepEqual(found("nowhere"), []);
  assert.deepEqual(found(" "), []);
});

test("where there are many the rest is counted, and without an answer those of the last are there", () => {
  const { page, found } = opened();
  const more = { ...HALL, id: "o2", name: "Firth Mill" };
  page.offer({ sessions: [], venues: [LIBRARY, HALL, more] });
  assert.deepEqual(found("firth"), ["o1", "o2"]);
  assert.equal(plain(page.find("firth")).at(-1).said, "1 more.");
  page.offer(NONE);
  assert.deepEqual(found("firth park"), ["l1"]);
});
