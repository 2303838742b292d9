/* Forms whose controls are Dash components: the address is written from what a person changes, and what an
 * address means is put into the controls. */

const assert = require("node:assert/strict");
const test = require("node:test");
const { file, golden, load, plain } = require("./load.js");

const NOTHING = undefined; // what a function gives that writes nothing
const UNCHANGED = "unchanged";

/** A page with the form that Python declared; `change` does what a person does to controls, all at once. */
function opened(declared, search = "") {
  const window = load(["form"], { search });
  window.location.pathname = declared.path;
  const { form, fields } = window.modules;
  window.dash_clientside.no_update = UNCHANGED;
  const controls = declared.parts.filter((part) => part.id || part.rows);
  const values = new Map(controls.map((part) => [part, part.rows ? part.rows.map(() => []) : part.otherwise]));
  const inputs = () =>
    controls.flatMap((part) =>
      part.rows
        ? part.rows.map((name, at) =>
            values
              .get(part)
              [at].map((value, row) => ({ id: { page: declared.page, part: name, row }, property: "value", value })),
          )
        : [{ id: part.id, property: part.property, value: values.get(part) }],
    );
  const name = ({ id, property }) =>
    `${typeof id === "string" ? id : JSON.stringify(id, Object.keys(id).sort())}.${property}`;
  function write(touched) {
    window.dash_clientside.callback_context = {
      inputs_list: inputs(),
      triggered: touched.map((prop_id) => ({ prop_id })),
    };
    return form.write(null, declared);
  }
  return {
    window,
    form,
    fields,
    inputs,
    name,
    write,
    follow: (to) => form.follow(to, declared),
    /** The server's answer; what it puts into controls comes back as a change. */
    set(meant) {
      const before = window.props.length;
      form.set(meant, declared);
      const given = window.props.slice(before);
      for (const [id, props] of given) {
        const part = controls.find((one) => JSON.stringify(one.id) === JSON.stringify(id));
        if (part && part.property in props) values.set(part, plain(props[part.property]));
      }
      return given;
    },
    /** Values by letter; of rows, a list for each of their parts. */
    change(news) {
      const parts = Object.entries(news).map(([key, value]) => [controls.find((one) => one.key === key), value]);
      for (const [part, value] of parts) values.set(part, value);
      return write(
        inputs()
          .flat()
          .filter(({ id }) =>
            parts.some(([part]) => JSON.stringify(part.id) === JSON.stringify(id) || part.rows?.includes(id.part)),
          )
          .map(name),
      );
    },
  };
}

const texts = (means) =>
  Object.fromEntries(
    Object.entries(means).map(([key, value]) => [key, Array.isArray(value) ? value.join(".") : value]),
  );
const meant = (of, parts = {}, props = []) => ({ of, parts, props });

test("the browser writes the Inequality page's addresses as the server does", () => {
  const declared = file("inequality-parts");
  for (const { means, written } of golden("inequality")) {
    const page = opened(declared);
    page.follow("?of=it");
    const { t = "gap", ...rest } = texts(means);
    page.set(meant("?of=it", { ...rest, t: t === "gap" ? "mix" : "gap" }));
    assert.equal(page.change({ t }), written);
  }
});

test("the browser writes the Seldom-heard page's addresses as the server does", () => {
  const declared = file("seldom-heard-parts");
  for (const { parts, written } of file("seldom-heard-meant")) {
    const page = opened(declared);
    page.follow("?of=it");
    page.set(meant("?of=it", { ...parts, q: `${parts.q}1` }));
    assert.equal(page.change({ q: Number(parts.q) }), written);
  }
});

const DECLARED = {
  page: "made-up",
  path: "/made-up",
  parts: [
    { key: "a", id: "a", property: "value", otherwise: "", always: false, join: "", texts: {}, resets: ["b"] },
    { key: "b", id: "b", property: "value", otherwise: "usual", always: false, join: "", texts: {}, resets: [] },
    {
      key: "s",
      id: "s",
      property: "value",
      otherwise: false,
      always: false,
      join: "",
      texts: { true: "1", false: "" },
      resets: [],
    },
    { key: "r", rows: ["what", "much"], inside: "!", between: "~", texts: {}, resets: [] },
    { key: "k" },
  ],
};

test("what the server puts into the controls writes no address; what a person changes does", () => {
  const page = opened(DECLARED);
  page.follow("?a=x&k=kept&z=strange");
  const props = [
    { id: "a", props: { value: "x" } },
    { id: "b", props: { value: "usual" } },
  ];
  page.set(meant("?a=x&k=kept&z=strange", { a: "x", b: "usual", k: "kept" }, props));
  assert.equal(page.write(["a.value", "b.value"]), NOTHING);
  assert.equal(page.write(["a.value"]), NOTHING); // one by one too
  assert.equal(page.change({ s: true }), "?a=x&s=1&k=kept");
  assert.equal(page.change({ s: true }), NOTHING);
  assert.equal(page.change({ b: NaN }), NOTHING); // a number beyond its limits
});

test("several controls at once give one address; one puts another back", () => {
  const page = opened(DECLARED);
  page.follow("");
  page.set(meant("", {}));
  assert.equal(page.change({ b: "other", s: true }), "?b=other&s=1");
  assert.equal(page.change({ a: "new" }), "?a=new&s=1");
});

test("a second change builds on the first and is not undone by the answer to it", () => {
  const page = opened(DECLARED);
  page.follow("");
  page.set(meant("", {}));
  assert.equal(page.change({ a: "1" }), "?a=1");
  assert.deepEqual(plain(page.follow("?a=1")), { search: "?a=1" });
  assert.equal(page.change({ b: "2" }), "?a=1&b=2");
  assert.deepEqual(page.set(meant("?a=1", { a: "1" }, [{ id: "b", props: { value: "usual" } }])), []);
  page.follow("?a=1&b=2");
  page.set(meant("?a=1&b=2", { a: "1", b: "2" }, [{ id: "b", props: { value: "2" } }]));
  assert.equal(page.change({ s: true }), "?a=1&b=2&s=1");
});

test("before the server has said what a link means, a change keeps what the link says", () => {
  const page = opened(DECLARED);
  page.follow("");
  page.set(meant("", {}));
  page.follow("?a=x&r=one!1&a=y");
  assert.equal(page.change({ s: true }), "?a=x&s=1&r=one%211");
});

test("rows stand for one part together, in their order, and are made anew when their shape changes", () => {
  const page = opened(DECLARED);
  page.follow("");
  const list = (shape) => [{ id: "list", props: { children: [{}] }, shape }];
  assert.equal(page.set(meant("", {}, list("none"))).length, 1);
  assert.equal(
    page.change({
      r: [
        ["one", "two"],
        [1, 20],
      ],
    }),
    "?r=one%211~two%2120",
  );
  page.follow("?r=one%211~two%2120");
  assert.equal(page.set(meant("?r=one%211~two%2120", { r: "one!1~two!20" }, list("two"))).length, 1);
  assert.equal(
    page.change({
      r: [
        ["one", "two"],
        [1, 30],
      ],
    }),
    "?r=one%211~two%2130",
  );
  page.follow("?r=one%211~two%2130");
  assert.equal(page.set(meant("?r=one%211~two%2130", { r: "one!1~two!30" }, list("two"))).length, 0);
});

/** Rows of which another `rule` sets the `amount`, a list that is sorted, and a part that goes with a row. */
const WITH_ROWS = {
  page: "made-up",
  path: "/made-up",
  parts: [
    {
      key: "r",
      rows: ["what", "rule", "amount"],
      inside: "!",
      between: "~",
      sets: [{ part: "rule", other: "amount", values: { tenth: 2 } }],
    },
    { key: "d", id: "d", property: "value", otherwise: [], join: ".", sorted: true },
    { key: "x", beside: { key: "r", first: "ours" } },
  ],
};
const ROWS = "?r=one%21top%2120~ours%21le%211&x=name";

function withRows() {
  const page = opened(WITH_ROWS);
  page.follow(ROWS);
  const put = (part, row, value) => ({ id: { page: "made-up", part, row }, props: { value } });
  const props = ["one", "ours"].flatMap((what, row) => [
    put("what", row, what),
    put("rule", row, ["top", "le"][row]),
    put("amount", row, [20, 1][row]),
  ]);
  page.set(meant(ROWS, { r: "one!top!20~ours!le!1", d: "", x: "name" }, props));
  const clicked = (row) => {
    const prop_id = `{"page":"made-up","part":"take-off","row":${row}}.n_clicks`;
    page.window.dash_clientside.callback_context = { triggered: [{ prop_id, value: row === null ? undefined : 1 }] };
    return page.form.takeOffRow([], WITH_ROWS);
  };
  return { page, clicked };
}

test("rows that go with their page change no address", () => {
  const { page } = withRows();
  assert.equal(page.form.takeOffRow([], null), undefined);
  assert.equal(page.form.write([], null), undefined);
});

test("another rule starts with its usual amount, or keeps the amount where it has none", () => {
  const columns = (rule, amount) => [["one", "ours"], [rule, "le"], [amount, 1]]; // biome-ignore format: a table
  const { page } = withRows();
  assert.equal(page.change({ r: columns("ge", 20) }), "?r=one%21ge%2120~ours%21le%211&x=name");
  assert.equal(page.change({ r: columns("tenth", 20) }), "?r=one%21tenth%212~ours%21le%211&x=name");
  assert.equal(page.change({ r: columns("tenth", 7) }), "?r=one%21tenth%217~ours%21le%211&x=name");
});

test("rows are added and taken off, each change on the one before; what goes with a row goes when it goes", () => {
  const { page, clicked } = withRows();
  const starts = { two: "top!5" };
  assert.deepEqual(plain(page.form.addRow("two", starts, WITH_ROWS)), [
    "?r=one%21top%2120~ours%21le%211~two%21top%215&x=name",
    "",
  ]);
  assert.deepEqual(plain(page.form.addRow("", starts, WITH_ROWS)), [UNCHANGED, UNCHANGED]);
  assert.equal(clicked(null), NOTHING); // rows have been made, and nobody has clicked
  assert.equal(clicked(0), "?r=ours%21le%211~two%21top%215&x=name");
  assert.equal(clicked(0), "?r=two%21top%215");
});

test("places are written in their own order, in whatever order they were chosen", () => {
  const { page } = withRows();
  assert.equal(page.change({ d: ["b", "a"] }), "?r=one%21top%2120~ours%21le%211&d=a.b&x=name");
});

test("whoever leaves the page asks nothing; a page opened again begins anew", () => {
  const page = opened(DECLARED);
  page.follow("?a=x");
  page.window.location.pathname = "/elsewhere";
  assert.equal(page.follow("?i=no_car"), NOTHING);
  page.window.location.pathname = DECLARED.path;
  assert.equal(page.follow("?a=x"), NOTHING);
  assert.deepEqual(plain(page.form.follow("?a=x", structuredClone(DECLARED))), { search: "?a=x" });
});

test("results of an earlier question are not said to be of this one", async () => {
  const page = opened(DECLARED);
  page.follow("?a=x");
  assert.equal(page.form.answered({ search: "" }, DECLARED), NOTHING);
  assert.deepEqual(plain(await page.form.answered({ search: "?a=x" }, DECLARED)), { search: "?a=x" });
  assert.equal(page.window.document.body.dataset.asked, "?a=x");
  assert.deepEqual(page.form.moreCame({ search: "?a=x", children: ["more"] }, DECLARED), ["more"]);
  assert.equal(page.form.moreCame({ search: "", children: ["old"] }, DECLARED), NOTHING);
});

test("chips take off what was clicked, and nothing when they are made; a combobox adds", () => {
  const { window, fields } = opened(DECLARED);
  const clicked = (value) => {
    window.dash_clientside.callback_context = {
      triggered: [{ prop_id: '{"of":"b.c","page":"p","part":"chip"}.n_clicks', value }],
    };
  };
  clicked(undefined);
  assert.equal(fields.takeOff([], ["a", "b.c"]), NOTHING);
  clicked(1);
  assert.deepEqual(plain(fields.takeOff([], ["a", "b.c"])), ["a"]);
  assert.deepEqual(plain(fields.add("c", ["a"])), [["a", "c"], ""]);
  assert.deepEqual(plain(fields.add("a", ["a"])), [["a"], ""]);
  assert.deepEqual(plain(fields.add("", ["a"])), [UNCHANGED, UNCHANGED]);
});

test("what changes nothing that the server answers is in the address, and is not asked", () => {
  const declared = file("practices-parts");
  const page = opened(declared);
  assert.deepEqual(plain(page.follow("")), { search: "" });
  page.set(meant("", {}));
  assert.equal(page.change({ e: ["school", "gp"] }), "?e=gp.school");
  assert.equal(page.follow("?e=gp.school"), NOTHING);
  assert.equal(page.change({ e: [] }), "?e=0");
  assert.equal(page.change({ e: ["library", "gp"], m: "list" }), "?m=list");
  assert.deepEqual(plain(page.follow("?m=list")), { search: "?m=list" });
});
