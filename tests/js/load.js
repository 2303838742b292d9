/* Loads the browser's modules without a browser, in a window of their own that has just enough of a document for them:
 *
 *   const { modules } = load("values", "view");
 *   modules.view.areas();
 *
 * A test that draws finds what was made as plain nodes: tag, attributes, children, textContent. */
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ASSETS = path.join(__dirname, "..", "..", "assets");
/* What tests/test_js.py writes: the browser's files of the committed snapshot, made by the server's code. */
const GIVEN = process.env.ATLAS_TEST_FILES;

class Node {
  constructor(tag) {
    Object.assign(this, {
      tag,
      attributes: {},
      children: [],
      dataset: {},
      style: { setProperty() {} },
      listeners: {},
      hidden: false,
      isConnected: true,
      value: "",
      classes: new Set(),
    });
    this.classList = {
      add: (name) => this.classes.add(name),
      remove: (name) => this.classes.delete(name),
      contains: (name) => this.classes.has(name),
      toggle: (name, on = !this.classes.has(name)) => (on ? this.classes.add(name) : this.classes.delete(name)),
    };
  }

  get textContent() {
    return this.children.map((one) => (one instanceof Node ? one.textContent : String(one))).join("");
  }
  set textContent(text) {
    this.children = text === "" ? [] : [String(text)];
  }
  get childElementCount() {
    return this.children.filter((one) => one instanceof Node).length;
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
    if (name === "id") this.id = String(value);
    if (name === "value") this.value = String(value);
  }

  getAttribute(name) {
    return this.attributes[name] ?? null;
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  toggleAttribute(name, on) {
    if (on) this.setAttribute(name, "");
    else this.removeAttribute(name);
  }
  append(...those) {
    for (const one of those) {
      this.children.push(one);
      if (one instanceof Node) one.parentElement = this;
    }
  }
  replaceChildren(...those) {
    this.children = [];
    this.append(...those);
  }
  contains(node) {
    return node === this || this.all((one) => one === node).length > 0;
  }
  hasChildNodes() {
    return this.children.length > 0;
  }
  addEventListener(name, listener) {
    this.listeners[name] = [...(this.listeners[name] || []), listener];
  }
  /** Do what a person's doing would: `node.fire("change")`. */
  fire(name, event = {}) {
    const given = { target: this, currentTarget: this, preventDefault() {}, ...event };
    for (const one of this.listeners[name] || []) one(given);
  }
  /** All nodes in it that `wanted` says yes to, in order. */
  all(wanted) {
    return this.children
      .filter((one) => one instanceof Node)
      .flatMap((one) => [...(wanted(one) ? [one] : []), ...one.all(wanted)]);
  }
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
  querySelectorAll(selector) {
    return this.all((one) => matches(one, selector));
  }
  scrollIntoView() {}
  focus() {}
  click() {
    this.fire("click");
  }
  remove() {
    this.parentElement.children = this.parentElement.children.filter((one) => one !== this);
  }
}

/** `#id`, `.class`, `[attribute]` or `tag`; anything else is found nowhere. */
function matches(node, selector) {
  if (selector.startsWith("[")) return selector.slice(1, -1) in node.attributes;
  if (selector.startsWith("#")) return node.id === selector.slice(1);
  if (selector.startsWith("."))
    return node.classes.has(selector.slice(1)) || (node.attributes.class || "").split(" ").includes(selector.slice(1));
  return node.tag === selector;
}

/** A file that the server sends, as plain data: "catalogue", "areas", …; numbers are not among them. */
function file(name) {
  if (!GIVEN) throw new Error("Run these tests with: pytest tests/test_js.py (it writes the files that they read)");
  if (/^(one-|values$|cards$)/.test(name)) return { denominators: [], indicators: {} };
  return JSON.parse(fs.readFileSync(path.join(GIVEN, `${name}.json`), "utf8"));
}

/** A new window with modules of assets/modules, by name, and what they import.
 * `search` is the address's query, `ids` the elements that the page has, `fetch` the server; `stubs` stand for modules, by
 * name. `window.modules` holds the
 * modules, `window.props` what Dash was told; `window.run` runs a classic program in it. */
function load(names, { search = "", ids = [], stubs = {}, ...given } = {}) {
  const root = new Node("body");
  const there = (id, tag = "div") => {
    const made = new Node(tag);
    made.setAttribute("id", id);
    return made;
  };
  const sent = (name) => {
    const made = there(name, "script");
    made.textContent = JSON.stringify(file(name));
    return made;
  };
  const base = there("atlas-base", "script");
  base.textContent = '""';
  root.append(
    base,
    sent("atlas-files"),
    sent("atlas-own"),
    sent("atlas-rules"),
    sent("atlas-waiting"),
    ...["trouble", "page", ...ids].map((id) => there(id)),
  );
  const props = []; // what Dash was told
  const window = {
    location: { search, pathname: "/", href: `http://127.0.0.1/${search}` },
    matchMedia: () => ({ matches: false, addEventListener() {} }),
    // The browser's files; nothing else is there.
    fetch: async (address) => {
      const found = /^\/files\/([a-z0-9_-]+?)-[0-9a-f]+\./.exec(address);
      return found
        ? { ok: true, status: 200, headers: { get: () => null }, json: async () => file(found[1]) }
        : { ok: false, status: 404, headers: { get: () => null }, text: async () => "" };
    },
    dash_clientside: {
      set_props: (id, given) => props.push([id, given]),
      bring: async (name) => bring(window, name),
      fetch: (...given) => window.fetch(...given),
    },
    localStorage: { getItem: () => null, setItem() {} },
    addEventListener() {},
    innerWidth: 1440,
    modules: {},
    stubs,
  };
  const document = {
    body: root,
    head: new Node("head"),
    documentElement: new Node("html"),
    activeElement: null,
    createElement: (tag) => (tag === "canvas" ? { getContext: () => null } : new Node(tag)),
    createElementNS: (_, tag) => new Node(tag),
    getElementById: (id) => root.querySelector(`#${id}`),
    querySelector: (selector) => root.querySelector(selector),
    querySelectorAll: (selector) => root.querySelectorAll(selector),
    addEventListener() {},
    dispatchEvent() {},
  };
  class Watcher {
    observe() {}
    disconnect() {}
  }
  Object.assign(window, {
    window,
    document,
    URL,
    URLSearchParams,
    structuredClone,
    setTimeout,
    clearTimeout,
    console,
    AbortController,
    MutationObserver: Watcher,
    ResizeObserver: Watcher,
    requestAnimationFrame: (then) => setTimeout(then, 0),
    props,
    ...given,
  });
  vm.createContext(window);
  window.run = (name) => vm.runInContext(fs.readFileSync(path.join(ASSETS, name), "utf8"), window, { filename: name });
  for (const name of names) bring(window, name);
  return window;
}

/** Where a module is, by its name. */
function fileOf(name) {
  const found = ["modules", "modules/pages"].map((folder) => path.join(ASSETS, folder, `${name}.js`));
  return found.find((file) => fs.existsSync(file));
}

/** Have a module in a window, with what it imports; gives what it exports. */
function bring(window, name) {
  window.compiled ||= new Map();
  const compiled = (file) => {
    const stub = window.stubs[path.basename(file, ".js")];
    if (stub && !window.compiled.has(file)) {
      const exported = Object.keys(stub);
      const fill = (made) => exported.map((one) => made.setExport(one, stub[one]));
      const made = new vm.SyntheticModule(
        exported,
        function () {
          fill(this);
        },
        { context: window, identifier: file },
      );
      window.compiled.set(file, made);
    }
    if (!window.compiled.has(file)) {
      const made = new vm.SourceTextModule(fs.readFileSync(file, "utf8"), { context: window, identifier: file });
      window.compiled.set(file, made);
      const imported = made.moduleRequests.map(({ specifier }) => path.join(path.dirname(file), specifier));
      made.linkRequests(imported.map(compiled));
    }
    return window.compiled.get(file);
  };
  const made = compiled(fileOf(name));
  if (made.status === "unlinked") made.instantiate();
  made.evaluate();
  if (made.status === "errored") throw made.error;
  for (const [file, { namespace, status }] of window.compiled) {
    if (status === "evaluated") window.modules[path.basename(file, ".js")] = namespace;
  }
  return made.namespace;
}

/** The golden addresses of a page: what each means to the server. */
const golden = (page) =>
  JSON.parse(fs.readFileSync(path.join(__dirname, "..", "golden", "addresses.json"), "utf8"))[page];

/** Data of another window as this one's, so that assert can compare them. */
const plain = (data) => JSON.parse(JSON.stringify(data));

module.exports = { load, file, golden, plain };
