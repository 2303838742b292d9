/* Forms whose controls are Dash components (dashboard/parts): writes the address when controls change, puts into the
 * controls what the server says an address means, and makes comboboxes, chips and links to files work. The same for
 * every page: which control stands for what is declared in Python. */
import { queryOf, says } from "./address.js";
import { bring, byId, copyLink } from "./core.js";
import { judge } from "./form-numbers.js";
import * as question from "./question.js";

export { combobox } from "./form-combobox.js";

/**
 * @typedef {object} Part a part of the address, and the control that stands for it (dashboard/parts/address_form.py)
 * @property {string} key
 * @property {any} [id]
 * @property {string[]} [rows]
 * @property {string} inside
 * @property {string} between
 * @property {any} [texts]
 * @property {string} [join]
 * @property {any} [otherwise]
 * @property {boolean} [always]
 * @property {boolean} [sorted]
 * @property {string[]} [resets]
 * @property {{ part: string, other: string, values: Record<string, any> }[]} [sets]
 * @property {{ key: string, first: string }} [beside]
 * @typedef {{ page: string, path: string, parts: Part[] }} Declared what Python declared of a page's form
 * @typedef {{ id: any, property: string, value: any }} Control
 *
 * @typedef {object} Form what is known of the form that a page has now
 * @property {Declared} declared a new one each time the page is opened
 * @property {string | null} search the page's address, as followed or as written here
 * @property {string | null} asked the address that the server was last asked about
 * @property {string | null} of the address that `parts` is the meaning of, as the server said
 * @property {Record<string, string | undefined>} parts every part of that address as its text
 * @property {Map<string, string>} shown what each component shows, as JSON or by its shape
 */

/** @type {Record<string, Form>} */
const forms = {};
const unchanged = () => window.dash_clientside.no_update;
const context = () => window.dash_clientside.callback_context;
const same = (/** @type {any} */ id) => (typeof id === "string" ? id : JSON.stringify(Object.entries(id).sort()));

/** The form as it is now: a page that is opened again begins anew. @param {Declared} declared @returns {Form} */
function formOf(declared) {
  if (forms[declared.page]?.declared !== declared) {
    forms[declared.page] = { declared, search: null, asked: null, of: null, parts: {}, shown: new Map() };
  }
  return forms[declared.page];
}

// ---- from the address to the controls ----

/** The page's address has changed: the server is asked what it means. @param {string} address @param {Declared} declared */
export function follow(address, declared) {
  const search = address || "";
  if (window.location.pathname !== declared.path) return unchanged(); // somebody is leaving the page
  const form = formOf(declared);
  if (form.asked === search) return unchanged();
  Object.assign(form, { search, asked: search });
  question.ask(search);
  say(declared, (line) => line.dataset.waits);
  return { search };
}

/** Say how it goes with the page's results, to those who listen. @param {Declared} declared @param {(line: any) => any} text */
function say({ page }, text) {
  const line = byId(`${page}-said`);
  if (line) line.textContent = text(line);
}

/**
 * Results have come, and stand in the page in a moment: what comes after them is asked for then.
 * @param {{ search: string, drawn?: string } | null} answer
 * @param {Declared} declared
 */
export function answered(answer, declared) {
  if (!answer || !question.answer(answer.search)) return unchanged();
  const { search } = answer;
  return new Promise((done) => {
    requestAnimationFrame(() => {
      say(declared, (line) => {
        line.className = "visually-hidden";
        return document.querySelector("#finding, [data-answers] .refused")?.textContent || "";
      });
      Object.assign(document.body.dataset, { drawn: answer.drawn || declared.page, asked: search });
      setTimeout(() => done(formOf(declared).search === search ? { search } : unchanged()), 0);
    });
  });
}

/**
 * What comes after the results has come: of those that stand there, or of earlier ones.
 * @param {{ search: string, children: any } | null} came
 * @param {Declared} declared
 */
export const moreCame = (came, declared) => (came?.search === formOf(declared).search ? came?.children : unchanged());

/**
 * What an address means has come. It is shown if that is still the page's address; nothing is touched that shows it
 * already, so that nobody loses the place where they are.
 * @param {{ of: string, parts: Record<string, string>, props: { id: any, props: object, shape?: string }[] } | null} meant
 * @param {Declared} declared
 */
export function set(meant, declared) {
  if (!meant) return unchanged();
  const form = formOf(declared);
  if (meant.of !== form.search) return unchanged();
  Object.assign(form, { of: meant.of, parts: meant.parts }); // first: write() is called by what follows
  const focused = document.activeElement?.id || "";
  for (const { id, props, shape } of meant.props) {
    const news = Object.entries(props).filter(([property, value]) =>
      isNews(form, id, property, shape ?? JSON.stringify(value)),
    );
    if (news.length) window.dash_clientside.set_props(id, Object.fromEntries(news));
  }
  document.querySelector(`[data-form="${declared.page}"]`)?.removeAttribute("data-unread");
  fold();
  requestAnimationFrame(() => {
    refocus(focused);
    for (const input of document.querySelectorAll("[aria-invalid=true]")) judge(input); // what was put there is right
  });
  question.mark();
  return meant.of;
}

/** Back to the control that was used, if it was made anew. @param {string} id */
function refocus(id) {
  const control = id && document.activeElement === document.body ? byId(id) : null;
  control?.focus();
  if (control?.role === "combobox") control.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
}

/** Whether a component shows anything but what was last put there or said there. @param {Form} form @param {any} id @param {string} property @param {string} now */
function isNews({ shown }, id, property, now) {
  const key = `${same(id)}.${property}`;
  const is = shown.get(key) !== now;
  shown.set(key, now);
  return is;
}

/* Back and forward between views of one page: Dash would fetch the page and lay it out anew. */
window.addEventListener(
  "popstate",
  (event) => {
    const { pathname, search, href } = window.location;
    const here = Object.values(forms).find(({ declared }) => declared.path === pathname);
    if (!here || !document.querySelector(`[data-form="${here.declared.page}"]`)) return;
    event.stopImmediatePropagation();
    window.dash_clientside.set_props("url", { search, href });
  },
  true,
);

// ---- from the controls to the address ----

/** A control's value as the address has it. @param {any} value @param {{ texts?: any, join?: string, sorted?: boolean }} part @returns {string} */
function textOf(value, { texts = {}, join = "", sorted = false }) {
  if (value === null || value === undefined) return "";
  if (join) return (sorted ? [...value].sort() : value).join(join);
  return texts[String(value)] ?? String(value);
}

/** What an address that does not name a part means by that. @param {Part} part */
const usual = (part) => textOf(part.otherwise ?? "", part);

/** The rows of a part: of each part the controls of all rows, in order. @param {Control[][]} columns @param {Part} part */
function textOfRows(columns, { rows = [], inside, between, texts = {} }) {
  const row = (/** @type {number} */ at) =>
    rows.map((name, column) => textOf(columns[column][at]?.value, { texts: texts[name] })).join(inside);
  return columns[0].map((_, at) => row(at)).join(between);
}

/**
 * Another value of one part of a row sets another part: another rule starts with its usual amount.
 * @param {Form} form
 * @param {Control[][]} given the part's controls, which are changed
 * @param {Part} part
 * @param {(one: Control) => boolean} touched
 */
function setBeside({ shown }, given, { rows = [], sets = [] }, touched) {
  for (const { part, other, values } of sets) {
    const to = given[rows.indexOf(other)];
    for (const [row, one] of given[rows.indexOf(part)].entries()) {
      const isOther = shown.get(`${same(one.id)}.${one.property}`) !== JSON.stringify(one.value);
      if (touched(one) && isOther && one.value in values) to[row] = { ...to[row], value: values[one.value] };
    }
  }
}

/**
 * What every part of the form says now, and which of its controls have changed.
 * @param {Form} form
 * @param {any[]} inputs
 * @param {{ prop_id: string }[]} triggered
 */
function said(form, inputs, triggered) {
  const { declared } = form;
  const rest = [...inputs];
  const touched = new Set(triggered.map(({ prop_id: name }) => name));
  const nameOf = (/** @type {any} */ id) => (typeof id === "string" ? id : JSON.stringify(id, Object.keys(id).sort()));
  const is = (/** @type {Control} */ { id, property }) => touched.has(`${nameOf(id)}.${property}`);
  const there = declared.parts.filter(({ id, rows }) => id || rows);
  return there.map((part) => {
    const given = rest.splice(0, part.rows ? part.rows.length : 1);
    setBeside(form, given, part, is);
    const text = part.rows ? textOfRows(given, part) : textOf(given[0].value, part);
    return { part, text, changed: /** @type {Control[]} */ (given.flat()).filter(is) };
  });
}

/** A number that is none, or beyond its limits, is NaN to its field: what was there before counts. @param {Form} form @param {any} given @returns {any} */
function fitting(form, given) {
  if (Array.isArray(given)) return given.map((one) => fitting(form, one));
  if (!Number.isNaN(given.value)) return given;
  return { ...given, value: JSON.parse(form.shown.get(`${same(given.id)}.${given.property}`) ?? "null") };
}

/**
 * The address with some parts changed. What the server has understood of the present one counts; before it has said
 * so, what the address itself says.
 * @param {Form} form
 * @param {Record<string, string | undefined>} changed
 */
function written(form, changed) {
  const { declared } = form;
  form.parts = { ...now(form), ...changed };
  const texts = declared.parts.map((part) => {
    const text = form.parts[part.key] ?? usual(part);
    return [part.key, (text === usual(part) && !part.always) || !isWanted(form, part) ? "" : text];
  });
  return queryOf(Object.fromEntries(texts));
}

/** What the present address says. @param {Form} form @returns {Record<string, string | undefined>} */
function now({ declared, search, of, parts }) {
  const keys = declared.parts.map(({ key }) => key);
  return search === of ? parts : Object.fromEntries(says(search || "", keys));
}

/** Whether a part is wanted: some stay only as long as there is a row that begins with a word. @param {Form} form @param {Part} part */
function isWanted({ declared, parts }, { beside }) {
  const rows = beside && declared.parts.find(({ key }) => key === beside.key);
  if (!rows) return true;
  return (parts[rows.key] || "").split(rows.between).some((row) => row.split(rows.inside)[0] === beside.first);
}

/** The address with some parts changed, which is the page's from now on. @param {Form} form @param {Record<string, string | undefined>} changed */
function rewritten(form, changed) {
  const search = written(form, changed);
  if (search === form.search) return unchanged();
  Object.assign(form, { search, of: search }); // so that a quick second change builds on this one
  return search;
}

/** Controls have changed: the address with what they say. @param {...any} given the controls, and last what is declared */
export function write(...given) {
  /** @type {Declared} */
  const declared = given[given.length - 1];
  const { inputs_list: inputs, triggered } = context();
  const form = formOf(declared);
  if (form.of === null) return unchanged(); // the page is being opened
  // What set() has put there comes back here; it is nothing that a person has said.
  const isSaid = (/** @type {Control} */ { id, property, value }) => isNews(form, id, property, JSON.stringify(value));
  const news = said(
    form,
    inputs.map((/** @type {any} */ one) => fitting(form, one)),
    triggered,
  ).filter(
    ({ part, text, changed }) => changed.filter(isSaid).length && text !== (form.parts[part.key] ?? usual(part)),
  );
  if (!news.length) return unchanged();
  const resets = news.flatMap(({ part }) => part.resets || []).map((key) => [key, undefined]);
  const changed = news.map(({ part, text }) => [part.key, text]);
  return rewritten(form, Object.fromEntries([...resets, ...changed]));
}

// ---- lists that are added to and taken from ----

/** Add what was chosen in a combobox to a list; the combobox is empty again. @param {string} chosen @param {string[]} list */
export const add = (chosen, list) => (chosen ? [[...new Set([...list, chosen])], ""] : [unchanged(), unchanged()]);

/** The id by pattern of the button that was clicked, if one was: buttons that have just been made are not. */
function clickedId() {
  const is = context().triggered.find((/** @type {{ value: any }} */ { value }) => value);
  return is ? JSON.parse(is.prop_id.slice(0, is.prop_id.lastIndexOf("."))) : null;
}

/** Which of several buttons was clicked; what follows from it, the server says. */
export const clicked = () => clickedId() || unchanged();

/** Take off the chip that was clicked. @param {any} _ @param {string[]} list */
export function takeOff(_, list) {
  const id = clickedId();
  return id ? list.filter((one) => one !== id.of) : unchanged();
}

/** The form's rows: their part, and what the address says of each. @param {Form} form @returns {[Part, string[]]} */
function rowsOf(form) {
  const part = /** @type {Part} */ (form.declared.parts.find(({ rows }) => rows));
  return [part, (now(form)[part.key] || "").split(part.between).filter(Boolean)];
}

/**
 * Add the row that belongs to what was chosen in a combobox, which is empty again.
 * @param {string} chosen
 * @param {Record<string, string>} starts what a new row has after what was chosen
 * @param {Declared} declared
 */
export function addRow(chosen, starts, declared) {
  const form = formOf(declared);
  if (!chosen || form.of === null) return [unchanged(), unchanged()];
  const [{ key, inside, between }, rows] = rowsOf(form);
  return [rewritten(form, { [key]: [...rows, chosen + inside + starts[chosen]].join(between) }), ""];
}

/** Take off the row whose button was clicked. @param {any} _ @param {Declared} declared */
export function takeOffRow(_, declared) {
  const [form, id] = [formOf(declared), clickedId()];
  if (!id || form.of === null) return unchanged();
  const [{ key, between }, rows] = rowsOf(form);
  return rewritten(form, { [key]: rows.filter((_, at) => at !== id.row).join(between) });
}

// ---- what is the same on every page ----

const narrow = window.matchMedia("(max-width: 900px)");
/** What was last said of the width, so that what a person has opened stays open. @type {boolean | null} */
let folded = null;

/** On a phone what can be changed unfolds; where there is room it is open. */
function fold() {
  for (const part of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".phone-fold"))) {
    if (part.dataset.folded === String(narrow.matches)) continue;
    part.dataset.folded = String(narrow.matches);
    part.open = !narrow.matches;
  }
  folded = narrow.matches;
}
narrow.addEventListener("change", () => folded !== narrow.matches && fold());

document.addEventListener("click", (event) => {
  const on = /** @type {Element} */ (event.target);
  const find = (/** @type {string} */ selector) => /** @type {any} */ (on.closest?.(selector));
  const button = find("button[data-copy]");
  if (button) copyLink(button);
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  // Links inside a page change its address without leaving it; with a modifier key they open anew.
  const [inside, file] = [find("[data-inside] a.inside"), find("a[data-file]")];
  if (!inside && !file) return;
  event.preventDefault();
  if (inside) {
    event.stopPropagation();
    window.dash_clientside.set_props("url", { search: new URL(inside.href).search });
    return;
  }
  file.closest(".dropdown, .dropup")?.querySelector(".dropdown-toggle[aria-expanded=true]")?.click();
  bring("handing").then((handing) => handing.hand(file.href, file.dataset.file, "handover-status"));
});
