/* What is said while the server is slow or does not answer, and which answers a page takes. */

const test = require("node:test");
const assert = require("node:assert/strict");
const { load, plain } = require("./load.js");

/** A page, whose server answers as `answers` says: one answer after the other, the last for ever. */
function page(...answers) {
  const asked = [];
  const clocks = [];
  let begun = false; // what the page asks for by itself when it begins never comes
  const fetch = (_, options) => {
    if (!begun) return new Promise(() => null);
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push(options.signal);
    return new Promise((done, failed) => {
      options.signal.addEventListener("abort", () => failed(options.signal.reason));
      if (answer instanceof Error) failed(answer);
      else if (answer) done(answer);
    });
  };
  const window = load(["server"], { ids: ["trouble"], fetch, Response });
  window.setTimeout = (then, ms) => {
    clocks.push([then, ms]);
    return clocks.length;
  };
  window.clearTimeout = (n) => {
    if (n) clocks[n - 1] = null;
  };
  begun = true;
  const line = () => window.document.getElementById("trouble");
  const { server } = window.modules;
  return {
    window,
    server,
    said: () => line().textContent,
    button: () => line().querySelector("button"),
    asked,
    clocks,
  };
}

const fine = (body = "{}") => new Response(body, { status: 200 });
const refused = (status) =>
  new Response("No room.\n\nReference: 0123abcd\n", { status, headers: { "Content-Type": "text/plain" } });
const settled = () =>
  new Promise((done) => {
    setImmediate(done);
  });
const CALLBACK = "/_dash-update-component";
const body = (output) => ({ method: "POST", body: JSON.stringify({ output }) });

/** Let the seconds pass after which a page says that it waits. */
function slow({ clocks, window }) {
  const { seconds } = JSON.parse(window.document.getElementById("atlas-waiting").textContent);
  for (const [then] of clocks.filter((one) => one && one[1] === seconds * 1000)) then();
}

test("what takes long is named, and is asked for again when somebody wants it", async () => {
  const now = page(null, fine());
  const came = now.server.held(CALLBACK, body("zone-card.children"));
  await settled();
  assert.equal(now.said(), "");
  slow(now);
  assert.equal(now.said(), "Still waiting for the card of the zone: no answer for 8 seconds. Try again");
  now.button().fire("click");
  assert.equal(now.said(), "");
  assert.equal((await came).status, 200);
  assert.equal(now.asked.length, 2);
  assert.ok(now.asked[0].aborted);
});

test("what fails says so at once; trying again goes on where it stopped", async () => {
  const now = page(new Error("no way"), refused(503), fine());
  const came = now.server.held(CALLBACK, body("targets-result.data"));
  await settled();
  assert.equal(
    now.said(),
    "This did not come: the areas that are looked for. The server could not be reached. Check your connection and try again. Try again",
  );
  now.button().fire("click");
  await settled();
  await settled();
  assert.match(now.said(), /^This did not come: the areas that are looked for\. No room\. Reference: 0123abcd/);
  now.button().fire("click");
  assert.equal((await came).status, 200);
  assert.equal(now.said(), "");
});

test("one line names all that did not come, and one button asks for all of it", async () => {
  const now = page(new Error("no way"), new Error("no way"), fine());
  const both = Promise.all(
    ["/files/atlas-0.json", "/files/footprints-0.json"].map((address) => now.server.held(address, {})),
  );
  await settled();
  assert.match(
    now.said(),
    /^This did not come: the names of areas and indicators and where the patients of practices live\./,
  );
  now.button().fire("click");
  await both;
  assert.equal(now.asked.length, 4);
});

test("a later question ends the earlier one's request, which then is no news", async () => {
  const now = page(null, fine());
  const first = now.server.held(CALLBACK, body("targets-result.data"));
  const second = now.server.held(CALLBACK, body("targets-result.data"));
  assert.equal((await first).status, 204);
  assert.equal((await second).status, 200);
  assert.ok(now.asked[0].aborted);
});

test("what another try cannot mend offers the page as a whole", async () => {
  const now = page(refused(404));
  const answer = await now.server.held("/files/atlas-0.json", {});
  assert.equal(answer.status, 404);
  assert.match(now.said(), /Reload the page$/);
});

test("a file in the making says that it takes long, with a way to begin anew", async () => {
  const now = page(null, fine("made"));
  const told = [];
  const came = now.server.ask("/export/csv", {}, (text, anew) => told.push([text, anew]), "the CSV");
  slow(now);
  const [[text, anew]] = told;
  assert.equal(text, "Still waiting for the CSV: no answer for 8 seconds.");
  anew();
  assert.equal(await (await came).text(), "made");
});

test("a page takes the answer to its present question and no other", () => {
  const window = load(["question"], { ids: ["export"] });
  const { question } = window.modules;
  const hand = window.document.getElementById("export");
  question.ask("?a=1");
  assert.equal(hand.inert, true);
  assert.equal(question.answer("?a=0"), false);
  assert.equal(hand.inert, true);
  assert.equal(question.answer("?a=1"), true);
  assert.equal(hand.inert, false);
  question.ask("?a=2");
  assert.equal(hand.inert, true);
  assert.deepEqual(plain([question.is("?a=1"), question.is("?a=2")]), [false, true]);
});

test("nothing is handed over before its links have come, also where the answer was there first", () => {
  const window = load(["question"], { ids: ["export"] });
  const { question } = window.modules;
  const hand = window.document.getElementById("export");
  question.ask("?a=1", false);
  question.answer("?a=1");
  assert.equal(hand.inert, true);
  question.linked();
  assert.equal(hand.inert, false);
});
