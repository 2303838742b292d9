/* Explore's controls (dashboard/explore/form.py): what they show for a view, and how the view changes with them. */
import { fits, rules } from "../address.js";
import * as classes from "../classes.js";
import { byId, go, state } from "../core.js";
import * as form from "../form.js";
import { at as whereIs } from "../places.js";
import * as values from "../values.js";
import * as view from "../view.js";
import * as said from "./explore-said.js";

/** What was changed and has not come back as the address's view yet. @type {Partial<View>} */
let wish = {};
/** The address that the controls were last given. */
let last = "";

/** @param {string} combobox */
const chosenIn = (combobox) => ({ combobox, holds: "chosen" });
/** Comboboxes that add to the view: they are empty again. */
const ADDERS = ["practice", "network", "grouping", "ward", "neighbourhood", "find-place", "add-column"];

/** Have the controls show the view. @param {string} search @param {Declared} declared */
export function show(search, declared) {
  if (search !== last) wish = {};
  last = search;
  const { usual } = rules.classes;
  const { kind, number, national, thresholds } = state.classes || { kind: "usual", number: usual, thresholds: [] };
  const whole = (/** @type {number} */ n) => String(n);
  const now = {
    theme: values.words(state.indicator).theme,
    clusters: state.clusters,
    "explore-marks": state.marks,
    level: state.level,
    "classes-kind": kind,
    "classes-number": String(number > rules.classes.most ? usual : number),
    "classes-national": national ? "england" : "here",
    thresholds: thresholds.join(", "),
    district: state.districts,
    decile: state.deciles.map(whole),
    rural: state.ruralUrban.map(whole),
    rule: state.atLeast ? "least" : "held",
    held: state.held,
    "at-least": state.atLeast || rules.atLeast,
    residents: state.residents || null,
  };
  const named = Boolean(state.practices.length || state.pcns.length);
  const hidden = {
    "classes-number": !["quantile", "equal", "natural"].includes(kind),
    "classes-national": !["quantile", "equal"].includes(kind),
    thresholds: kind !== "own",
    rule: !named,
    held: !named || state.atLeast > 0,
    "at-least": !named || !state.atLeast,
  };
  const chosen = { indicator: state.indicator, second: state.second };
  for (const name of ADDERS) Object.assign(chosen, { [name]: "" });
  const props = [
    ...Object.entries(now).map(([id, value]) => ({ id, props: { value } })),
    ...Object.entries(hidden).map(([id, hide]) => ({ id: `${id}-field`, props: { hidden: hide } })),
    ...Object.entries(chosen).map(([name, data]) => ({ id: chosenIn(name), props: { data } })),
  ];
  form.put(search, props, declared);
  byId("classes-details").hidden = Boolean(state.second);
  byId("thresholds").removeAttribute("aria-invalid");
}

// ---- what another value of a control changes ----

/** @param {string[]} list @param {string} one */
const added = (list, one) => (list.includes(one) ? list : [...list, one]);
const numbers = (/** @type {string[]} */ list) => list.map(Number).sort((a, b) => a - b);

/** How the view changes: from a control's value, and the view before. @type {Record<string, Change>} */
const CHANGES = {
  theme: (theme) => ({ indicator: headline(theme) }),
  indicator: (indicator) => ({ indicator }),
  second: (second) => ({ second }),
  clusters: (on) => ({ clusters: Boolean(on) }),
  "explore-marks": (marks) => ({ marks: [...marks].sort() }),
  level: (level) => {
    said.leave(level);
    return { level, selected: [] };
  },
  "classes-kind": (kind) => (kind === "usual" ? { classes: null } : { classes: cut({ kind, ...suggested(kind) }) }),
  "classes-number": (number) => ({ classes: cut({ number: Number(number) }) }),
  "classes-national": (whose) => ({ classes: cut({ national: whose === "england" }) }),
  thresholds: own,
  district: (districts) => ({ districts }),
  grouping: (code, { groups }) => ({ groups: added(groups, code) }),
  ward: (code, { wards }) => ({ wards: added(wards, code) }),
  neighbourhood: (code, { neighbourhoods }) => ({ neighbourhoods: added(neighbourhoods, code) }),
  network: (code, { pcns }) => ({ pcns: added(pcns, code) }),
  practice: (code, { practices }) => ({ practices: added(practices, code) }),
  rule: (rule, { atLeast }) => ({ atLeast: rule === "least" ? atLeast || rules.atLeast : 0 }),
  held: (held) => ({ held }),
  "at-least": (atLeast) => ({ atLeast }),
  rural: (kinds) => ({ ruralUrban: numbers(kinds) }),
  decile: (deciles) => ({ deciles: numbers(deciles) }),
  residents: (residents) => ({ residents: residents || 0 }),
  "find-place": (place) => found(place),
  "add-column": (id, { columns }) => ({ columns: added(columns, id) }),
};
/** @typedef {(value: any, before: View) => Partial<View>} Change */

/** Parts of the view that filter: the selection goes with them. */
const FILTERS = [...Object.keys(view.UNFILTERED), "held", "atLeast"];

/** Called by Dash when controls have changed: the address says what they do.
 * @param {any[]} given @returns {string} the place to show on the map; none for "" */
export function changed(...given) {
  let place = "";
  /** @type {Partial<View>} */
  const change = {};
  for (const { id, value } of form.changes(...given)) {
    const name = /** @type {any} */ (id).combobox || id;
    if (value === "" && ADDERS.includes(name)) continue;
    if (name === "find-place") place = value;
    Object.assign(change, CHANGES[name](value, { ...state, ...wish, ...change }));
  }
  if (!Object.keys(change).length) return place;
  wish = { ...wish, ...change };
  if ("selected" in wish || !Object.keys(wish).some((key) => FILTERS.includes(key))) go(wish);
  else view.filter(wish);
  return place;
}

/** A theme's first headline. @param {string} theme */
function headline(theme) {
  const its = Object.entries(values.known.catalogue.indicators).filter(([, words]) => words.theme === theme);
  return (its.find(([, words]) => words.headline) || its[0])[0];
}

/** Another way of cutting classes, with what belongs to it. @param {Partial<Classes>} change @returns {Classes} */
function cut(change) {
  const { most, usual } = rules.classes;
  const before = wish.classes || state.classes || { kind: "quantile", number: usual, national: false, thresholds: [] };
  const next = { ...before, ...change };
  if (next.kind === "natural") next.national = false;
  if (next.kind === "tenths") Object.assign(next, { number: 10, national: true });
  else if (next.number > most) next.number = usual;
  if (next.kind !== "own") next.thresholds = [];
  return next;
}

/** With the decimals that an address holds; never −0. @param {string} text */
const threshold = (text) => Number(Number(text).toFixed(4)) + 0;

/** Own thresholds begin with those of fourths. @param {string} kind */
function suggested(kind) {
  if (kind !== "own") return {};
  const { bounds } = classes.cut(state.indicator, { kind: "quantile", number: 4, national: false, thresholds: [] });
  return { thresholds: [...new Set(bounds.slice(0, -1).map((bound) => threshold(bound.toPrecision(2))))] };
}

/** Thresholds as they were typed, where they rise and an address can hold them. @param {string} text */
function own(text) {
  const given = (text || "")
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(threshold);
  const fit = (/** @type {number} */ n, /** @type {number} */ i) =>
    fits(rules.decimal, String(n)) && (i === 0 || n > given[i - 1]);
  const fine = given.length && given.length <= rules.classes.thresholds && given.every(fit);
  byId("thresholds").setAttribute("aria-invalid", String(!fine));
  return fine ? { classes: cut({ kind: "own", thresholds: given }) } : {};
}

/** Areas of what was found: "ward:E05000994". @param {string} place */
export function areasOf(place) {
  const [level, code] = place.split(":");
  const units = values.levels[level];
  return units ? units.members[units.place[code]] : [];
}

/** Filters off, where they would hide all of some areas. @param {number[]} areas */
function unhidden(areas) {
  const inView = new Set(view.areas());
  return !areas.length || areas.some((at) => inView.has(at)) ? {} : view.UNFILTERED;
}

/** What was found is selected, without filters that would hide it. @param {string} place @returns {Partial<View>} */
function found(place) {
  const its = whereIs(place);
  if (its) {
    // A postcode may be somebody's home, and stays out of the address.
    const selected = { found: its.kept ? place : "", selected: its.areas };
    const level = its.areas.length ? "lsoa" : state.level;
    return { ...unhidden(its.areas.map((one) => values.levels.lsoa.place[one])), level, ...selected };
  }
  const [level, code] = /** @type {[Level, string]} */ (place.split(":"));
  const areas = areasOf(place);
  const off = { ...unhidden(areas), found: "" };
  if (level === state.level) return { ...off, selected: [code] };
  if (state.level === "lsoa") return { ...off, selected: areas.map((at) => values.known.areas.code[at]) };
  return { ...off, level, selected: [code] };
}
