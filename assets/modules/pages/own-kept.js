/* "Bring your own figures": what is kept on the server (dashboard/own/kept_layers.py). A button's `data-kept` says what
 * it asks for; the fields of its form go along. */
import { say } from "../asking.js";
import { byId, give, hide, replace } from "../core.js";
import { drop, held, secure } from "../own-held.js";
import * as own from "./own.js";

/** Where it is said what became of the list of what the page holds. */
const HELD = "own-held-said";

/** What was made last can be kept, or what was picked of the list, to whose fields one is led.
 * @param {(OwnLayer & { picked?: boolean }) | null} made */
export function offer(made) {
  if (!byId("own-keep")) return;
  hide("own-keep", !made);
  hide("own-keep-none", Boolean(made));
  replace("own-keep-what", made?.label || "");
  if (made?.picked) byId("own-keep-button").focus();
}

/** Something was done: a layer is safe now, others are in the lists of indicators, or the page is to hold places.
 * @param {{ kept?: string, others?: boolean, show?: OwnLayer, said?: string } | null} what */
export function done(what) {
  if (!what) return;
  if (what.show) return show(what.show, what.said || "");
  if (what.kept) kept(what.kept);
  document.dispatchEvent(new CustomEvent("own-held"));
  // What was pressed may be gone with the list.
  requestAnimationFrame(() => byId("own-kept-said")?.focus());
}

/** What is kept is in the atlas without the page; places are only drawn by a page that holds them.
 * @param {string} id */
function kept(id) {
  secure(id);
  if (held().find((layer) => layer.id === id)?.kind !== "points") drop(id);
  own.kept(id);
  offer(null);
}

/** Hold what is kept; the list of what the page holds says so. @param {OwnLayer} layer @param {string} text */
function show(layer, text) {
  if (!own.keeps(layer, HELD)) return;
  secure(layer.id);
  say(HELD, text);
  byId("own-held").scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest?.("[data-kept]");
  if (!(button instanceof HTMLElement)) return;
  const form = button.closest("[data-kept-form]");
  const holds = (/** @type {string} */ field) => /** @type {any} */ (form?.querySelector(field))?.value || "";
  const asked = JSON.parse(button.dataset.kept || "{}");
  give("own-kept-asked", { data: { ...asked, until: holds("input"), seen_by: holds("select") } });
});
