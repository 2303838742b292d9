/* Explore's left panel: what to show and where. */
import { fits, part, rules } from "../address.js";
import * as classes from "../classes.js";
import { combobox, narrowed } from "../combobox.js";
import { byId, element, go, replace, state } from "../core.js";
import * as values from "../values.js";
import * as view from "../view.js";
import { find } from "./explore-find.js";

const { filter } = view;
/** @type {Record<string, ReturnType<typeof combobox>>} */
const pickers = {};

/** @param {string[]} list @param {string} one */
const added = (list, one) => (one && !list.includes(one) ? [...list, one] : list);

/** Put the controls in their places. @param {(members: number[]) => void} showPlaces shows areas on the map */
export function build(showPlaces) {
  replace("picker", themes(), picker("indicator", "Indicator", true));
  replace("crossing", picker("second", "Cross with a second indicator", false));
  replace("classing", classing());
  const level = select("level", "Show as", rules.labels.levels, (chosen) =>
    go({ level: /** @type {Level} */ (chosen), selected: [] }),
  );
  replace("where", level, districts(), practices(), more());
  replace("find", find(showPlaces));
}

// ---- indicators ----

/** Indicators by theme and group, after those that this person marked or looked at last. @returns {Group[]} */
function indicatorGroups() {
  const { themes: all, indicators } = values.known.catalogue;
  const option = (/** @type {string} */ id) => {
    const { label, short, description } = indicators[id];
    return { value: id, label, note: short, more: description };
  };
  const own = [
    ["Favourites", "favourites"],
    ["Recent", "recent"],
  ].map(([label, key]) => {
    const ids = remembered(key).filter((id) => indicators[id]);
    return { label, options: ids.map((id) => ({ ...option(id), more: "" })) };
  });
  const groups = all.flatMap((theme) => {
    /** @type {Map<string, Option[]>} */
    const sections = new Map();
    for (const [id, words] of Object.entries(indicators)) {
      if (words.theme === theme.id) sections.set(words.group, [...(sections.get(words.group) || []), option(id)]);
    }
    return [...sections].map(([group, options]) => ({ label: `${theme.label} · ${group}`, options }));
  });
  return [...own.filter(({ options }) => options.length), ...groups];
}

/**
 * Indicators that this person marked or looked at last; kept in this browser only.
 * @param {string} key
 * @returns {string[]}
 */
export function remembered(key) {
  try {
    return JSON.parse(window.localStorage.getItem(`atlas.${key}`) || "[]") || [];
  } catch {
    return [];
  }
}

/** @param {string} key @param {string[]} ids */
function remember(key, ids) {
  try {
    window.localStorage.setItem(`atlas.${key}`, JSON.stringify(ids));
  } catch {
    // A browser that keeps nothing: the list is then only empty.
  }
}

/** Somebody looks at an indicator. @param {string} id */
export const looked = (id) => remember("recent", [id, ...remembered("recent").filter((one) => one !== id)].slice(0, 5));

/** Mark an indicator, or no more. @param {string} id */
export function favourite(id) {
  const all = remembered("favourites");
  remember("favourites", all.includes(id) ? all.filter((one) => one !== id) : [...all, id].slice(-12));
}

/** @param {string} name @param {string} label @param {boolean} searchOnly */
function picker(name, label, searchOnly) {
  const none = [{ label: "", options: [{ value: "", label: "None: one indicator only" }] }];
  pickers[name] = combobox({
    id: name,
    label,
    hideLabel: searchOnly,
    searchOnly,
    placeholder: searchOnly ? `Search ${Object.keys(values.known.catalogue.indicators).length} indicators` : "None",
    find: async (text) => narrowed([...(searchOnly ? [] : none), ...indicatorGroups()], text),
    choose: (id) => go({ [name]: id }),
  });
  return pickers[name].root;
}

/** One button for each theme, to jump to its first headline indicator. */
function themes() {
  const { themes: all, indicators } = values.known.catalogue;
  const jump = (/** @type {string} */ theme) => {
    const its = Object.entries(indicators).filter(([, words]) => words.theme === theme);
    go({ indicator: (its.find(([, words]) => words.headline) || its[0])[0] });
  };
  const buttons = all.map(({ id, label, description }) =>
    element("button", {
      type: "button",
      class: "theme",
      "data-theme": id,
      title: description,
      text: label,
      onclick: () => jump(id),
    }),
  );
  return element("div", { class: "themes", role: "group", "aria-label": "Theme" }, ...buttons);
}

/** @param {string} id @param {string} label @param {string[][]} options @param {(value: string) => void} chosen */
function select(id, label, options, chosen) {
  const onchange = (/** @type {any} */ { target }) => chosen(target.value);
  const choices = options.map(([value, text]) => element("option", { value, text }));
  return field(id, label, element("select", { id, onchange }, ...choices));
}

/** @param {string} id @param {string} label @param {...Node} boxes */
const field = (id, label, ...boxes) =>
  element("div", { class: "field" }, element("label", { for: id, text: label }), ...boxes);

// ---- classes ----

function classing() {
  const { fewest, most, usual, thresholds: many } = rules.classes;
  const change = (/** @type {Partial<Classes>} */ some) => {
    const next = {
      ...(state.classes || { kind: "quantile", number: usual, national: false, thresholds: [] }),
      ...some,
    };
    if (next.kind === "natural") next.national = false;
    if (next.kind === "tenths") Object.assign(next, { number: 10, national: true });
    else if (next.number > most) next.number = usual;
    if (next.kind !== "own") next.thresholds = [];
    go({ classes: next });
  };
  // With the decimals that an address holds; never −0.
  const threshold = (/** @type {string} */ text) => Number(Number(text).toFixed(4)) + 0;
  const suggestion = () => {
    const { bounds } = classes.cut(state.indicator, { kind: "quantile", number: 4, national: false, thresholds: [] });
    return [...new Set(bounds.slice(0, -1).map((bound) => threshold(bound.toPrecision(2))))];
  };
  const cut = (/** @type {string} */ kind) =>
    kind === "" ? go({ classes: null }) : change({ kind, thresholds: kind === "own" ? suggestion() : [] });
  const numbers = Array.from({ length: most - fewest + 1 }, (_, i) => [String(fewest + i), String(fewest + i)]);
  const own = (/** @type {any} */ { target }) => {
    const given = target.value
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(threshold);
    // What the address cannot hold would be lost with it.
    const fit = (/** @type {number} */ n, /** @type {number} */ i) =>
      fits(rules.decimal, String(n)) && (i === 0 || n > given[i - 1]);
    const fine = given.length && given.length <= many && given.every(fit);
    target.setAttribute("aria-invalid", String(!fine));
    if (fine) change({ kind: "own", thresholds: given });
  };
  const help = "thresholds-help";
  const box = {
    id: "thresholds",
    type: "text",
    inputmode: "decimal",
    placeholder: "5, 10, 20",
    "aria-describedby": help,
  };
  return element(
    "details",
    { id: "classes-details" },
    element("summary", { text: "Colours and classes" }),
    select("classes-kind", "Cut into", rules.labels.classes, cut),
    select("classes-number", "How many", numbers, (n) => change({ number: Number(n) })),
    select(
      "classes-national",
      "Breaks from",
      [
        ["", values.known.areas.region],
        ["n", "England"],
      ],
      (n) => change({ national: n === "n" }),
    ),
    field(
      "thresholds",
      "A new class begins at",
      element("input", { ...box, onchange: own }),
      element("p", { class: "note", id: help, text: rules.labels.thresholds.replace("{most}", many) }),
    ),
  );
}

function showClassing() {
  const usual = { kind: "", number: rules.classes.usual, national: false, thresholds: [] };
  const { kind, number, national, thresholds } = state.classes || usual;
  /** @param {string} id @param {string} value @param {boolean} [hidden] */
  const set = (id, value, hidden = false) => {
    byId(id).value = value;
    byId(id).closest(".field").hidden = hidden;
  };
  set("classes-kind", kind);
  set("classes-number", String(number), ["tenths", "own", ""].includes(kind));
  set("classes-national", national ? "n" : "", !["quantile", "equal"].includes(kind));
  set("thresholds", thresholds.join(", "), kind !== "own");
  byId("classing").hidden = Boolean(state.second);
}

// ---- where ----

/** @param {string} name @param {string[][]} options @param {(values: string[]) => void} chosen */
function boxes(name, options, chosen) {
  const ticked = () => [...document.querySelectorAll(`input[name="${name}"]:checked`)];
  const onchange = () => chosen(ticked().map((box) => /** @type {HTMLInputElement} */ (box).value));
  return options.map(([value, text]) =>
    element(
      "label",
      { class: "check" },
      element("input", { type: "checkbox", name, value, onchange }),
      element("span", { text }),
    ),
  );
}

/** @param {string} legend @param {...Node} inside */
const fieldset = (legend, ...inside) => element("fieldset", {}, element("legend", { text: legend }), ...inside);

function districts() {
  const { code, name } = values.known.areas.district;
  return fieldset(
    "District",
    ...boxes(
      "district",
      code.map((one, at) => [one, name[at]]),
      (codes) => filter({ districts: codes }),
    ),
  );
}

/** Practices by place. @returns {Promise<Group[]>} */
async function practiceGroups() {
  const { practices: all } = await values.needFootprints();
  return [...new Set(all.map(({ place }) => place))].map((place) => ({
    label: place,
    options: all
      .filter((one) => one.place === place)
      .map(({ code, name, pcn }) => ({ value: code, label: name, note: `${code} · ${pcn || "no network"}` })),
  }));
}

/** Networks, with how many practices each has. @returns {Promise<Group[]>} */
async function networkGroups() {
  const members = (await values.needFootprints()).practices.filter(({ pcnCode }) => pcnCode);
  const options = [...new Set(members.map(({ pcnCode }) => pcnCode))].map((value) => {
    const its = members.filter(({ pcnCode }) => pcnCode === value);
    return { value, label: its[0].pcn, note: `${its[0].place} · ${its.length} practices` };
  });
  return [{ label: "", options: options.sort((a, b) => a.label.localeCompare(b.label)) }];
}

function practices() {
  const practice = combobox({
    id: "practice",
    label: "GP practice",
    placeholder: "Any practice",
    searchOnly: true,
    find: async (text) => narrowed(await practiceGroups(), text),
    choose: (code) => filter({ practices: added(state.practices, code) }),
  });
  const network = combobox({
    id: "network",
    label: "Primary care network (PCN)",
    placeholder: "Any network",
    searchOnly: true,
    find: async (text) => narrowed(await networkGroups(), text),
    choose: (code) => filter({ pcns: added(state.pcns, code) }),
  });
  /**
   * @param {string} id
   * @param {string} label
   * @param {{ low: number, high: number }} limits
   * @param {(n: number) => void} changed
   */
  const number = (id, label, { low, high }, changed) => {
    const onchange = (/** @type {any} */ { target }) => {
      const n = Math.round(Number(target.value));
      if (n >= low && n <= high) changed(n);
      else showWhere();
    };
    return element("input", { id, type: "number", min: low, max: high, "aria-label": label, onchange });
  };
  /** @param {string} value @param {() => void} onchange @param {...(Node | string)} words */
  const rule = (value, onchange, ...words) => {
    const radio = element("input", { type: "radio", name: "rule", value, onchange });
    return element("label", { class: "check" }, radio, element("span", {}, ...words));
  };
  const held = number("held", "Share of the list in percent", part("held"), (n) => filter({ held: n, atLeast: 0 }));
  const least = number("at-least", "Share of registered patients in percent", part("atLeast"), (n) =>
    filter({ atLeast: n }),
  );
  const ways = fieldset(
    "Show the areas",
    rule("held", () => filter({ atLeast: 0 }), "that hold the first ", held, "% of its list"),
    rule(
      "least",
      () => filter({ atLeast: state.atLeast || rules.atLeast }),
      "where it has at least ",
      least,
      "% of patients",
    ),
  );
  ways.id = "rule";
  ways.hidden = true;
  return element("div", {}, practice.root, network.root, ways, element("p", { id: "practice-note", class: "note" }));
}

function more() {
  const { ward, neighbourhood, ruralUrban } = values.known.areas;
  /**
   * @param {string} id
   * @param {string} label
   * @param {Larger} larger
   * @param {string} level
   * @param {"wards" | "neighbourhoods"} key
   */
  const adder = (id, label, larger, level, key) => {
    const district = (/** @type {number} */ at) => values.districtOf(values.levels[level].members[at][0]);
    const options = larger.code.map((value, at) => ({ value, label: larger.name[at], note: district(at) }));
    options.sort((a, b) => a.label.localeCompare(b.label));
    const choose = (/** @type {string} */ code) => filter({ [key]: added(state[key], code) });
    return combobox({ id, label, placeholder: "Any", searchOnly: true, groups: [{ label: "", options }], choose }).root;
  };
  const kinds = values
    .words("rural_urban")
    .categories.map((text, i) => [String(i), text])
    .filter((_, i) => ruralUrban.includes(i));
  const tenths = Array.from({ length: part("deciles").high }, (_, i) => [String(i + 1), String(i + 1)]);
  const { high } = part("residents");
  const fewest = (/** @type {any} */ { target }) =>
    filter({ residents: Math.min(high, Math.max(0, Math.round(Number(target.value)) || 0)) });
  return element(
    "details",
    { id: "more-filters" },
    element("summary", { text: "More filters" }),
    adder("ward", "Ward", ward, "ward", "wards"),
    adder("neighbourhood", "Neighbourhood", neighbourhood, "msoa", "neighbourhoods"),
    fieldset(
      "National deprivation decile (1 is the most deprived)",
      element("div", { class: "deciles" }, ...boxes("decile", tenths, (list) => filter({ deciles: list.map(Number) }))),
    ),
    fieldset("Town or country", ...boxes("rural", kinds, (list) => filter({ ruralUrban: list.map(Number) }))),
    field(
      "residents",
      "Fewest residents",
      element("input", { id: "residents", type: "number", min: 0, max: high, step: 100, onchange: fewest }),
    ),
  );
}

function showWhere() {
  /** @param {string} name @param {(string | number)[]} list */
  const check = (name, list) => {
    for (const box of document.querySelectorAll(`input[name="${name}"]`)) {
      const input = /** @type {HTMLInputElement} */ (box);
      input.checked = list.map(String).includes(input.value);
    }
  };
  check("district", state.districts);
  check("decile", state.deciles);
  check("rural", state.ruralUrban);
  check("rule", [state.atLeast ? "least" : "held"]);
  byId("level").value = state.level;
  byId("residents").value = state.residents || "";
  byId("held").value = state.held;
  byId("at-least").value = state.atLeast || rules.atLeast;
  byId("rule").hidden = !(state.practices.length || state.pcns.length);
}

/** Have the controls show the view. */
export function show() {
  const words = values.words(state.indicator);
  pickers.indicator.set(state.indicator, words.label);
  pickers.second.set(state.second, state.second ? values.words(state.second).label : "");
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".theme"))) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === words.theme));
  }
  showClassing();
  showWhere();
}
