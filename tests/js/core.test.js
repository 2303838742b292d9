"use strict";
const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const { atlas } = load(["js/08-server.js", "js/10-core.js"]);

test("a way of cutting classes is written as it is read", () => {
  const known = new Proxy({}, { get: () => () => true });
  for (const text of ["q5", "nq3", "e7", "j4", "t", "o5", "o-1_0_2.5"]) {
    assert.equal(atlas.write(atlas.read(`?k=${text}`, known)), `?k=${text}`);
  }
});

test("what the server wrote as plain data is built as it stands", () => {
  const made = atlas.still(["p", { class: "note" }, "Of ", ["strong", {}, "860"], " areas"]);
  assert.equal(made.tag, "p");
  assert.equal(made.textContent, "Of 860 areas");
  assert.deepEqual(plain(made.attributes), { class: "note" });
});
