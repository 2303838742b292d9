/* Layers of one's own that this page holds, until it is left or loaded anew. What the page asks the server for carries
 * them (dashboard/web/carried_layers.py); nothing else keeps them. */
import { within } from "./base.js";

const TYPE = "application/x-own-layers";
/** What is the same for everybody, and what is typed to find a place. */
const WITHOUT = /^\/(files|assets|modules|tiles|_dash-component-suites|find\/places?)(\/|$)/;
const NAMES = /own_(points_)?[0-9a-f]{12}/g;

/** By id. @type {Map<string, OwnLayer>} */
const layers = new Map();

/** Those that are held, in the order in which they came. */
export const held = () => [...layers.values()];

/** Hold one more; whoever shows what is held is told. @param {OwnLayer} layer */
export function hold(layer) {
  layers.set(layer.id, layer);
  document.dispatchEvent(new CustomEvent("own-held"));
}

/** Hold one no longer. @param {string} id */
export function drop(id) {
  if (layers.delete(id)) document.dispatchEvent(new CustomEvent("own-held"));
}

/** Ids of layers that a text names, an address for example; of one id whether it is one. @param {string} text */
export const named = (text) => text.match(NAMES) || [];

/** Whether an address names what this page alone holds. @param {string} text */
export const namesHeld = (text) => named(text).some((id) => layers.has(id));

/** Those that are asked with: points are only drawn. */
const figures = () => held().filter(({ kind }) => kind !== "points");

/** How something is asked for with the layers that are held: what would be sent follows them, and the server sees it as
 * it would have been. As it is where none is held, or nothing follows from them.
 * @param {string} address @param {RequestInit} options @returns {RequestInit} */
export function carrying(address, options) {
  const asked = within(new URL(address, window.location.href).pathname);
  const those = WITHOUT.test(asked) ? [] : figures();
  if (!those.length) return options;
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
