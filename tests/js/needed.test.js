/* "How many areas do I need?" and handing over a file. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, load, plain } = require("./load.js");

/** The page's part, with areas of which each holds so many people; `reach` asks for a share of them. */
function shown(people) {
  const numbers = { denominators: [people], indicators: { roma: { n: people, d: 0 } } };
  const fetch = async () => ({ ok: true, status: 200, headers: { get: () => null }, json: async () => numbers });
  const ids = ["targets", "needed", "needed-answer", "curve", "needed-at", "needed-take"];
  const window = load(["seldom-heard-needed"], { ids, fetch });
  const { values } = window.modules;
  values.known.areas = { code: people.map((_, at) => `E${at}`) };
  values.known.catalogue = { indicators: { roma: { aggregate: "ratio" } } };
  const places = people.map((_, at) => at);
  const result = { group: "roma", found: places, outside: [] };
  const draw = window.modules["seldom-heard-needed"].draw;
  return {
    window,
    find: (id) => window.document.getElementById(id),
    reach: (share, by = "count") => draw("found", by, share, result, file("seldom-heard-words")),
  };
}

test("a share that is reached exactly needs no further area", async () => {
  const { find, reach } = shown([8.6, 7.4, 5.5]); // 8.6 of 21.5 comes to a little less than 0.4
  await reach(40);
  assert.equal(find("needed-answer").textContent, ": 1 area");
  await reach(41);
  assert.equal(find("needed-answer").textContent, ": 2 areas");
  await reach(Number.NaN); // what is no number leaves what was there
  assert.equal(find("needed-answer").textContent, ": 2 areas");
});

test("to keep only the areas that are needed, the limit is the people of the last of them", async () => {
  const { window, find, reach } = shown([30.5, 20.9, 10.2, 5]);
  await reach(70);
  assert.equal(find("needed-answer").textContent, ": 2 areas");
  assert.equal(find("needed-keep").textContent, "Keep only the 2 with 20 or more of them");
  find("needed-keep").fire("click");
  assert.deepEqual(plain(window.props.pop()), ["people", { value: 20 }]);
  await reach(70, "rate"); // those with the highest share are no longer those with most people
  assert.equal(find("needed-keep"), null);
});

test("as many areas as Explore can select are opened there, and no more", async () => {
  const { find, reach } = shown(Array.from({ length: 201 }, () => 1));
  await reach(99);
  assert.equal(find("needed-open").attributes.href.split(".").length, 199);
  assert.match(find("needed-open").attributes.href, /^\/\?i=roma&s=E0\.E1\./);
  await reach(99.5);
  assert.equal(find("needed-answer").textContent, ": 200 areas");
  assert.ok(find("needed-open"));
  await reach(100);
  assert.equal(find("needed-open"), null);
});

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
