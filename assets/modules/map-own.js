/* Points of one's own that this page holds (layers/own/own_points.py), as kinds of marks of the map: each is a switch
 * in the menu "On the map" (dashboard/parts/map_ground.py), beside those that stand in the address. */
import { fill } from "./base.js";
import { byId, element } from "./core.js";
import { drawnBy, held } from "./own-held.js";

/** Those that are taken off the map, and those that are put on where none is at first. @type {Map<string, boolean>} */
const switched = new Map();
/** What they are drawn from, by the text that holds them. @type {Map<string, any>} */
const read = new Map();

/** Points that are looked at on the page where they are brought, before it holds them. @type {OwnLayer | null} */
let looked = null;

/** Have points drawn on the map of that page; null for none. @param {OwnLayer | null} layer */
export function look(layer) {
  looked = layer;
  document.dispatchEvent(new CustomEvent("own-looked"));
}

const points = () => held().filter(({ kind }) => kind === "points");

/** @param {string} text */
function pointsOf(text) {
  if (!read.has(text)) {
    const { names: name, longitudes, latitudes } = JSON.parse(text).points;
    read.set(text, {
      name,
      at: longitudes.map((/** @type {number} */ x, /** @type {number} */ n) => [x, latitudes[n]]),
    });
  }
  return read.get(text);
}

/** Whether points lie on the map. @param {string} id */
const isOn = (id) => switched.get(id) ?? byId("own-marks")?.dataset.usual === "on";

/** Those that lie on the map. */
const onMap = () => points().filter(({ id }) => isOn(id));

drawnBy(onMap);

/** Places of those that are on the map, by id. @returns {Record<string, import("./map-ground.js").Places>} */
export function places() {
  const those = onMap();
  if (looked && byId("own-look")) those.push(looked);
  return Object.fromEntries(those.map(({ id, text }) => [id, pointsOf(text)]));
}

/** How the points of an id are drawn and what is said of one. @param {string} id @param {any} rule for all of them */
export function kindOf(id, rule) {
  const { label = "" } = [...points(), looked].find((one) => one?.id === id) || {};
  return { ...rule, one: fill(rule.one, { label }) };
}

/** Have the menu and the key of the map offer what is held.
 * @param {any} rule how it is drawn @param {() => void} draw draws the marks */
export function offer(rule, draw) {
  const named = (/** @type {string} */ label) =>
    element(
      "span",
      { class: "d-inline-flex align-items-center gap-2" },
      element("img", { src: rule.picture, width: 16, height: 16, alt: "" }),
      fill(rule.label, { label }),
    );
  const switches = points().map(({ id, label }) => {
    const box = element("input", { type: "checkbox", role: "switch", class: "form-check-input", id: `mark-${id}` });
    box.checked = isOn(id);
    box.addEventListener("change", () => {
      switched.set(id, box.checked);
      draw();
    });
    const words = element("label", { class: "form-check-label", for: box.id }, named(label));
    return element("div", { class: "form-check form-switch" }, box, words);
  });
  byId("own-marks")?.replaceChildren(...switches);
  const key = byId("marks-key");
  for (const one of key?.querySelectorAll("[data-own]") || []) one.remove();
  const rows = points().map(({ id, label }) =>
    element("li", { "data-mark": id, "data-own": true, hidden: true }, named(label)),
  );
  key?.append(...rows);
}
