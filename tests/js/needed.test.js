/* "How many areas do I need?" and handing over a file. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, page } = require("./load.js");

/** The part of the page, with areas whose people are given. */
function shown(people, { marks = [], keeps = [] } = {}) {
  const window = page("targets-needed", { ids: ["needed"] });
  const { atlas } = window;
  atlas.values.known.areas = { code: people.map((_, at) => `E${at}`) };
  atlas.values.over = (_, [at]) => ({ n: people[at], value: people[at] });
  const every = people.map((_, at) => at);
  atlas.needed.show({
    group: "roma",
    found: every,
    every,
    where: "here",
    mark: (places) => marks.push(places),
    keep: (least) => keeps.push(least),
  });
  const find = (id) => window.document.getElementById(id);
  const reach = (share) => find("needed-share").fire("input", { target: { value: String(share) } });
  return { find, reach, keeps };
}

test("a share that is reached exactly needs no further area", () => {
  const { find, reach } = shown([8.6, 7.4, 5.5]); // 8.6 of 21.5 comes to a little less than 0.4
  reach(40);
  assert.equal(find("needed-answer").textContent, "% of them: 1 area");
  reach(41);
  assert.equal(find("needed-answer").textContent, "% of them: 2 areas");
});

test("to keep only the areas that are needed, the limit is the people of the last of them", () => {
  const { find, reach, keeps } = shown([30.5, 20.9, 10.2, 5]);
  reach(70);
  assert.equal(find("needed-answer").textContent, "% of them: 2 areas");
  assert.equal(find("needed-keep").textContent, "Keep only the 2 with 20 or more of them");
  find("needed-keep").fire("click");
  assert.deepEqual(keeps, [20]);
});

test("as many areas as Explore can select are opened there, and no more", () => {
  const { find, reach } = shown(Array.from({ length: 201 }, () => 1));
  reach(99);
  assert.equal(find("needed-open").attributes.href.split(".").length, 199);
  assert.match(find("needed-open").attributes.href, /^\/\?i=roma&s=E0\.E1\./);
  reach(99.5);
  assert.equal(find("needed-answer").textContent, "% of them: 200 areas");
  assert.ok(find("needed-open"));
  reach(100);
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
