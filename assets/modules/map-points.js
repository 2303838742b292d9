/* Practices as points on the map. */
import { say } from "./numbers.js";
import * as values from "./values.js";

/** How they look: those that are asked for, and others. */
export const MINE = { radius: 8, fillColor: "#b0307a" };
export const OTHERS = { radius: 5, fillColor: "#5c3566" };
const EDGE = { weight: 2, color: "#ffffff", fillOpacity: 1 };

/** @type {Leaflet[]} what is drawn */
let pointed = [];
/** The map that they are on, and what draws them there. @type {{ map: Leaflet, dots: Leaflet }} */
let on = { map: null, dots: null };

/** Draw those that have a look, in place of what is drawn; the larger lie above. A click opens one.
 * @param {Leaflet} map @param {(one: Practice) => { radius: number } | null} look its radius and colour, or null to
 * leave it out @param {(code: string) => void} open */
export function draw(map, look, open) {
  for (const one of pointed) one.remove();
  // Apart from the areas: a second canvas above theirs would keep every click and hover from them.
  if (on.map !== map) on = { map, dots: window.L.svg({ pane: "practices" }) };
  const shown = values.known.footprints.practices.flatMap((one) => {
    const its = one.at[0] === null ? null : look(one);
    return its ? [{ one, its }] : [];
  });
  pointed = shown.sort((a, b) => a.its.radius - b.its.radius).map(({ one, its }) => dot(one, its, open));
}

/** A look may have a text of its own. @param {Practice} one @param {{ radius: number, text?: string }} look
 * @param {(code: string) => void} open */
function dot({ at, code, name }, look, open) {
  const text = look.text ?? say("practice", { name });
  return window.L.circleMarker([at[1], at[0]], { pane: "practices", renderer: on.dots, ...EDGE, ...look, code, text })
    .bindTooltip(text, { className: "hover", opacity: 1 })
    .on("click", () => open(code))
    .addTo(on.map);
}

/** Have a keyboard reach them too, and stay on the one that it is on where they are drawn anew.
 * @param {string} held code of that one @param {(code: string) => void} open */
export function reachable(held, open) {
  for (const point of pointed) {
    const [at, { code, text }] = [point.getElement(), point.options];
    Object.assign(at, { tabIndex: 0, role: "button", ariaLabel: text });
    at.dataset.code = code;
    at.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => key === "Enter" && open(code));
    if (code === held) at.focus({ preventScroll: true });
  }
}
