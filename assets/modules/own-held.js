/* Layers of one's own that this page holds, until it is left or loaded anew. What the page asks the server for carries
 * them (dashboard/web/carried_layers.py); nothing else keeps them. */
import { within } from "./base.js";

const TYPE = "application/x-own-layers";
/** What is the same for everybody, and what is typed to find a place. */
const WITHOUT = /^\/(files|assets|modules|tiles|_dash-component-suites|find\/places?)(\/|$)/;
/** Pictures of the map, which show points too (_PICTURE of carried_layers.py). */
const PICTURE = /^\/export\/(png|svg)$/;
const NAMES = /own_(points_)?[0-9a-f]{12}/g;

/** What stands in the page of them (dashboard/own_shown.py): ids of those that are kept on the server for whoever is
 * here, how many a page holds at most, and what is said of more.
 * @type {{ kept: string[], most: number, full: string }} */
export const atStart = JSON.parse(document.getElementById("atlas-own")?.textContent || "{}");

/** By id. @type {Map<string, OwnLayer>} */
const layers = new Map();
/** Ids of those that are somewhere else too: saved as a file, or kept. @type {Set<string>} */
const safe = new Set();

/** Those that are held, in the order in which they came. */
export const held = () => [...layers.values()];

/** Hold more, if there is room for all of them; whoever shows what is held is told. A request carries no more than so
 * many: with one too many, none would be answered. @param {OwnLayer[]} more
 * @returns {string} "", or that there is no room */
export function hold(...more) {
  if (new Set([...layers.keys(), ...more.map(({ id }) => id)]).size > atStart.most) return atStart.full;
  for (const layer of more) layers.set(layer.id, layer);
  document.dispatchEvent(new CustomEvent("own-held"));
  return "";
}

/** Hold one no longer. @param {string} id */
export function drop(id) {
  if (layers.delete(id)) document.dispatchEvent(new CustomEvent("own-held"));
}

/** A layer is somewhere else too, so that nobody need be warned. @param {string} id */
export const secure = (id) => safe.add(id);

/** Ids of layers that a text names, an address for example; of one id whether it is one. @param {string} text */
export const named = (text) => text.match(NAMES) || [];

/** Whether an address names what this page alone holds. @param {string} text */
export const namesHeld = (text) => named(text).some((id) => layers.has(id));

/** Points that lie on the map, as whoever draws them says. @type {() => OwnLayer[]} */
let drawn = () => [];

/** Who draws points. @param {() => OwnLayer[]} those says which lie on the map */
export function drawnBy(those) {
  drawn = those;
}

/** Those that an address is asked with: points are in pictures of the map alone. @param {string} path */
const askedWith = (path) => [...held().filter(({ kind }) => kind !== "points"), ...(PICTURE.test(path) ? drawn() : [])];

/** How something is asked for with the layers that are held: what would be sent follows them, and the server sees it as
 * it would have been. As it is where none is held, or nothing follows from them.
 * @param {string} address @param {RequestInit} options @returns {RequestInit} */
export function carrying(address, options) {
  if (!layers.size) return options;
  const path = within(new URL(address, window.location.href).pathname);
  const those = askedWith(path);
  if (!those.length || WITHOUT.test(path)) return options;
  const { method = "GET", body = "" } = options;
  const headers = new Headers(options.headers);
  // What the browser would say of the body by itself.
  const type = headers.get("Content-Type") || new Response(body).headers.get("Content-Type") || "";
  headers.set("Own-Method", method.toUpperCase());
  headers.set("Own-Type", type);
  headers.set("Content-Type", TYPE);
  const before = `[${those.map(({ text }) => text).join()}]\n`;
  const all = new Blob([before, /** @type {BlobPart} */ (body ?? "")]);
  return { ...options, method: "POST", headers, body: all, cache: "no-store" };
}

/* Whoever leaves is asked first, as long as something would be lost. */
window.addEventListener("beforeunload", (event) => {
  if (held().some(({ id }) => !safe.has(id))) event.preventDefault();
});

/** Lead to another page of the atlas and stay in this one, as the links of Dash's own do (dcc.Link): a page that is
 * loaded anew holds nothing. @param {string} address @param {{ instead?: boolean }} way whether the way back is not to
 * lead here */
export function lead(address, { instead = false } = {}) {
  window.history[instead ? "replaceState" : "pushState"]({}, "", address);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
}

/** Links that lead to no page of the atlas, or that others follow. */
const OTHERS = "[target], [download], [data-file], .inside";

/* Whoever follows a link of the atlas's own while the page holds layers stays in the page. */
document.addEventListener("click", (event) => {
  const link = /** @type {any} */ (event.target).closest?.("a[href]");
  const anew = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!layers.size || !link || anew || event.defaultPrevented || link.matches(OTHERS)) return;
  const { origin, pathname, search } = window.location;
  if (link.origin !== origin || (link.pathname === pathname && link.search === search)) return;
  event.preventDefault();
  lead(link.href);
});
