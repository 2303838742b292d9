/* Visits kept in the browser: nothing is lost between here and the server, whenever a tab dies or the network drops. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

/** A browser's storage, with room for so many entries. */
function storage(room = Infinity) {
  const held = new Map();
  return {
    held,
    get length() {
      return held.size;
    },
    key: (at) => [...held.keys()][at] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem(key, text) {
      if (!held.has(key) && held.size >= room) throw new Error("full");
      held.set(key, text);
    },
    removeItem: (key) => held.delete(key),
  };
}

const { modules } = load(["visit-kept"], { crypto: globalThis.crypto });
const { keeping, deliver, newId, body } = modules["visit-kept"];

const entry = (id, more = {}) => ({
  id,
  plan: "p",
  zone: "",
  version: null,
  state: "waiting",
  at: `2026-11-29T10:0${id}:00Z`,
  called: `visit ${id}`,
  values: { people: 3 },
  heard: {},
  heard_at: {},
  despite: false,
  ...more,
});

/** A server that keeps what it is sent, once by its id. */
function server(answers = () => ({ state: "kept", said: "Saved", version: 1 })) {
  const kept = new Map();
  const send = async (sent) => {
    const answer = answers(sent);
    if (answer.state === "kept") kept.set(sent.id, plain(sent.values));
    return answer;
  };
  return { kept, send };
}

const ids = (store) => plain(store.all().map(({ id }) => id));

test("ids are those of the server's records, and no two alike", () => {
  const made = new Set(Array.from({ length: 200 }, newId));
  assert.equal(made.size, 200);
  for (const id of made) assert.match(id, /^[0-9a-f]{32}$/);
});

test("entries come back in the order in which they were begun, each person's alone", () => {
  const shared = storage();
  shared.setItem("atlas.recent", "[]");
  shared.setItem("atlas.visit.Ann.damaged", "{");
  const [ann, bob] = [keeping(shared, "Ann"), keeping(shared, "Bob")];
  for (const id of ["1", "2"]) ann.put(entry(id, { at: `2026-11-29T0${9 - Number(id)}:00:00Z` }));
  bob.put(entry("3"));
  assert.deepEqual([ids(ann), ids(bob)], [["2", "1"], ["3"]]);
  assert.equal(ann.get("2").called, "visit 2");
  assert.equal(ann.get("3"), null);
});

test("where there is no room, that is said, and what was there stays", () => {
  const store = keeping(storage(1), "");
  assert.deepEqual(
    [store.put(entry("1")), store.put(entry("2")), store.put(entry("1", { plan: "q" }))],
    [true, false, true],
  );
  assert.equal(store.get("1").plan, "q");
});

test("what the server has is kept here no more; without a connection nothing is lost", async () => {
  const store = keeping(storage(), "");
  for (const id of ["1", "2", "3"]) store.put(entry(id));
  const { kept, send } = server(({ id }) => ({ state: id === "2" ? "later" : "kept", said: "" }));
  const answers = await deliver(store, store.all(), send);
  assert.deepEqual([...answers.keys()], ["1", "2"]); // after the first that did not go, none is tried
  assert.deepEqual([[...kept.keys()], ids(store)], [["1"], ["2", "3"]]);
  assert.equal(store.get("2").state, "waiting");
});

test("what was refused, or has to be decided, stays with the reason, and the next is sent", async () => {
  for (const state of ["refused", "faults", "warned", "changed"]) {
    const store = keeping(storage(), "");
    for (const id of ["1", "2"]) store.put(entry(id));
    const answer = { state, said: "why", faults: { people: "x" } };
    const { send } = server(({ id }) => (id === "1" ? answer : { state: "kept", said: "" }));
    await deliver(store, store.all(), send);
    assert.deepEqual(ids(store), ["1"]);
    assert.deepEqual(plain([store.get("1").state, store.get("1").answer]), [state, answer]);
  }
});

test("a tab that dies after the server has kept it sends it again under the same id", async () => {
  const store = keeping(storage(), "");
  store.put(entry("1"));
  const { kept, send } = server();
  await send(store.get("1")); // and the tab is gone before the answer
  await deliver(store, store.all(), send);
  assert.deepEqual([kept.size, ids(store)], [1, []]);
});

test("what is changed while it is on its way stays, as a change of what the server has now", async () => {
  const store = keeping(storage(), "");
  store.put(entry("1"));
  const { send } = server();
  await deliver(store, store.all(), async (sent) => {
    store.put(entry("1", { state: "draft", values: { people: 4 } }));
    return send(sent);
  });
  const left = store.get("1");
  assert.deepEqual([left.values.people, left.version, left.state], [4, 1, "draft"]);
  // What somebody else changes from now on is joined with it, from what the server has.
  assert.deepEqual(plain(left.was), { values: { people: 3 }, heard: {}, heard_at: {} });
});

test("an entry that is forgotten while it is on its way does not come back", async () => {
  for (const state of ["kept", "refused"]) {
    const store = keeping(storage(), "");
    store.put(entry("1"));
    await deliver(store, store.all(), async ({ id }) => {
      store.remove(id);
      return { state, said: "" };
    });
    assert.deepEqual(ids(store), []);
  }
});

test("after a join, what is changed meanwhile begins from what the server has, not from what was sent", async () => {
  const store = keeping(storage(), "");
  store.put(entry("1", { version: 1 }));
  const now = { values: { people: 5 }, heard: { sex: { female: 5 } }, heard_at: {} };
  await deliver(store, store.all(), async () => {
    store.put(entry("1", { version: 1, values: { people: 4 } }));
    return { state: "kept", said: "", version: 3, now };
  });
  assert.deepEqual(plain([store.get("1").was, store.get("1").version]), [now, 3]);
});

test("what is sent has counts and texts, and nothing of what is only here", () => {
  assert.deepEqual(JSON.parse(body(entry("1", { answer: { state: "refused", said: "" } }), "t")), {
    token: "t",
    plan: "p",
    id: "1",
    version: null,
    values: { people: 3 },
    heard: {},
    heard_at: {},
    despite: false,
  });
});
