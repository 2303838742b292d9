const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

const { core } = load(["core"]).modules;

test("what the server wrote as plain data is built as it stands", () => {
  const made = core.markup(["p", { class: "note" }, "Of ", ["strong", {}, "860"], " areas"]);
  assert.equal(made.tag, "p");
  assert.equal(made.textContent, "Of 860 areas");
  assert.deepEqual(plain(made.attributes), { class: "note" });
});
