/* Layers of one's own that this page holds, until it is left or loaded anew. What the page asks the server for carries
 * them (server.js); nothing else keeps them. */

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
