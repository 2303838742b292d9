/* What a page that holds layers asks for carries them, in the form that dashboard/web/carried_layers.py takes apart. */
const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const LAYER = { id: "own_0123456789ab", label: "Food parcels", text: '{"format":"seldom-heard-own-layer"}' };
const POINTS = { id: "own_points_0123456789ab", label: "Food banks", text: "{}", kind: "points" };
const globals = { Blob, Headers, Response, CustomEvent };

/** @param {object[]} layers */
function holding(...layers) {
  const { modules } = load(["own-held"], globals);
  for (const one of layers) modules["own-held"].hold(one);
  return modules["own-held"];
}

test("without a layer, and for what is the same for everybody, requests are as they were", () => {
  const options = { method: "POST", body: "{}" };
  assert.equal(holding().carrying("/find/said?i=roma", options), options);
  assert.equal(holding(POINTS).carrying("/find/said?i=roma", options), options);
  for (const address of [
    "/files/atlas-1.json",
    "/assets/x.css",
    "/modules/1/core.js",
    "/tiles/1/2/3/4.mvt",
    "/find/place?key=a",
  ])
    assert.equal(holding(LAYER).carrying(address, options), options, address);
});

test("a question carries the layers, and says what it would have been", async () => {
  const { body, headers, ...asked } = holding(LAYER, POINTS).carrying("/export/csv?i=own_0123456789ab", {});
  assert.deepEqual({ ...asked }, { method: "POST", cache: "no-store" });
  assert.equal(headers.get("Content-Type"), "application/x-own-layers");
  assert.equal(headers.get("Own-Method"), "GET");
  assert.equal(headers.get("Own-Type"), "text/plain;charset=UTF-8");
  assert.equal(await body.text(), `[${LAYER.text}]\n`);
});

test("what is sent follows the layers, with its own type", async () => {
  const held = holding(LAYER, { ...LAYER, id: "own_b" });
  const sent = { method: "post", headers: { "Content-Type": "application/json", "X-Other": "1" }, body: '{"a":"ü\n"}' };
  const { body, headers } = held.carrying("http://127.0.0.1/_dash-update-component", sent);
  assert.equal(headers.get("Own-Method"), "POST");
  assert.equal(headers.get("Own-Type"), "application/json");
  assert.equal(headers.get("X-Other"), "1");
  assert.equal(await body.text(), `[${LAYER.text},${LAYER.text}]\n{"a":"ü\n"}`);
  const file = new Blob(["abc"], { type: "text/csv" });
  const upload = held.carrying("/heard/read", { method: "POST", body: file });
  assert.equal(upload.headers.get("Own-Type"), "text/csv");
  assert.ok((await upload.body.text()).endsWith("\nabc"));
});

test("a page holds as many as a request carries; of several that do not fit it holds none", () => {
  const held = holding();
  const those = [..."abcdef"].map((letter) => ({ ...LAYER, id: `own_${letter.repeat(12)}` }));
  assert.equal(held.hold(...those.slice(0, 3)), "");
  assert.match(held.hold(...those.slice(3)), /^A page can hold 5 figures and places of your own/);
  assert.equal(held.held().length, 3);
  assert.equal(held.hold(...those.slice(2, 5)), ""); // one of them is there already
  assert.notEqual(held.hold(those[5]), "");
  assert.equal(held.hold(those[0]), "");
  assert.equal(held.held().length, 5);
});

test("an address that names what is held alone is told from others", () => {
  const held = holding(LAYER);
  assert.equal(held.namesHeld(`?i=${LAYER.id}`), true);
  assert.equal(held.namesHeld("?i=own_ffffffffffff"), false);
  assert.equal(held.named("?c=own_ffffffffffff!ge!1!r").length, 1);
  held.drop(LAYER.id);
  assert.equal(held.namesHeld(`?i=${LAYER.id}`), false);
});
