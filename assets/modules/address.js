/* Explore's address: the view that it means, there and back. dashboard/parts/address.py and explore/view.py read and
 * write the same, by the same rules, which the server sends; tests/golden holds the two together. */

import { fill } from "./base.js";

/** Limits, labels and the address's parts (dashboard/explore/address_rules.py). */
export const rules = JSON.parse(document.getElementById("atlas-rules")?.textContent || "{}");

/** @param {string} pattern @param {string} text */
export const fits = (pattern, text) => new RegExp(`^(?:${pattern})$`).test(text);

/** The view of an address that says nothing. @returns {View} */
export function blank() {
  /** @type {any} */
  const parts = Object.fromEntries(rules.parts.map((/** @type {any} */ one) => [one.field, one.otherwise]));
  return { ...structuredClone(parts), levelSaid: false, ignored: [] };
}

/** A query string with its ?, of names and texts; those without a text are left out. As Python has it.
 * @param {Record<string, string>} parts */
export function queryOf(parts) {
  const query = new URLSearchParams(Object.entries(parts).filter(([, text]) => text));
  const text = query.toString().replace(/%7E/g, "~").replace(/\*/g, "%2A");
  return text ? `?${text}` : "";
}

/** A page's query with some parts changed; empty ones are taken off.
 * @param {string} search @param {Record<string, string>} parts */
export const withParts = (search, parts) => queryOf({ ...Object.fromEntries(new URLSearchParams(search)), ...parts });

/** @param {Classes} classes */
function writeClasses({ kind, number, national, thresholds }) {
  const { letters } = rules.classes;
  const letter = Object.keys(letters).find((key) => letters[key] === kind);
  if (kind === "tenths") return letter;
  return kind === "own" ? `${letter}${thresholds.join("_")}` : `${national ? "n" : ""}${letter}${number}`;
}

/** @param {string} text @returns {Classes | null} */
function readClasses(text) {
  const { letters, fewest, most, thresholds: many } = rules.classes;
  if (letters[text] === "tenths") return { kind: "tenths", number: 10, national: true, thresholds: [] };
  if (letters[text[0]] === "own") {
    const given = text.slice(1).split("_");
    const thresholds = given.map((one) => Number(one) + 0); // adding nothing takes a zero's minus
    const rising = thresholds.every((one, i) => i === 0 || one > thresholds[i - 1]);
    if (given.length > many || !given.every((one) => fits(rules.decimal, one)) || !rising) return null;
    return { kind: "own", number: thresholds.length + 1, national: false, thresholds };
  }
  const [, national, letter, digit] = /^(n?)([a-z])([0-9])$/.exec(text) || [];
  const [kind, number] = [letters[letter], Number(digit)];
  if (!["quantile", "equal", "natural"].includes(kind) || number < fewest || number > most) return null;
  return { kind, number, national: Boolean(national), thresholds: [] };
}

/** A part of the address, with its limits: low and high, or the most that a list holds. @param {string} field */
export const part = (field) => rules.parts.find((/** @type {any} */ one) => one.field === field);

/** @param {any} part @param {any} value @returns {string} */
function textOf({ kind, otherwise, most: many }, value) {
  // One more than is kept, so that whoever reads it is told that it was cut.
  if (kind === "marks") return value.join() === otherwise.join() ? "" : value.join(".") || rules.marks.none;
  if (kind === "many" || kind === "numbers") return value.slice(0, many ? many + 1 : undefined).join(".");
  if (value === otherwise) return "";
  if (kind === "classes") return writeClasses(value) || "";
  return kind === "flag" ? "1" : String(value);
}

/** The address's query string for a view; defaults are left out. @param {View} view */
export function write(view) {
  const said = rules.parts.map((/** @type {any} */ one) => [
    one.letter,
    textOf(one, /** @type {any} */ (view)[one.field]),
  ]);
  return queryOf(Object.fromEntries(said));
}

/** Fit to be shown: no control characters, not long. @param {string} text */
function short(text) {
  const letters = [...text.replace(/(?! )[\p{C}\p{Z}]/gu, "")];
  if (letters.length <= rules.longestShown) return letters.join("");
  return `${letters.slice(0, rules.longestShown - 1).join("")}…`;
}

/** A query's parts, the first of each, and notes of what could not be used.
 * @param {string} search @param {string[]} [letters] of the page; without them, Explore's */
function split(search, letters = rules.parts.map((/** @type {any} */ one) => one.letter)) {
  const text = search.replace(/^\?/, "").replace(new RegExp(rules.unseen, "g"), "");
  /** @type {Map<string, string>} */
  const values = new Map();
  /** @type {Set<string>} */
  const notes = new Set();
  /** @param {string} name @param {Record<string, any>} gaps */
  const note = (name, gaps = {}) => {
    const sentence = fill(rules.sentences[name], gaps);
    notes.add(new RegExp(rules.own).test(sentence) ? rules.sentences.own : sentence);
  };
  if ([...text].length > rules.longest) note("too_long");
  else if (text.split("&").length > rules.mostParts) note("too_many");
  else {
    for (const [key, value] of new URLSearchParams(`?${text}`)) {
      if (!letters.includes(key)) note("stranger", { part: short(key) });
      else if (values.has(key)) note("twice", { part: key });
      else values.set(key, value);
    }
  }
  return { values, notes, note };
}

/** What the address says; whatever it says that is unknown is left out and noted. @param {string} search
 * @param {Record<string, Function>} known functions that say whether a code is known, by what it is @returns {View} */
export function read(search, known) {
  const { values, notes, note } = split(search);
  const view = blank();
  /** @type {Record<string, Function>} */
  const is = {
    ...known,
    area: (/** @type {string} */ code) => known.area(code, view.level),
    flag: (/** @type {string} */ text) => text === "1",
    mark: (/** @type {string} */ code) => rules.marks.codes.includes(code),
  };
  /** @type {Record<string, (part: any, text: string, ...more: any[]) => any>} */
  const readers = {
    one: ({ among, what, otherwise }, text) => {
      if (is[among](text)) return text;
      note("unknown", { what, given: short(text) });
      return otherwise;
    },
    key: ({ what, otherwise }, text) => {
      if (fits(rules.key, text)) return text;
      note("unfit", { what, given: short(text) });
      return otherwise;
    },
    flag: (part, text) => readers.one({ ...part, among: "flag", otherwise: "" }, text) === "1",
    number: ({ low, high, what, otherwise }, text) => {
      if (fits(rules.whole, text) && Number(text) >= low && Number(text) <= high) return Number(text);
      note("unfit", { what, given: short(text) });
      return otherwise;
    },
    classes: ({ what, otherwise }, text) => {
      const found = readClasses(text);
      if (!found) note("unfit", { what, given: short(text) });
      return found || otherwise;
    },
    numbers: ({ low = 0, ...part }, text) => {
      const within = (/** @type {number} */ one) => one >= low && one <= part.high;
      const plain = (/** @type {string} */ one) =>
        fits(rules.whole, one) && String(Number(one)) === one && within(Number(one));
      return readers.many(part, text, plain).map(Number);
    },
    marks(part, text) {
      const found = text === rules.marks.none ? [] : readers.many(part, text).sort();
      return found.length || text === rules.marks.none ? found : part.otherwise;
    },
    many: ({ among, what, most, many }, text, wanted = is[among]) => {
      const given = [...new Set(text.split("."))].filter(Boolean);
      const unknown = given.filter((code) => !wanted(code));
      const lost = unknown.filter((code) => !fits(rules.own, code));
      if (lost.length < unknown.length) note("own");
      const more = lost.length > 1 ? fill(rules.sentences.more, { number: lost.length - 1 }) : "";
      if (lost.length) note("no_code", { what, given: short(lost[0]), more });
      const found = given.filter((code) => wanted(code));
      if (!most || found.length <= most) return found;
      note("first", { most, what: many });
      return found.slice(0, most);
    },
  };
  for (const one of rules.parts) {
    const text = values.get(one.letter);
    if (text) /** @type {any} */ (view)[one.field] = readers[one.kind](one, text);
  }
  const first = values.get(rules.parts[0].letter);
  // The usual indicator is no stand-in for one of two: the other is shown by itself.
  if (view.second && first && first !== view.indicator) view.indicator = view.second;
  if (view.second === view.indicator) view.second = "";
  view.levelSaid = values.has("l");
  view.ignored = [...notes].slice(0, rules.mostNotes);
  return view;
}

/** What an address says under each of a page's letters, before it is known whether that means anything.
 * @param {string} search @param {string[]} [letters] */
export const says = (search, letters) => split(search, letters).values;
