/* What stands around Explore's map: at once where nothing is filtered, else when the server has answered, and only the
 * newest answer. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

/** What was asked, and a way to answer it. */
let asked = [];
const held = (address) => new Promise((done) => asked.push({ address, done }));
const ids = ["headline", "card-now", "chips"];
const window = load(["explore-around"], { ids, stubs: { map: { fit() {} }, server: { held, ask: held } } });
const { "explore-around": around, core, address, values } = window.modules;
const [headline, card, chips] = ids.map((id) => window.document.getElementById(id));
for (const place of [headline, card, chips]) place.setAttribute("data-says", "");
values.cards.no_car = {
  headline: { lsoa: ["A quarter", "."], ward: ["A quarter of wards", "."] },
  glance: [["h2", {}, "All"]],
  highest: { lsoa: [" of areas"], ward: [" of wards"] },
};

const faded = () => [card, chips].map((place) => "data-faded" in place.attributes);
const show = (change) => {
  asked = [];
  Object.assign(core.state, address.blank(), { indicator: "no_car" }, change);
  around.draw();
  return asked;
};
/** Answer a question, and wait until that has been taken in. */
const answer = async ([{ done }], text, status = 200) => {
  done({ status, json: async () => ({ "card-now": [text], chips: [["button", {}, text]] }) });
  await new Promise((then) => setTimeout(then, 0));
};

test("of everything it is said at once, at every level and however classes are cut", () => {
  assert.deepEqual(show({}), []);
  assert.equal(card.textContent, "All of areas");
  assert.equal(window.document.title, "Seldom Heard: A quarter.");
  assert.deepEqual(show({ level: "ward", columns: ["imd_score"] }), []);
  assert.equal(card.textContent, "All of wards");
  assert.equal(headline.textContent, "A quarter of wards.");
  assert.deepEqual(faded(), [false, false]);
});

test("of a filter the server is asked once, and what stands there is faded until it answers", async () => {
  around.forget();
  const rotherham = show({ districts: ["E08000018"] });
  assert.deepEqual(
    rotherham.map(({ address }) => address),
    ["/find/said?i=no_car&d=E08000018"],
  );
  assert.deepEqual(faded(), [true, true]);
  assert.deepEqual(show({ districts: ["E08000018"], columns: ["imd_score"] }), []);
  await answer(rotherham, "Rotherham");
  assert.deepEqual([card.textContent, chips.textContent, ...faded()], ["Rotherham", "Rotherham", false, false]);
});

test("of a place that was found the server is asked, with nothing filtered", async () => {
  around.forget();
  const found = show({ found: "practice.C88048" });
  assert.deepEqual(
    found.map(({ address }) => address),
    ["/find/said?i=no_car&y=practice.C88048"],
  );
  await answer(found, "Burngreave Surgery");
  assert.equal(card.textContent, "Burngreave Surgery");
});

test("only the newest answer counts", async () => {
  const one = show({ deciles: [1] });
  const two = show({ deciles: [1, 2] });
  await answer(one, "one");
  assert.notEqual(card.textContent, "one");
  assert.deepEqual(faded(), [true, true]);
  show({});
  assert.deepEqual([card.textContent, chips.textContent, ...faded()], ["All of areas", "", false, false]);
  await answer(two, "two");
  assert.equal(card.textContent, "All of areas");
});

test("an indicator whose card has not come is asked for, and an answer that was let go of says nothing", async () => {
  const disabled = show({ indicator: "disabled" });
  assert.equal(disabled[0].address, "/find/said?i=disabled");
  await answer(disabled, "", 204);
  assert.deepEqual([card.textContent, ...faded()], ["All of areas", true, true]);
});
