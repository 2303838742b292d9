/* The form of a visit, of which the server wrote all but the inputs (dashboard/plans/visit/controls.py): makes these,
 * fills them, says what they hold, and adds counts up. */
import { fill } from "./base.js";
import { byId, element, every } from "./core.js";

/** Where counts of people belong that are of no question; as the server has it. */
const AREAS = "heard_at";
const FIELDS = "#visit-form [data-field]";
const COUNTS = "#visit-form input[data-of]";

/** Make the inputs that the server has put marks for. @param {Record<string, string>} texts */
export function make(texts) {
  for (const place of every("#visit-form [data-input]"))
    place.replaceWith(element("input", JSON.parse(place.dataset.input)));
  for (const place of every("#visit-form [data-counter]"))
    place.replaceWith(counter(JSON.parse(place.dataset.counter), texts));
}

/** A number with a button on either side. @param {VisitCounter} of @param {Record<string, string>} texts */
function counter({ label, field, of, category, within, least = 0, most }, texts) {
  const id = field ? `visit-${field}` : `visit-${of}.${category}`;
  const input = element("input", {
    id,
    type: "number",
    inputmode: "numeric",
    min: String(least),
    max: String(most),
    step: "1",
    class: "form-control",
    autocomplete: "off",
    "data-field": field,
    "data-of": of,
    "data-category": category,
    "data-within": within,
    "aria-describedby": field && `${id}-note ${id}-wrong`,
  });
  const step = (/** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ words) =>
    element("button", {
      type: "button",
      class: "btn btn-plain",
      "aria-label": fill(words, { label }),
      text: sign,
      onclick: () => {
        input.value = String(Math.min(most, Math.max(least, (Number(input.value) || 0) + by)));
        input.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
  const name = field ? null : element("label", { for: id, text: label });
  const buttons = [step(-1, texts.minus, texts.fewer), input, step(1, texts.plus, texts.more)];
  return element("div", { class: "visit-counter" }, name, element("div", {}, ...buttons));
}

/** One more area where people live. @param {string} code @param {string} label @param {number} most
 * @param {Record<string, string>} texts */
export function addArea(code, label, most, texts) {
  if (byId(`visit-${AREAS}.${code}`)) return;
  byId("visit-areas").append(counter({ label, of: AREAS, category: code, most }, texts));
}

const held = (/** @type {any} */ { type, checked, value }) => {
  if (type === "checkbox") return checked;
  return type !== "number" ? value : value === "" ? null : Number(value);
};

/** What the fields hold. @returns {Record<string, any>} */
export function values() {
  /** @type {Record<string, any>} */
  const found = {};
  for (const one of every(FIELDS)) if (one.type !== "radio" || one.checked) found[one.dataset.field] = held(one);
  return found;
}

const numberIn = (/** @type {any} */ { value }) => Math.max(0, Math.trunc(Number(value)) || 0);

/** Fields of those who are some of a category's people. @param {any} whole the category's field */
const closer = ({ dataset: { of, category } }) =>
  category && of !== AREAS ? every(`${COUNTS}[data-of="${of}"][data-within="${category}"]`) : [];

/** How many of a category's people are counted more closely. @param {any} whole the category's field */
const closerSum = (whole) => closer(whole).reduce((total, one) => total + numberIn(one), 0);

/** Somebody counts more closely: the whole is no fewer than its parts. @param {any} part the field that was typed in */
export function raiseWhole({ dataset: { of, within } }) {
  const whole = within && byId(`visit-${of}.${within}`);
  if (whole && numberIn(whole) < closerSum(whole)) whole.value = String(closerSum(whole));
}

/** How many people, by question and category, and by area; only what is not none. Each is counted once: of a category
 * that is told more closely only the others.
 * @returns {{ heard: Record<string, Record<string, number>>, heard_at: Record<string, number> }} */
export function counts() {
  /** @type {Record<string, Record<string, number>>} */
  const found = {};
  for (const one of every(COUNTS)) {
    const { of, category } = one.dataset;
    const number = numberIn(one) - closerSum(one);
    if (number > 0) found[of] = { ...found[of], [category]: number };
  }
  const { [AREAS]: heard_at = {}, ...heard } = found;
  return { heard, heard_at };
}

/** Open whatever something is folded in. @param {any} one */
function unfold(one) {
  for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

/** Put an entry into the form; what it does not say is empty.
 * @param {Pick<VisitEntry, "values" | "heard" | "heard_at">} entry */
export function show({ values: of, heard, heard_at }) {
  for (const one of every(FIELDS)) {
    const value = of[one.dataset.field];
    if (one.type === "checkbox") one.checked = Boolean(value);
    else if (one.type === "radio") one.checked = one.value === value;
    else one.value = value ?? "";
  }
  const all = /** @type {Record<string, any>} */ ({ ...heard, [AREAS]: heard_at });
  for (const one of every(COUNTS)) {
    const of = all[one.dataset.of] || {};
    const parts = closer(one).map(({ dataset }) => of[dataset.category] || 0);
    const number = parts.reduce((total, part) => total + part, of[one.dataset.category] || 0);
    one.value = number || "";
    if (number) unfold(one);
  }
}

/** How many people a part of the form counts. @param {ReturnType<typeof counts>} all @param {string} part */
const sum = (all, part) =>
  Object.values(part === AREAS ? all.heard_at : all.heard[part] || {}).reduce((total, one) => total + one, 0);

/** Say beside each part how many it counts, and which count too many.
 * @param {Record<string, string>} texts @param {Record<string, string>} labels @returns {Record<string, string>} what
 * is wrong, by part */
export function tally(texts, labels) {
  const all = counts();
  const { people } = values();
  /** @type {Record<string, string>} */
  const wrong = {};
  for (const mark of every("#visit-form [data-tally]")) {
    const part = mark.dataset.tally;
    const n = sum(all, part);
    const said = people === null || people === undefined ? texts.tally_alone : texts.tally;
    mark.textContent = n ? fill(said, { n, people }) : "";
    if (typeof people === "number" && n > people)
      wrong[part] = fill(texts.too_many, { label: labels[part], n, people });
    for (const one of every(`${COUNTS}[data-of="${part}"]`))
      if (numberIn(one) < closerSum(one))
        wrong[part] = fill(texts.closer_many, { label: nameOf(one), n: closerSum(one), whole: numberIn(one) });
    say(part, wrong[part] || "");
  }
  return wrong;
}

const nameOf = (/** @type {any} */ { id }) => document.querySelector(`label[for="${id}"]`)?.textContent;

/** Numbers that are filled in, and too low, said by field. @param {Record<string, string>} texts
 * @param {Record<string, string>} labels */
export function tooFew(texts, labels) {
  /** @type {Record<string, string>} */
  const wrong = {};
  for (const { type, value, min, dataset } of every(FIELDS))
    if (type === "number" && value !== "" && Number(value) < Number(min))
      wrong[dataset.field] = fill(texts.too_few, { label: labels[dataset.field], least: min });
  return wrong;
}

/** Count all who are not counted in a question as one category. @param {string} question @param {string} category */
export function countRest(question, category) {
  const left = (Number(values().people) || 0) - sum(counts(), question);
  const input = byId(`visit-${question}.${category}`);
  if (left > 0) input.value = String((Number(input.value) || 0) + left);
}

/** Say what is wrong with a field, a question or the places; with "" nothing. @param {string} name @param {string}
 * text */
export function say(name, text) {
  const line = byId(`visit-${name}-wrong`);
  if (!line) return;
  line.textContent = text;
  for (const one of every(`#visit-form [data-field="${name}"]`))
    if (text) one.setAttribute("aria-invalid", "true");
    else one.removeAttribute("aria-invalid");
  if (text) unfold(line);
}

/** Say what is wrong where it is, the first in view; whoever listens is taken to it.
 * @param {Record<string, string>} faults @returns {string[]} where something is wrong, the first first */
export function fault(faults) {
  const names = Object.keys(faults);
  for (const name of names) say(name, faults[name]);
  const line = names.map((name) => byId(`visit-${name}-wrong`)).find(Boolean);
  const control = line?.closest(".field-block, details")?.querySelector("input, select, textarea, summary");
  control?.focus({ preventScroll: true });
  line?.scrollIntoView({ block: "center" });
  return names;
}

/** Nothing is wrong any more. @param {string[]} names */
export function clear(names) {
  for (const name of names) say(name, "");
}
