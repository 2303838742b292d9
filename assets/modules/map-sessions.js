/* Sessions on the map: numbered, each with a circle as wide as its reach; and, once it is near, the venues that could
 * have been chosen. Leaflet draws. */
import { element } from "./core.js";
import { placeNames, placeNumbers } from "./map-names.js";

const BADGE = "position-absolute translate-middle badge rounded-pill border border-2 border-white";
const CIRCLE = { color: "#b0307a", weight: 2, fillColor: "#b0307a", fillOpacity: 0.08, interactive: false };
const DOT = { radius: 4, weight: 1, color: "#ffffff", fillColor: "#5c3566", fillOpacity: 1 };
const TIP = { className: "hover", opacity: 1 };

/** @type {Leaflet[]} circles and numbers */
let sessions = [];
/** @type {Leaflet[]} */
let dots = [];
/** The map that they are on, what draws them there, and what says a venue's name.
 * @type {{ map: Leaflet, circles: Leaflet, dots: Leaflet, tip: Leaflet }} */
let on = { map: null, circles: null, dots: null, tip: null };

/** Draw the sessions in place of those that are drawn, each with a circle where a reach is given.
 * @param {Leaflet} map @param {Pick<Sessions, "sessions" | "metres">} shown
 * @param {string | null} chosen the one whose card is open @param {(id: string) => void} open */
export function draw(map, shown, chosen, open) {
  for (const one of sessions) one.remove();
  if (on.map !== map) {
    const [circles, dots] = ["selection", "practices"].map((pane) => window.L.svg({ pane }));
    on = { map, circles, dots, tip: window.L.tooltip(TIP) };
  }
  const circles = (shown.metres ? shown.sessions : []).map(({ at }) =>
    window.L.circle([at[1], at[0]], { ...CIRCLE, pane: "selection", renderer: on.circles, radius: shown.metres }),
  );
  sessions = [...circles, ...shown.sessions.map((one, n) => number(one, n, one.id === chosen, open))];
  for (const one of sessions) one.addTo(map);
  // Neither a zone's number nor a name below a session's.
  placeNumbers();
  placeNames();
}

/** @param {SessionPoint} one @param {number} n @param {boolean} isChosen @param {(id: string) => void} open */
function number({ id, name, at, number: own }, n, isChosen, open) {
  const given = own ?? n + 1;
  const html = element("span", { class: BADGE, text: given });
  const className = isChosen ? "session-number is-chosen" : "session-number";
  const icon = window.L.divIcon({ iconSize: [0, 0], className, html });
  const text = element("span", { text: `${given}. ${name}` });
  // The list beside the map leads to each of them by the keyboard.
  return window.L.marker([at[1], at[0]], {
    pane: "names",
    keyboard: false,
    icon,
    zIndexOffset: isChosen ? 2000 : 1000 - n,
  })
    .bindTooltip(text, TIP)
    .on("click", () => open(id));
}

/** Draw the venues that could have been chosen, where the map is near enough to tell them apart.
 * @param {Leaflet} map @param {Sessions} shown */
export function drawVenues(map, shown) {
  for (const one of dots) one.remove();
  on.tip?.remove();
  const near = map.getZoom() >= shown.near && on.map === map;
  const here = map.getBounds();
  dots = !near ? [] : shown.venues.filter(({ at }) => here.contains([at[1], at[0]])).map((one) => dot(one).addTo(map));
}

/** A venue's name is said by one tooltip for all: with one of its own, which Leaflet shows also to a keyboard, each of
 * the hundreds would be a tab stop. @param {SessionPoint} venue */
function dot({ at, name }) {
  const place = [at[1], at[0]];
  const said = () =>
    on.tip
      .setLatLng(place)
      .setContent(element("span", { text: name }))
      .addTo(on.map);
  return window.L.circleMarker(place, { ...DOT, pane: "practices", renderer: on.dots }).on({
    mouseover: said,
    mouseout: () => on.tip.remove(),
  });
}
