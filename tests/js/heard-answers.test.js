/* "Who have we heard from?": what controls choose among the server's answers, and answers that come late. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const TOLD = { asks: { read: { address: "/heard/read", line: "line", doing: "Reading…", what: "the file" } } };
const NOTHING = { markup: {}, props: [], hidden: {}, choices: [], focus: "" };
const LEVELS = { of: ["level"], into: "table", parts: { ward: ["by ward"], msoa: ["by place"] } };
const BALANCE = { of: ["level", "aim"], into: "balance", frame: "frame", parts: { "msoa 0.8": ["8 more"] } };

/** The page, with controls that hold these values. */
function opened(values = {}, more = {}) {
  const window = load(["heard-answers"], { ids: ["level", "aim", "table", "balance", "frame", "line"], ...more });
  const byId = (id) => window.document.getElementById(id);
  for (const [id, value] of Object.entries(values)) byId(id).value = value;
  const page = window.modules["heard-answers"];
  page.begin(TOLD);
  const change = (held) => {
    const inputs_list = Object.entries(held).map(([id, value]) => ({ id, value }));
    window.dash_clientside.callback_context = { inputs_list };
    page.choose();
  };
  return { window, page, byId, change };
}

test("a control goes on showing what it does, where there is such a part", () => {
  const { window, page, byId } = opened({ level: "msoa", aim: "0.8" });
  const answer = () => ({ ...NOTHING, choices: [{ ...LEVELS }, { ...BALANCE }] });
  page.put(answer());
  assert.equal(byId("table").textContent, "by place");
  assert.equal(byId("balance").textContent, "8 more");
  assert.deepEqual(window.props, []);
  byId("level").value = "district"; // which this answer has not
  page.put(answer());
  assert.equal(byId("table").textContent, "by ward");
  assert.equal(JSON.stringify(window.props), '[["level",{"value":"ward"}]]');
});

test("a control that is changed shows its part, and hides what there is none of", () => {
  const { page, byId, change } = opened({ level: "msoa", aim: "0.8" });
  page.put({ ...NOTHING, choices: [{ ...LEVELS }, { ...BALANCE }] });
  assert.equal(byId("frame").hidden, false);
  change({ level: "ward", aim: "0.8" });
  assert.deepEqual([byId("table").textContent, byId("balance").textContent], ["by ward", ""]);
  assert.equal(byId("frame").hidden, true);
});

test("only the last answer counts, and none that nobody waits for", async () => {
  const waiting = [];
  const answer = (made) => ({ ok: true, status: 200, headers: { get: () => null }, json: async () => made });
  const fetch = () => new Promise((done) => waiting.push((made) => done(answer(made))));
  const { page, byId } = opened({}, { fetch });
  waiting.length = 0; // what every page asks for when it begins
  const [first, second] = [page.asked("read", "a", () => {}), page.asked("read", "b", () => {})];
  assert.equal(byId("line").textContent, "Reading…");
  waiting[1]({ n: 2 });
  assert.equal((await second).n, 2);
  assert.equal(byId("line").textContent, "");
  waiting[0]({ n: 1 });
  assert.equal(await first, undefined);
  const third = page.asked("read", "c", () => {});
  page.drop("read");
  waiting[2]({ n: 3 });
  assert.equal(await third, undefined);
});
