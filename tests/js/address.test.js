/* Explore's address in the browser, against what the server makes of it: the golden file, and addresses
 * that tests/test_js.py put together by chance. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, golden, load, plain } = require("./load.js");

const { address: explore, values } = load(["address", "values"]).modules;
const ready = Promise.all([values.start(), values.needFootprints()]);
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What an address means, as the golden file has it. */
function meaning(address) {
  const { levelSaid, ignored, ...view } = explore.read(address, values.named());
  const blank = explore.blank();
  const differing = Object.entries(view).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(blank[name]),
  );
  return plain({
    means: Object.fromEntries(differing.map(([name, value]) => [snake(name), value])),
    written: explore.write(view),
    notes: ignored,
  });
}

test("the browser reads and writes Explore's addresses as the server does", async () => {
  await ready;
  for (const { address, ...wanted } of golden("explore")) assert.deepEqual(meaning(address), wanted, address);
});

test("so it does with addresses that nobody thought of", async () => {
  await ready;
  const those = file("chance");
  assert.ok(those.length >= 1000);
  for (const { address, ...wanted } of those) assert.deepEqual(meaning(address), wanted, address);
});

test("more than a list holds are cut off, and whoever opens the link is told", async () => {
  await ready;
  const selected = values.known.areas.code.slice(0, 300);
  const written = explore.write({ ...explore.blank(), selected });
  const view = explore.read(written, values.named());
  assert.equal(explore.part("selected").most, 200);
  assert.deepEqual(plain(view.selected), plain(selected.slice(0, 200)));
  assert.deepEqual(plain(view.ignored), ["Only the first 200 selected areas were kept."]);
});

test("a link that is too long, or of too many parts, is not read", async () => {
  await ready;
  const fits = `?n=500&zz=${"x".repeat(8000 - 9)}`;
  assert.deepEqual(meaning(fits), {
    means: { residents: 500 },
    written: "?n=500",
    notes: ["“zz” in the link is not known."],
  });
  assert.deepEqual(meaning(`${fits}x`), {
    means: {},
    written: "",
    notes: ["The link is too long, so it was not read."],
  });
  assert.equal(meaning(`?n=500${"&".repeat(49)}`).written, "?n=500");
  assert.deepEqual(meaning(`?n=500${"&".repeat(50)}`), {
    means: {},
    written: "",
    notes: ["The link had too many parts, so it was not read."],
  });
});

test("whether an address says the level is told apart from what it is", async () => {
  await ready;
  const said = (address) => {
    const { level, levelSaid } = explore.read(address, values.named());
    return [level, levelSaid];
  };
  assert.deepEqual(["", "?l=lsoa", "?l=ward"].map(said), [
    ["lsoa", false],
    ["lsoa", true],
    ["ward", true],
  ]);
});
