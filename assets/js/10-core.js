/* The heart of the page's own namespace: files, the view and its address, and how numbers are written.
 *
 * The address owns the view: go() changes the address, follow() (called by Dash whenever the
 * address changes) reads it and has everything drawn again. Nothing else keeps a state.
 */
Object.assign(window.atlas, (() => {
  "use strict";

  const DEFAULT = "imd_decile";
  const DEFAULT_HELD = 80;
  const BLANK = {
    indicator: DEFAULT, second: "", level: "lsoa", classes: null,
    districts: [], wards: [], neighbourhoods: [], pcns: [], practices: [],
    held: DEFAULT_HELD, atLeast: 0, ruralUrban: [], deciles: [], residents: 0,
    selected: [], columns: [], clusters: false, ignored: [],
  };
  // The letters of dashboard/state.py: lists first, then single parts.
  const LISTS = { d: "districts", w: "wards", m: "neighbourhoods", c: "pcns", p: "practices", u: "ruralUrban", t: "deciles", s: "selected", f: "columns" };
  const SINGLES = ["i", "j", "l", "k", "h", "x", "n", "o"];
  const KINDS = { q: "quantile", e: "equal", j: "natural" };

  const state = structuredClone(BLANK);
  const files = JSON.parse(document.getElementById("atlas-files").textContent);
  const loading = {};

  /** Fetch one of the server's files, once. */
  function load(name, address) {
    const key = address || files[name];
    if (!loading[key]) {
      loading[key] = fetch(key).then((answer) => {
        if (!answer.ok) {
          delete loading[key];
          throw new Error(`${key}: ${answer.status}`);
        }
        return answer.json();
      });
    }
    return loading[key];
  }

  function writeClasses(classes) {
    if (!classes) return "";
    if (classes.kind === "tenths") return "t";
    if (classes.kind === "own") return `o${classes.thresholds.join("_")}`;
    const letter = Object.keys(KINDS).find((key) => KINDS[key] === classes.kind);
    return `${classes.national ? "n" : ""}${letter}${classes.number}`;
  }

  function readClasses(text) {
    if (text === "t") return { kind: "tenths", number: 10, national: true, thresholds: [] };
    if (/^o-?\d{1,7}(\.\d{1,4})?(_-?\d{1,7}(\.\d{1,4})?){0,5}$/.test(text)) {
      const thresholds = text.slice(1).split("_").map(Number);
      const rising = thresholds.every((one, i) => i === 0 || one > thresholds[i - 1]);
      return rising ? { kind: "own", number: thresholds.length + 1, national: false, thresholds } : null;
    }
    const found = /^(n?)([qej])([3-7])$/.exec(text);
    return found ? { kind: KINDS[found[2]], number: Number(found[3]), national: Boolean(found[1]), thresholds: [] } : null;
  }

  /** The address's query string for a view; defaults are left out. */
  function write(view) {
    const query = new URLSearchParams();
    const put = (key, value) => value && query.set(key, value);
    put("i", view.indicator === DEFAULT ? "" : view.indicator);
    put("j", view.second);
    put("l", view.level === "lsoa" ? "" : view.level);
    put("k", writeClasses(view.classes));
    for (const key of ["d", "w", "m", "c", "p"]) put(key, view[LISTS[key]].join("."));
    put("h", view.held === DEFAULT_HELD ? "" : String(view.held));
    put("x", view.atLeast ? String(view.atLeast) : "");
    put("u", view.ruralUrban.join("."));
    put("t", view.deciles.join("."));
    put("n", view.residents ? String(view.residents) : "");
    put("s", view.selected.join("."));
    put("f", view.columns.join("."));
    put("o", view.clusters ? "1" : "");
    const text = query.toString();
    return text ? `?${text}` : "";
  }

  /** What the address says; whatever it says that is unknown is left out and noted. */
  function read(search, known) {
    const query = new URLSearchParams(search);
    const view = structuredClone(BLANK);
    const short = (text) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
    const note = (text) => view.ignored.push(text);
    for (const key of new Set(query.keys())) {
      if (!SINGLES.includes(key) && !Object.hasOwn(LISTS, key)) note(`“${short(key)}” in the link is not known.`);
      else if (query.getAll(key).length > 1) note(`“${key}” stands twice in the link; the first was used.`);
    }
    const one = (key, is, what, otherwise) => {
      const value = query.get(key);
      if (!value) return otherwise;
      if (is(value)) return value;
      note(`There is no ${what} called “${short(value)}”.`);
      return otherwise;
    };
    const number = (key, low, high, what, otherwise) => {
      const value = query.get(key);
      if (!value) return otherwise;
      if (/^\d{1,6}$/.test(value) && Number(value) >= low && Number(value) <= high) return Number(value);
      note(`“${short(value)}” is not a ${what}.`);
      return otherwise;
    };
    const many = (key, is, what) => {
      const codes = [...new Set((query.get(key) || "").split("."))].filter(Boolean);
      const lost = codes.filter((code) => !is(code));
      if (lost.length) note(`There is no ${what} with the code “${short(lost[0])}”${lost.length > 1 ? ` and ${lost.length - 1} more` : ""}.`);
      return codes.filter(is);
    };
    view.indicator = one("i", known.indicator, "indicator", DEFAULT);
    view.second = one("j", known.indicator, "indicator", "");
    if (view.second === view.indicator) view.second = "";
    view.level = one("l", (level) => ["lsoa", "msoa", "ward", "district"].includes(level), "level", "lsoa");
    view.levelSaid = query.has("l");
    if (query.get("k")) {
      view.classes = readClasses(query.get("k"));
      if (!view.classes) note(`“${short(query.get("k"))}” is not a way of cutting classes.`);
    }
    view.districts = many("d", known.district, "district");
    view.wards = many("w", known.ward, "ward");
    view.neighbourhoods = many("m", known.neighbourhood, "neighbourhood");
    view.pcns = many("c", known.pcn, "PCN");
    view.practices = many("p", known.practice, "practice");
    view.held = number("h", 1, 100, "share of a list", DEFAULT_HELD);
    view.atLeast = number("x", 1, 100, "share of patients", 0);
    view.ruralUrban = many("u", (n) => /^[0-5]$/.test(n), "rural-urban class").map(Number);
    view.deciles = many("t", (n) => /^([1-9]|10)$/.test(n), "decile").map(Number);
    view.residents = number("n", 1, 100000, "number of residents", 0);
    view.selected = many("s", (code) => known.area(code, view.level), "area").slice(0, 200);
    view.columns = many("f", known.indicator, "indicator").slice(0, 12);
    view.clusters = one("o", (text) => text === "1", "highlight", "") === "1";
    view.ignored = view.ignored.slice(0, 6);
    return view;
  }

  /** Change the view by changing the address. */
  function go(change) {
    const search = write({ ...state, ...change });
    if (search !== window.location.search) {
      window.dash_clientside.set_props("url", { search });
    }
  }

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name === "text") made.textContent = value;
      else if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(name, value === true ? "" : value);
      }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  /** What dashboard/still.py wrote: text, or a tag with its attributes and what is in it. */
  const still = (one) => (Array.isArray(one) ? element(one[0], one[1], ...one.slice(2).map(still)) : one);

  // Ask for what the first map needs while the rest of the page is still being put together.
  const first = new URLSearchParams(window.location.search).get("i") || DEFAULT;
  for (const address of [files.areas, files.catalogue, /^[a-z0-9_]+$/.test(first) ? files.one.replace("{id}", first) : ""]) {
    if (address) load("", address).catch(() => null);
  }

  /** Copy the page's address, which holds the whole view; the button that was clicked says how it went. */
  async function copyLink({ currentTarget: button }) {
    try {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = "Link copied";
    } catch {
      button.textContent = "Copy it from the address bar";
    }
    setTimeout(() => { button.textContent = "Copy link"; }, 2500);
  }

  /** A link to a file that the server makes. It is fetched here, so that its making can be followed and a
   * refusal read; with a modifier key it is a plain link. `what` is the file's name in a sentence, `line`
   * the id of where that is said. */
  function fileLink(href, text, what, line = "handover-status") {
    const handOver = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      later("handing").then(() => window.atlas.handing.hand(href, what, line), () => null);
    };
    return element("a", { href, download: "", text, onclick: handOver });
  }

  const programs = {};

  /** Fetch the program of a page that is not the first one, once. */
  function later(name) {
    programs[name] ||= window.atlas.server.program(files[`program-${name}`]);
    return programs[name];
  }

  return { later, copyLink, fileLink, state, files, load, read, write, go, element, still };
})());
