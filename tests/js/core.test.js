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

test("what a copied link lacks is said, and taken back with the next that lacks nothing", () => {
  const layer = { id: "own_0123456789ab", label: "Food parcels", text: "{}" };
  const page = load(["core", "own-held"], {
    search: `?i=${layer.id}`,
    ids: ["copy-link", "handover-status"],
    navigator: { clipboard: { writeText: async () => {} } },
    CustomEvent: class {},
    setTimeout() {},
  });
  const [button, line] = ["copy-link", "handover-status"].map((id) => page.document.getElementById(id));
  page.modules["own-held"].hold(layer);
  page.modules.core.copyLink(button);
  assert.equal(line.textContent, page.modules.core.rules.labels.lacks_own);
  page.location.search = "?i=imd_score";
  page.modules.core.copyLink(button);
  assert.equal(line.textContent, "");
  line.textContent = "The file is being made.";
  page.modules.core.copyLink(button);
  assert.equal(line.textContent, "The file is being made.");
});
