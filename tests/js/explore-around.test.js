/* What stands around Explore's map: at once where nothing is filtered, else when the server has answered, and only the
 * newest answer. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const window = load(["explore-around"], { ids: ["card-now", "chips"], stubs: { map: { fit() {} } } });
const { "explore-around": around, core, address, values } = window.modules;
const [card, chips] = ["card-now", "chips"].map((id) => window.document.getElementById(id));
for (const place of [card, chips]) place.setAttribute("data-says", "");
values.cards.no_car = { glance: [["h2", {}, "All"]], highest: { lsoa: [" of areas"], ward: [" of wards"] } };

const asked = () => window.props.map(([id, { data }]) => [id, data.search]);
const faded = () => [card, chips].map((place) => "data-faded" in place.attributes);
const show = (change) => {
  window.props.length = 0;
  Object.assign(core.state, address.blank(), { indicator: "no_car" }, change);
  around.draw();
  return asked();
};
const answer = (of, text) => around.came({ of, parts: { "card-now": [text], chips: [["button", {}, text]] } });

test("of everything it is said at once, at every level and however classes are cut", () => {
  assert.deepEqual(show({}), []);
  assert.equal(card.textContent, "All of areas");
  assert.deepEqual(show({ level: "ward", columns: ["imd_score"], clusters: true }), []);
  assert.equal(card.textContent, "All of wards");
  assert.deepEqual(faded(), [false, false]);
});

test("of a filter the server is asked once, and what stands there is faded until it answers", () => {
  around.forget();
  const [d] = show({ districts: ["E08000018"] });
  assert.deepEqual(d, ["view-asked", "?i=no_car&d=E08000018"]);
  assert.deepEqual(faded(), [true, true]);
  assert.deepEqual(show({ districts: ["E08000018"], clusters: true }), []);
  answer("?i=no_car&d=E08000018", "Rotherham");
  assert.deepEqual([card.textContent, chips.textContent, ...faded()], ["Rotherham", "Rotherham", false, false]);
});

test("only the newest answer counts", () => {
  show({ deciles: [1] });
  show({ deciles: [1, 2] });
  answer("?i=no_car&t=1", "one");
  assert.notEqual(card.textContent, "one");
  assert.deepEqual(faded(), [true, true]);
  show({});
  assert.deepEqual([card.textContent, chips.textContent, ...faded()], ["All of areas", "", false, false]);
  answer("?i=no_car&t=1.2", "two");
  assert.equal(card.textContent, "All of areas");
});

test("an indicator whose card has not come is asked for", () => {
  assert.deepEqual(show({ indicator: "disabled" }), [["view-asked", "?i=disabled"]]);
});
