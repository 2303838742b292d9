/* What every module needs: elements, the server's files, and the view.
 *
 * The address owns the view: go() changes the address, and whatever follows it (called by Dash, too, whenever it
 * changes) reads it and has everything drawn again. Nothing else keeps a state. */
import { blank, rules, says, write } from "./address.js";
import { within } from "./base.js";
import { named, namesHeld } from "./own-held.js";

export { queryOf, rules } from "./address.js";

/** The view that is shown. */
export const state = blank();

/** Addresses of the server's files. @type {Record<string, string>} */
export const files = JSON.parse(document.getElementById("atlas-files")?.textContent || "{}");

/** Fetch a module that is wanted later, by its name. @type {(name: string) => Promise<any>} */
export const bring = window.dash_clientside.bring;

/** An element. Of its attributes, `text` is its text, and `onclick` and the like are listeners; those that are null,
 * undefined or false are left out.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...Child} children @returns {any} */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "text") made.textContent = value;
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** An element of a drawing.
 * @param {string} tag @param {Record<string, any>} attributes @param {...(Node | string)} children */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** What dashboard/parts/plain_markup.py wrote: text, or a tag with its attributes and what is in it; a drawing too.
 * @param {any} one @param {(tag: string, ...given: any[]) => any} make @returns {any} */
export function markup(one, make = element) {
  if (!Array.isArray(one)) return one;
  const [tag, attributes, ...inner] = one;
  const made = tag === "svg" ? svg : make;
  return made(tag, attributes, ...inner.map((each) => markup(each, made)));
}

/** The element of an id, as whoever asks for it knows it: an input, say. @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** All elements of a selector, as whoever asks for them knows them. @param {string} selector @returns {any[]} */
export const every = (selector) => [...document.querySelectorAll(selector)];

/** Fill an element, where the page has it. @param {string} id @param {...(Node | string)} children */
export const replace = (id, ...children) => byId(id)?.replaceChildren(...children);

/** Fill it with plain markup of the server's. @param {string} id @param {any[]} inner */
export const insert = (id, inner) => replace(id, ...inner.map((one) => markup(one)));

/** Hide an element, where the page has it, or show it. @param {string} id */
export function hide(id, is = true) {
  const one = byId(id);
  if (one) one.hidden = is;
}

/** Give a component of Dash's properties. @param {any} id @param {object} props */
export const give = (id, props) => window.dash_clientside.set_props(id, props);

/** @type {Record<string, Promise<any>>} */
const loading = {};

/** Fetch one of the server's files, once. @param {string} name @param {string} [address] of one without a name */
export function load(name, address = files[name]) {
  loading[address] ||= fetch(address).then((answer) => {
    if (answer.ok) return answer.json();
    delete loading[address];
    throw new Error(`${address}: ${answer.status}`);
  });
  return loading[address];
}

/** A view of areas and nothing else, for pages whose map shows what the server found. @param {Partial<View>} [more] */
export const showAreas = (more) =>
  Object.assign(state, { level: "lsoa", second: "", classes: null, selected: [], practices: [], pcns: [], ...more });

/** Do something once what has been drawn stands on the screen. @param {() => void} then */
export const afterPaint = (then) => requestAnimationFrame(() => setTimeout(then, 0));

/** Draws the view of an address, on the page that is open. @type {(search: string) => void} */
let draws = () => undefined;
/** Say how the page draws the view of an address. @param {typeof draws} how */
export function drawn(how) {
  draws = how;
}

/** The address that the page is about to have. @type {string | null} */
let next = null;

/** Change the view by changing the address. It is drawn at once: Dash, which takes several times as long to tell all of
 * the page that its address is another, does so once it stands on the screen. @param {Partial<View>} change */
export function go(change) {
  // What was looked for goes with the selection that it led to.
  const other = change.selected && String(change.selected) !== String(state.selected) ? { found: "" } : {};
  const search = write({ ...state, ...other, ...change });
  if (search === (next ?? window.location.search)) return;
  next = search;
  draws(search);
  afterPaint(() => {
    if (next !== search) return; // somebody has gone on
    next = null;
    give("url", { search });
  });
}

// Ask for what the first map needs while the rest of the page is still being put together.
if (within(window.location.pathname) === "/" && files.one) {
  const first = says(window.location.search).get("i") || state.indicator;
  const one = /^[a-z0-9_]+$/.test(first) && !named(first).length ? [files.one.replace("{id}", first)] : [];
  for (const address of [files.atlas, ...one]) load("", address).catch(() => null);
}

/** Copy a text; the button that was clicked says how it went, and then again what it does.
 * @param {HTMLElement} button @param {string} text @param {{ usual: string, done: string, failed: string }} words */
async function copy(button, text, { usual, done, failed }) {
  button.textContent = await navigator.clipboard.writeText(text).then(
    () => done,
    () => failed,
  );
  setTimeout(() => {
    button.textContent = usual;
  }, 2500);
}

/** Copy the text of what a button names in `data-copies`. @param {HTMLElement} button */
export function copyText(button) {
  button.dataset.usual ||= button.textContent || "";
  const { usual = "", copied: done = "", failed = "", copies = "" } = button.dataset;
  return copy(button, byId(copies).textContent, { usual, done, failed });
}

/** What was said of the link that was copied last: the next one may lack nothing. */
let lacked = "";

/** Copy the page's address, which holds the whole view, and say what it does not hold. @param {HTMLElement} button */
export function copyLink(button) {
  const lacks = [button.dataset.lacks, namesHeld(window.location.search) && rules.labels.lacks_own];
  const said = lacks.filter(Boolean).join(" ");
  // Whatever else stands there, such as how the making of a file goes, is not ours to take away.
  if (said || (lacked && byId("handover-status").textContent === lacked)) byId("handover-status").textContent = said;
  lacked = said;
  return copy(button, window.location.href, rules.labels.copy);
}
