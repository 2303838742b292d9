/* The pin: where on the map something is that somebody looked for. */
import { element, svg } from "./core.js";

/** @type {Leaflet} */
let pinned = null;

/** Put the pin at a place, with words beside it; there is one pin. It stays where the view changes, until it is put
 * elsewhere or taken off, and is gone with the page. It moves no map: who puts it, fits. @param {Leaflet} map
 * @param {Point | null} point longitude and latitude; null takes the pin off
 * @param {string} [text] what stands there: "S4 7QR", "Owler Lane, Burngreave" */
export function pinAt(map, point, text = "") {
  pinned?.remove();
  pinned = null;
  if (!point) return;
  const drop = svg("svg", {
    class: "flex-shrink-0",
    width: 26,
    height: 34,
    viewBox: "0 0 26 34",
    "aria-hidden": "true",
  });
  drop.append(svg("path", { d: "M13 33C4 20 1 17 1 12a12 12 0 0 1 24 0c0 5-3 8-12 21z" }), svg("circle", PINHOLE));
  const html = element("div", { class: "d-flex" }, drop, element("span", { class: "pin-words", text }));
  const icon = window.L.divIcon({ className: "map-pin", html, iconSize: [0, 0], iconAnchor: [13, 33] });
  pinned = window.L.marker([point[1], point[0]], { pane: "names", interactive: false, keyboard: false, icon }).addTo(
    map,
  );
}

const PINHOLE = { cx: 13, cy: 12, r: 4.5 };
