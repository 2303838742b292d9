/* Handing over a file. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

test("a file is made once at a time, and gets the name that the server gives it", async () => {
  const asked = [];
  let give = null;
  const fetch = (address) => {
    asked.push(address);
    return new Promise((done) => {
      give = done;
    });
  };
  const URL = { createObjectURL: () => "blob:x", revokeObjectURL() {} };
  const window = load(["handing"], { ids: ["handover-status"], fetch, URL, setTimeout: () => 0 });
  const { handing } = window.modules;
  asked.length = 0; // what every page asks for when it begins
  const saved = [];
  const { append } = window.document.body;
  window.document.body.append = (one) => {
    saved.push(one.attributes.download);
    append.call(window.document.body, one);
  };
  const line = () => window.document.getElementById("handover-status").textContent;
  const made = async (disposition) => {
    const first = handing.hand("/export/csv", "the CSV", "handover-status");
    await handing.hand("/export/csv", "the CSV", "handover-status");
    assert.equal(line(), "Making the CSV…");
    const get = (name) => (name === "Content-Disposition" ? disposition : null);
    give({ ok: true, headers: { get }, blob: async () => "content" });
    await first;
    assert.equal(line(), "The CSV is among your downloads.");
    return saved.pop();
  };
  assert.equal(await made("attachment; filename=plain.csv"), "plain.csv");
  assert.equal(await made("attachment; filename=\"a.csv\"; filename*=UTF-8''%C5%B4yl%20a.csv"), "Ŵyl a.csv");
  assert.equal(await made(""), "seldom-heard");
  assert.deepEqual(asked, ["/export/csv", "/export/csv", "/export/csv"]);
});
