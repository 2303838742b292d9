/* "Bring your own figures": the list of what the page holds, with ways on, and a way to take each off. */
import { say } from "../asking.js";
import { fill } from "../base.js";
import { byId, element, give, replace } from "../core.js";
import { save as download } from "../handing.js";
import { drop, held, secure } from "../own-held.js";

/** What Python tells the page (dashboard/own/form.py). @type {any} */
let told = {};

/** The page is there. @param {any} given what Python tells it */
export function begin(given) {
  told = given;
  show();
}

/** A label as part of a file's name: small letters and digits, with hyphens between. @param {string} label */
const slug = (label) =>
  (
    label
      .normalize("NFD")
      .replace(/\p{Diacritic}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) || []
  )
    .join("-")
    .slice(0, 60);

/** Give one as a file; whoever has it need not be warned any more. @param {OwnLayer} layer @param {string} line the id
 * of where that is said */
export function save(layer, line) {
  const named = { name: slug(layer.label), day: new Date().toISOString().slice(0, 10) };
  download(new Blob([layer.text], { type: "application/json" }), fill(told.file, named));
  secure(layer.id);
  say(line, fill(told.texts.saved, layer));
}

/** Whoever takes one off is at the next one, or at the field for a file. @param {OwnLayer} layer */
function takeOff(layer) {
  const at = held().findIndex(({ id }) => id === layer.id);
  drop(layer.id);
  say(told.heldLine, fill(told.texts.taken_off, layer));
  const offs = byId("own-list").querySelectorAll("[data-off]");
  (offs[at] || offs[at - 1] || byId("own-file")).focus();
}

/** Offer one to be kept (own-kept.js). @param {OwnLayer} layer */
const keep = (layer) => give("own-made", { data: { ...layer, picked: true } });

/** @param {OwnLayer} layer */
function line(layer) {
  const { texts } = told;
  const button = (/** @type {string} */ text, /** @type {string} */ what, /** @type {any} */ more) =>
    element("button", {
      type: "button",
      class: "btn btn-link p-0",
      text,
      "aria-label": fill(what, layer),
      ...more,
    });
  const href = fill(layer.kind === "points" ? told.mapPoints : told.map, layer);
  return element(
    "li",
    { class: "d-flex flex-wrap gap-3 align-items-baseline py-2 border-bottom" },
    element(
      "div",
      { class: "flex-fill" },
      element("div", { class: "fw-semibold", text: layer.label }),
      element("div", { class: "note", text: fill(texts.licence, layer) }),
    ),
    element("a", { href, text: texts.map, "aria-label": fill(texts.map_what, layer) }),
    // Where figures can be kept, and by whoever may.
    byId("own-keep") && button(texts.keep, texts.keep_what, { "data-keep": "", onclick: () => keep(layer) }),
    button(texts.save, texts.save_what, { onclick: () => save(layer, told.heldLine) }),
    button(texts.take_off, texts.take_off_what, { "data-off": "", onclick: () => takeOff(layer) }),
  );
}

/** Show what is held, where the page has a place for it. */
function show() {
  if (!byId("own-list")) return;
  const lines = held().map(line);
  replace("own-list", ...(lines.length ? lines : [element("li", { class: "note", text: told.texts.none })]));
}

document.addEventListener("own-held", show);
