/* Where to meet: the search for a better answer is asked for once, can be cancelled, ends with its question, and says
 * what became of it. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { webcrypto } = require("node:crypto");
const { load, plain } = require("./load.js");

const TOLD = {
  best: "/best",
  progress: "/progress",
  after: 0,
  every: 0.02,
  words: {
    seeking: "Looking…",
    stands: "{seconds} s: {best}, at most {bound}.",
    cancel: "Cancel",
    cancelled: "Cancelled.",
    failed: "Not proven. {why}",
    too_much: "The first answer stands.",
  },
};
const FOUND = { venues: ["l1", "s2"], bound: 10 };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const reply = (made, more = {}) => ({
  ok: true,
  status: 200,
  headers: { get: () => null },
  json: async () => made,
  ...more,
});
const refusal = (text, status = 400) => {
  const made = { ok: false, status, headers: { get: () => "text/plain" }, text: async () => text };
  return { ...made, clone: () => made };
};

/** The page, asking something, with a server whose search waits until `answer` is called. */
function opened() {
  const asked = [];
  const fetch = (address, options = {}) => {
    if (address.startsWith("/progress")) return Promise.resolve(reply({ seconds: 3.7, best: 3860.4, bound: 3919.2 }));
    if (!address.startsWith("/best")) return Promise.resolve(reply({}));
    return new Promise((done, failed) => {
      asked.push({ address, body: JSON.parse(options.body), answer: done });
      options.signal.addEventListener("abort", () => failed(options.signal.reason));
      asked.at(-1).signal = options.signal;
    });
  };
  const timers = { setInterval, clearInterval, crypto: webcrypto };
  const window = load(["where-to-meet-best"], { ids: ["best-said"], fetch, ...timers });
  const line = window.document.getElementById("best-said");
  line.dataset.told = JSON.stringify(TOLD);
  const { question, "where-to-meet-best": page } = window.modules;
  question.ask("?n=2");
  return { window, line, page, asked, question };
}

test("it says how it stands, and gives what is found to the page", async () => {
  const { window, line, page, asked } = opened();
  const own = [{ name: "Unity Centre" }];
  const ended = page.seek("?n=2", own);
  assert.equal(line.textContent, "Looking…  Cancel");
  await pause(60);
  assert.equal(line.textContent, "Looking… 3 s: 3,860, at most 3,920. Cancel");
  const [{ address, body, answer }] = asked;
  assert.equal(address, "/best?n=2");
  assert.match(body.job, /^[0-9a-f]{16}$/);
  assert.deepEqual(body.own, own);
  answer(reply(FOUND));
  await ended;
  assert.equal(line.textContent, "Looking…", "until the page shows what was found");
  assert.equal(line.querySelector("button"), null);
  assert.deepEqual(plain(window.props), [["meet-best", { data: { ...FOUND, search: "?n=2" } }]]);
});

test("a person can cancel it, and try again", async () => {
  const { window, line, page, asked } = opened();
  const ended = page.seek("?n=2", []);
  await pause(20);
  line.querySelector("button").click();
  await ended;
  assert.ok(asked[0].signal.aborted);
  assert.equal(line.textContent, `Cancelled. ${line.querySelector("button").textContent}`);
  line.querySelector("button").click();
  await pause(20);
  assert.equal(asked.length, 2);
  asked[1].answer(reply(FOUND));
  await pause(20);
  assert.equal(window.props.length, 1);
});

test("it ends when the page asks something else, or is left", async () => {
  for (const leave of [
    ({ question }) => question.ask("?n=3"),
    ({ line }) => Object.assign(line, { isConnected: false }),
  ]) {
    const all = opened();
    const ended = all.page.seek("?n=2", []);
    await pause(20);
    leave(all);
    await ended;
    assert.ok(all.asked[0].signal.aborted);
    assert.deepEqual(all.window.props, []);
  }
});

test("a search that is refused says why, and the first answer stays", async () => {
  const { window, line, page, asked } = opened();
  const ended = page.seek("?n=2", []);
  await pause(20);
  asked[0].answer(refusal("Ask for fewer sessions."));
  await ended;
  assert.match(line.textContent, /^Not proven\. Ask for fewer sessions\. +\S/);
  assert.ok(line.querySelector("button"));
  assert.deepEqual(window.props, []);
});

test("what is too much for a search is not tried again", async () => {
  const { line, page, asked } = opened();
  const ended = page.seek("?n=2", []);
  await pause(20);
  asked[0].answer(refusal("Of a file, keep fewer sheets.", 413));
  await ended;
  assert.equal(line.textContent, "The first answer stands.");
  assert.equal(line.querySelector("button"), null);
});

test("of two only the later goes on", async () => {
  const { page, asked } = opened();
  const first = page.seek("?n=2", []);
  await pause(20);
  page.seek("?n=2", []);
  await first;
  await pause(20);
  assert.deepEqual(
    asked.map(({ signal }) => signal.aborted),
    [true, false],
  );
  page.stop();
});
