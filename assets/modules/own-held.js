/* Layers of one's own that this page holds, until it is left or loaded anew. What the page asks the server for carries
 * them (server.js); nothing else keeps them. */

/** By id. @type {Map<string, OwnLayer>} */
const layers = new Map();
/** Ids of those that are somewhere else too: saved as a file, or kept. @type {Set<string>} */
const safe = new Set();

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

/** A layer is somewhere else too, so that nobody need be warned. @param {string} id */
export const secure = (id) => safe.add(id);

/* Whoever leaves is asked first, as long as something would be lost. */
window.addEventListener("beforeunload", (event) => {
  if (held().some(({ id }) => !safe.has(id))) event.preventDefault();
});

/** Links that lead somewhere else, or that others follow. */
const OTHERS = "[target], [download], [data-file], .inside";

/* Whoever follows a link of the atlas's own while the page holds layers stays in the page, as with the links of Dash's
 * own (dcc.Link): a page that is loaded anew has none. */
document.addEventListener("click", (event) => {
  const link = /** @type {any} */ (event.target).closest?.("a[href]");
  const anew = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!layers.size || !link || anew || event.defaultPrevented || link.matches(OTHERS)) return;
  const { origin, pathname, search } = window.location;
  if (link.origin !== origin || (link.pathname === pathname && link.search === search)) return;
  event.preventDefault();
  window.history.pushState({}, "", link.href);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
});
