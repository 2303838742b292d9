/* Finding places: who types is asked for once, and the pin stands for what the address or a search has. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load } = require("./load.js");

const AT = { text: "Owler Lane, Fir Vale", point: [-1.45, 53.4], extent: [-1.46, 53.39, -1.44, 53.41], areas: ["E1"] };
const FOUND = {
  groups: [{ label: "Streets", options: [{ value: "street.owler-lane.fir-vale", label: "Owler Lane", at: AT }] }],
  said: "1 place",
  none: "Owler is elsewhere.",
  more: "",
};
let asked = [];
let shown = [];
let given = FOUND;
const ask = async (address) => {
  asked.push(address);
  return { json: async () => given };
};
const map = { fitBox: (box) => shown.push(["fit", box]), pinAt: (point, text) => shown.push(["pin", point, text]) };
const { modules } = load(["places"], { stubs: { server: { ask }, map } });
const { places, core } = modules;
const fresh = (view) => {
  [asked, shown] = [[], []];
  Object.assign(core.state, { found: "", selected: [] }, view);
};
const plain = (what) => JSON.parse(JSON.stringify(what));

test("one letter asks nothing, and of what is typed quickly only the last is asked", async () => {
  fresh();
  const spoken = [];
  const speak = (text) => spoken.push(text);
  const each = await Promise.all(["o", "ow", "owler lane & co"].map((text) => places.find(text, () => {}, speak)));
  assert.deepEqual(asked, ["/find/places?q=owler+lane+%26+co"]);
  assert.deepEqual(
    each.map((groups) => groups.length),
    [0, 0, 2],
  );
  assert.deepEqual(plain(each[2][0]), { label: "", said: "Owler is elsewhere.", options: [] });
  assert.deepEqual(spoken, ["1 place"]);
});

test("of a list and what lies in its areas, nothing stands twice; without an answer the list stands", async () => {
  given = { groups: [{ label: "In", options: [{ value: "a" }, { value: "b" }] }], none: "" };
  const listed = [{ label: "", options: [{ value: "a" }] }];
  const both = await places.within("ward", "owler", listed);
  assert.deepEqual(
    plain(both).flatMap(({ options }) => options.map(({ value }) => value)),
    ["a", "b"],
  );
  given = null;
  assert.equal(await places.within("ward", "owler", listed), listed);
});

test("a choice is pinned once its view is there, and shown once; another selection takes a postcode's pin off", async () => {
  given = { ...FOUND, groups: [{ label: "", options: [{ value: "postcode.S5 6QS", at: { ...AT, kept: false } }] }] };
  await places.find(
    "s5 6qs",
    () => {},
    () => {},
  );
  fresh({ selected: ["E0"] });
  places.look("postcode.S5 6QS");
  assert.deepEqual(shown, []); // the address is on its way
  core.state.selected = ["E1"];
  await places.pin();
  await places.pin();
  assert.deepEqual(
    shown.map(([what]) => what),
    ["fit", "pin", "pin"],
  );
  core.state.selected = ["E2"];
  await places.pin();
  assert.deepEqual(plain(shown.at(-1).slice(0, 2)), ["pin", null]);
});

test("a mark that is clicked has the pin, and the map stays where it is", async () => {
  given = { ...AT, kept: true };
  fresh({ found: "" });
  places.mark("practice.C88048");
  core.state.found = "practice.C88048";
  await places.pin();
  assert.deepEqual(asked, ["/find/place?key=practice.C88048"]);
  assert.deepEqual(
    shown.map(([what]) => what),
    ["pin"],
  );
});

test("a link's place is asked for once; what is not there any more has no pin", async () => {
  given = { ...AT, kept: true };
  fresh({ found: "street.owler-lane.fir-vale" });
  await places.pin();
  await places.pin();
  assert.deepEqual(asked, ["/find/place?key=street.owler-lane.fir-vale"]);
  assert.deepEqual(
    shown.map(([what]) => what),
    ["fit", "pin", "pin"],
  );
  fresh();
  await places.pin();
  assert.deepEqual(plain(shown), [["pin", null, undefined]].map(plain));
});
