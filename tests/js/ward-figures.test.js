/* Figures of wards, which come by ward and are shared out over its areas. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, file } = require("./load.js");

const { residents, ward } = file("areas");
const people = ward.code.map((_, at) => (at ? 7 * at : null));
const shares = people.map((n) => n && n / 100);
const sent = { denominators: [residents], indicators: { ward_somali: { w: people, s: shares, d: 0 } } };
const fetch = async (address) => ({
  ok: true,
  status: 200,
  headers: { get: () => null },
  json: async () => (address.includes("one-") ? sent : file("atlas")),
});
const { values } = load(["values"], { fetch }).modules;

test("every area has its ward's share, and the areas of a ward add up to the ward's own people", async () => {
  await values.start();
  await values.need("ward_somali");
  for (const [of, areas] of values.levels.ward.members.entries()) {
    for (const at of areas) assert.equal(values.value("ward_somali", at), shares[of]);
    const { n, d, limits } = values.over("ward_somali", areas);
    assert.equal(n === undefined ? null : Math.round(1000 * n) / 1000, people[of]);
    if (n !== undefined) assert.deepEqual([d, limits], [values.levels.ward.residents[of], null]);
  }
});
