const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const { atlas } = load([
  "js/08-server.js",
  "js/09-address.js",
  "js/09-question.js",
  "js/10-core.js",
  "js/12-numbers.js",
]);

test("what the server wrote as plain data is built as it stands", () => {
  const made = atlas.still(["p", { class: "note" }, "Of ", ["strong", {}, "860"], " areas"]);
  assert.equal(made.tag, "p");
  assert.equal(made.textContent, "Of 860 areas");
  assert.deepEqual(plain(made.attributes), { class: "note" });
});
