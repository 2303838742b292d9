/* Forms whose controls are Dash components (dashboard/parts/address_form.py): the address is written when controls
 * change, and what the server says an address means is put into the controls. The same for every page: which control
 * stands for which part of the address is declared in Python. */
import { queryOf, says } from "./address.js";
import { byId, every, give } from "./core.js";
import { clickedId, fold, judge } from "./fields.js";
import * as question from "./question.js";

/** By page. @type {Record<string, Form>} */
const forms = {};

/** A control's property, as Dash names it. @param {Id} id @param {string} property */
const nameOf = (id, property) =>
  `${typeof id === "string" ? id : JSON.stringify(id, Object.keys(id).sort())}.${property}`;

/** The form as it is now: a page that is opened again begins anew. @param {Declared} declared */
function formOf(declared) {
  if (forms[declared.page]?.declared !== declared) {
    forms[declared.page] = { declared, search: null, asked: null, of: null, parts: {}, shown: new Map() };
  }
  return forms[declared.page];
}

// ---- from the address to the controls ----

/** The page's address has changed: the server is asked what it means.
 * @param {string | null} address @param {Declared} declared */
export function follow(address, declared) {
  const search = address || "";
  if (window.location.pathname !== declared.path) return undefined; // somebody is leaving the page
  const form = formOf(declared);
  if (form.asked === search) return undefined;
  Object.assign(form, { search, asked: search });
  question.ask(search, false);
  say(declared, (line) => line.dataset.waits || "");
  return { search };
}

/** Say how it goes with the page's results, to those who listen.
 * @param {Declared} declared @param {(line: HTMLElement) => string} text */
function say({ page }, text) {
  const line = byId(`${page}-said`);
  if (line) line.textContent = text(line);
}

/** What an address means has come. It is shown if that is still the page's address; nothing is touched that shows it
 * already, so that nobody loses the place where they are. @param {Meant | null} meant @param {Declared} declared */
export function set(meant, declared) {
  const form = formOf(declared);
  if (!meant || meant.of !== form.search) return undefined;
  Object.assign(form, { of: meant.of, parts: meant.parts }); // first: write() is called by what follows
  const focused = document.activeElement?.id;
  for (const { id, props, shape } of meant.props) {
    const news = Object.entries(props).filter(
      ([name, value]) => differs(form, nameOf(id, name), shape ?? JSON.stringify(value)) && !isTyped(id, value),
    );
    if (news.length) give(id, Object.fromEntries(news));
  }
  document.querySelector(`[data-form="${declared.page}"]`)?.removeAttribute("data-unread");
  fold();
  requestAnimationFrame(() => {
    refocus(focused);
    for (const input of every("[aria-invalid=true]")) judge(input); // what was put there is right
  });
  question.linked();
  return meant.of;
}

/** For a page whose addresses the browser itself reads: an address means this, and its controls show it.
 * @param {string} of @param {Shown[]} props @param {Declared} declared */
export function put(of, props, declared) {
  Object.assign(formOf(declared), { search: of, asked: of });
  set({ of, parts: {}, props }, declared);
}

/** Whether somebody is typing just that: a space at its end is not taken away under their hands.
 * @param {any} id @param {any} value */
function isTyped(id, value) {
  const field = /** @type {any} */ (document.activeElement);
  return field?.tagName === "INPUT" && field.id === id && field.value.trim() === value;
}

/** Whether a component shows something else than it did; from now on it shows this.
 * @param {Form} form @param {string} name @param {string} now */
function differs({ shown }, name, now) {
  if (shown.get(name) === now) return false;
  shown.set(name, now);
  return true;
}

/** Back to the control that was used, if it was made anew. @param {string | undefined} id */
function refocus(id) {
  const control = id && document.activeElement === document.body ? byId(id) : null;
  control?.focus();
  if (control?.role === "combobox") control.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
}

/** Results have come, and stand in the page in a moment: what comes after them is asked for then.
 * @param {{ search: string, drawn?: string } | null} answer @param {Declared} declared */
export function answered(answer, declared) {
  if (!answer || !question.answer(answer.search)) return undefined;
  const { search, drawn = declared.page } = answer;
  return new Promise((done) => {
    requestAnimationFrame(() => {
      say(declared, (line) => {
        line.className = "visually-hidden";
        return document.querySelector("#verdict, #finding, [data-answers] .refused")?.textContent || "";
      });
      Object.assign(document.body.dataset, { drawn, asked: search });
      setTimeout(() => done(formOf(declared).search === search ? { search } : window.dash_clientside.no_update), 0);
    });
  });
}

/** What comes after the results has come: of those that stand there, or of earlier ones.
 * @param {{ search: string, children: any } | null} came @param {Declared} declared */
export const moreCame = (came, declared) => (came?.search === formOf(declared).search ? came?.children : undefined);

// ---- from the controls to the address ----

/** What somebody did on the page has another address, which the server has worked out.
 * @param {string | null} search @returns {string | undefined} */
export const next = (search) => search ?? undefined;

/** A control's value as the address has it.
 * @param {any} value @param {Pick<Part, "texts" | "join" | "sorted">} how @returns {string} */
function textOf(value, { texts = {}, join = "", sorted = false }) {
  if (value === null || value === undefined) return "";
  if (join) {
    const text = (sorted ? [...value].sort() : value).join(join);
    return texts[text] ?? text;
  }
  return texts[String(value)] ?? String(value).trim();
}

/** What a part is in an address that leaves it out. @param {Part} part */
const usual = (part) => textOf(part.otherwise ?? "", part);

/** Rows as the address has them. @param {Input[][]} columns of each part the controls of all rows @param {Part} part */
function textOfRows(columns, { rows = [], inside = "", between = "", texts = {} }) {
  const cell = (/** @type {number} */ row, /** @type {string} */ name, /** @type {number} */ column) =>
    textOf(columns[column][row]?.value, { texts: texts[name] });
  return columns[0].map((_, row) => rows.map((name, column) => cell(row, name, column)).join(inside)).join(between);
}

/** Another value of one part of a row sets another part: another rule starts with its usual amount.
 * @param {Form} form @param {Input[][]} given the rows' controls by part, which are changed @param {Part} part
 * @param {Set<string>} touched */
function setBeside({ shown }, given, { rows = [], sets = [] }, touched) {
  for (const { part, other, values } of sets) {
    const to = given[rows.indexOf(other)];
    for (const [row, one] of given[rows.indexOf(part)].entries()) {
      const name = nameOf(one.id, one.property);
      const isNew = touched.has(name) && shown.get(name) !== JSON.stringify(one.value);
      if (isNew && one.value in values) to[row] = { ...to[row], value: values[one.value] };
    }
  }
}

/** What every part with controls says now, and which of its controls (`touched`) have changed.
 * @param {Form} form @param {(Input | Input[])[]} inputs @param {{ prop_id: string }[]} triggered */
function said(form, inputs, triggered) {
  const { declared } = form;
  const rest = [...inputs];
  const changed = new Set(triggered.map(({ prop_id: name }) => name));
  return declared.parts
    .filter(({ id, rows }) => id || rows)
    .map((part) => {
      const given = rest.splice(0, part.rows?.length ?? 1);
      setBeside(form, /** @type {Input[][]} */ (given), part, changed);
      const each = given.flat();
      const text = part.rows ? textOfRows(/** @type {Input[][]} */ (given), part) : textOf(each[0].value, part);
      return { part, text, touched: each.filter(({ id, property }) => changed.has(nameOf(id, property))) };
    });
}

/** A number that is none, or beyond its limits, is NaN to its field: what was there before counts.
 * @param {Form} form @returns {(one: any) => any} */
function fitting(form) {
  /** @type {(one: any) => any} */
  const fit = (one) => {
    if (Array.isArray(one)) return one.map(fit);
    if (!Number.isNaN(one.value)) return one;
    return { ...one, value: JSON.parse(form.shown.get(nameOf(one.id, one.property)) ?? "null") };
  };
  return fit;
}

/** Every part of a form's address: as the server has understood it, or, before it has said so, as it stands there.
 * @param {Form} form @returns {Record<string, string>} */
function partsOf({ declared, search, of, parts }) {
  const keys = declared.parts.map(({ key }) => key);
  const base = search === of ? parts : Object.fromEntries(says(search || "", keys));
  return Object.fromEntries(declared.parts.map((part) => [part.key, base[part.key] ?? usual(part)]));
}

/** The address of a form's parts. @param {Form} form @param {Record<string, string | undefined>} parts */
function addressOf({ declared }, parts) {
  const texts = declared.parts.map((part) => {
    const text = parts[part.key] ?? usual(part);
    return [part.key, (text === usual(part) && !part.always) || !isWanted(declared, parts, part) ? "" : text];
  });
  return queryOf(Object.fromEntries(texts));
}

/** Whether a part is to stay: some do as long as there is a row with a first word.
 * @param {Declared} declared @param {Record<string, string | undefined>} parts @param {Part} part */
function isWanted(declared, parts, { beside }) {
  const rows = beside && declared.parts.find(({ key }) => key === beside.key);
  if (!rows) return true;
  const { between = "", inside = "" } = rows;
  return (parts[rows.key] || "").split(between).some((row) => row.split(inside)[0] === beside.first);
}

/** The address with some parts changed, which is the page's from now on; none where it is that already.
 * @param {Form} form @param {Record<string, string | undefined>} changed */
function rewritten(form, changed) {
  form.parts = { ...partsOf(form), ...changed };
  const search = addressOf(form, form.parts);
  if (search === form.search) return undefined;
  Object.assign(form, { search, of: search }); // so that a quick second change builds on this one
  return search;
}

/** For a page's own module: its address, the parts of that, and whether the server has said what they mean (or they
 * were chosen here). @param {string} page */
export function known(page) {
  const form = forms[page];
  const { search, of } = form || { search: null, of: null };
  return search === null ? null : { search, parts: partsOf(form), sure: search === of };
}

/** For a page's own module: the page's address with some parts changed.
 * @param {string} page @param {Record<string, string | undefined>} changed */
export const address = (page, changed) => addressOf(forms[page], { ...partsOf(forms[page]), ...changed });

/** For a page's own module: the page's address with some parts changed, which is its own from now on. Where it is known
 * what the address before it means, so it is of this one, and nothing of the page waits for the server to say it.
 * @param {string} page @param {Record<string, string | undefined>} changed */
export const choose = (page, changed) =>
  (forms[page].search === forms[page].of && rewritten(forms[page], changed)) || address(page, changed);

/** For a page's own module: the page's address with some parts changed, in place of the one that it has, without the
 * server being asked what it means: the way back does not lead to the address without them.
 * @param {string} page @param {Record<string, string | undefined>} changed */
export function settle(page, changed) {
  const form = forms[page];
  const search = rewritten(form, changed) ?? form.search ?? "";
  form.asked = search;
  question.ask(search);
  const { pathname, hash } = window.location;
  window.history.replaceState(window.history.state, "", pathname + search + hash);
  give("url", { search });
  return search;
}

/** Whether a control holds what a person has put there: what set() has put there comes back, and is nothing that
 * anybody has said. @param {Form} form @returns {(one: Input) => boolean} */
const isNews = (form) => (one) => differs(form, nameOf(one.id, one.property), JSON.stringify(one.value));

/** Controls have changed: the address with what they say.
 * @param {any[]} given their values, and what Python declared: nothing where the page, and its rows, are gone */
export function write(...given) {
  const declared = given[given.length - 1];
  if (!declared) return undefined;
  const form = formOf(declared);
  const { inputs_list: inputs, triggered } = window.dash_clientside.callback_context;
  if (form.of === null) return undefined; // the page is being opened
  const known = (/** @type {Part} */ part) => form.parts[part.key] ?? usual(part);
  const news = said(form, inputs.map(fitting(form)), triggered).filter(
    ({ part, text, touched }) => touched.filter(isNews(form)).length && text !== known(part),
  );
  if (!news.length) return undefined;
  /** @type {Record<string, string | undefined>} */
  const changed = Object.fromEntries(news.flatMap(({ part }) => part.resets || []).map((key) => [key, undefined]));
  for (const { part, text } of news) changed[part.key] = text;
  const search = rewritten(form, changed);
  // What stands on the page is the answer to this address, too.
  if (search !== undefined && news.every(({ part }) => part.quiet)) form.asked = search;
  return search;
}

/** For such a page: which controls have been changed by a person, and what they hold now.
 * @param {any[]} given their values, and what Python declared @returns {Input[]} */
export function changes(...given) {
  const form = formOf(given[given.length - 1]);
  const { inputs_list: inputs, triggered } = window.dash_clientside.callback_context;
  if (form.of === null) return []; // the page is being opened
  const touched = new Set(triggered.map((/** @type {{ prop_id: string }} */ one) => one.prop_id));
  const is = (/** @type {Input} */ { id, property }) => touched.has(nameOf(id, property));
  return inputs.flat().filter(is).map(fitting(form)).filter(isNews(form));
}

// ---- rows that are added and taken off ----

/** The form's rows: their part, and what the address says of each. @param {Form} form @returns {[Part, string[]]} */
function rowsOf(form) {
  const part = /** @type {Part} */ (form.declared.parts.find(({ rows }) => rows));
  const { [part.key]: text } = partsOf(form);
  return [part, text.split(part.between ?? "").filter(Boolean)];
}

/** Add the row that belongs to what was chosen in a combobox, which is empty again. @param {string} chosen
 * @param {Record<string, string>} starts what a new row has after what was chosen @param {Declared} declared */
export function addRow(chosen, starts, declared) {
  const { no_update: unchanged } = window.dash_clientside;
  const form = formOf(declared);
  if (!chosen || form.of === null) return [unchanged, unchanged];
  const [{ key, inside = "", between = "" }, rows] = rowsOf(form);
  const row = chosen + inside + starts[chosen];
  return [rewritten(form, { [key]: [...rows, row].join(between) }) ?? unchanged, ""];
}

/** Take off the row whose button was clicked.
 * @param {unknown} _ @param {Declared | null} declared nothing where the page, and its rows, are gone */
export function takeOffRow(_, declared) {
  if (!declared) return undefined;
  const [form, id] = [formOf(declared), clickedId()];
  if (!id || form.of === null) return undefined;
  const [{ key, between = "" }, rows] = rowsOf(form);
  return rewritten(form, { [key]: rows.filter((_, at) => at !== id.row).join(between) });
}
