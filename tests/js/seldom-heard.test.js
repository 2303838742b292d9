/* The Seldom-heard page: what each criterion comes to, a saved definition, and the curve of the areas needed. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { load, plain } = require("./load.js");

/** The page, asked for an address. */
function opened(search) {
  const window = load(["seldom-heard"], { ids: ["targets", "zone-card"] });
  window.modules.question.ask(search);
  return { window, page: window.modules["seldom-heard"] };
}

test("rows say what they come to when the answer is to the page's address and to these rows", async () => {
  const { window, page } = opened("?c=x");
  const cuts = (search, rows) => {
    window.dash_clientside.callback_context = { outputs_list: rows };
    return plain(page.cuts({ search, cuts: ["", "That is 2.6% or more."] }));
  };
  assert.deepEqual(cuts("?c=x", [{}, {}]), ["", "That is 2.6% or more."]);
  assert.deepEqual(cuts("?c=y", [{}, {}]), ["", ""]);
  assert.deepEqual(cuts("?c=x", [{}]), [""]);
});

test("a file that is too large is not read; of any other the server is told what it says", async () => {
  for (const [more, said] of [
    [1, ""],
    [0, "{}"],
  ]) {
    const { window, page } = opened("");
    const create = window.document.createElement;
    let input;
    window.document.createElement = (tag) => {
      input = create(tag);
      return input;
    };
    page.chooseFile(1, "64");
    input.files = [{ size: 64 + more, text: async () => "{}" }];
    input.fire("change");
    await new Promise((done) => setTimeout(done, 5));
    const [id, { data }] = window.props.pop();
    assert.deepEqual([id, data.size, data.text], ["definition-read", 64 + more, said]);
  }
});

test("what a definition asks for is held before its address is asked", () => {
  const window = load(["seldom-heard"], { ids: ["targets", "zone-card"], CustomEvent });
  const page = window.modules["seldom-heard"];
  const layer = { id: "own_0123456789ab", label: "Food parcels", text: "{}" };
  const held = window.modules["own-held"];
  assert.equal(page.opened({ query: "?c=own_0123456789ab!ge!5!r", layers: [layer] }), "?c=own_0123456789ab!ge!5!r");
  assert.deepEqual(plain(held.held()), [layer]);
  assert.equal(page.opened(null), window.dash_clientside.no_update);
  // One for which there is no room is not opened.
  const five = [..."abcde"].map((letter) => ({ ...layer, id: `own_${letter.repeat(12)}` }));
  assert.equal(page.opened({ query: "?c=x", layers: five }), window.dash_clientside.no_update);
  assert.deepEqual(plain(held.held()), [layer]);
  const [id, { children }] = window.props.pop();
  assert.equal(id, "notice");
  assert.match(children.props.children, /^A page can hold 5 /);
});
