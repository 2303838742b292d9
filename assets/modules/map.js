/* The map: colours, outlines, the selection, and points of practices. Leaflet is known only here, in the other modules
 * map-…, paper.js, clusters.js and in dashboard/parts/map.py. */
import { afterPaint, bring, element, files, give, state } from "./core.js";
import * as place from "./map-fit.js";
import * as names from "./map-names.js";
import { say } from "./numbers.js";
import { outerEdge } from "./outer-edge.js";
import * as values from "./values.js";

// The map keeps paper of its own on a dark page too: two people on two screens see the same map.
const LOOK = { waiting: "#e9ecef", edge: "#ffffff", ink: "#15202b", paper: "#ffffff", line: "#33424f", pin: "#ffbf47" };

/** Put the pin at a place, with words beside it, or take it off: see map-pin.js.
 * @param {Point | null} point longitude and latitude @param {string} [text] */
export async function pinAt(point, text) {
  if (map) (await bring("map-pin")).pinAt(map, point, text);
}

/** Kinds of marks that are switched on. @type {string[]} */
let marks = [];
/** What draws the ground under the map, once it has come. @type {typeof import("./map-ground.js") | null} */
let ground = null;
/** What places what is said of an area. @type {typeof import("./map-hover.js").tell} */
let tell = () => undefined;

/** How practices look as points: those that are asked for, and others. */
export const MINE = { radius: 8, fillColor: "#b0307a" };
export const OTHERS = { radius: 5, fillColor: "#5c3566" };

/** @type {{ code: string, layer: Leaflet }[]} of each unit */
let layers = [];
/** @type {Leaflet} */
let map = null;
/** The level of the outlines that Leaflet has, or has been told to fetch. @type {Level} */
let level = "lsoa";
/** @type {Paint | null} */
let painted = null;
/** @type {Set<number>} */
let inView = new Set();
/** Codes of the areas to draw, where all would be too many. @type {Set<string> | null} */
let kept = null;
let keptKey = "";
/** @type {Leaflet[]} lines around the selection */
let lines = [];
/** @type {Leaflet[]} */
const wards = [];
/** @type {Leaflet[]} practices */
let pointed = [];
/** @type {Leaflet} what draws them */
let dots = null;

/** What the page around the map does with it. */
const nothing = () => undefined;
/** @type {MapPage} */
const NOBODY = {
  click: nothing,
  find: nothing,
  number: nothing,
  mark: nothing,
  moved: nothing,
  say: () => "",
  points: nothing,
};
let page = NOBODY;

/** Say whose map this now is. @param {Partial<MapPage>} handlers */
export function use(handlers) {
  page = { ...NOBODY, ...handlers };
}

/** Leaflet's own map. @returns {Leaflet} */
export const leaflet = () => map;

/** Whether the wards' outlines are there. */
export const hasWards = () => wards.length > 0;

/** Whether white is better seen on a colour than ink; of a pattern (areas of several) it is not asked.
 * @param {any} colour */
function isDark(colour) {
  if (typeof colour !== "string") return false;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

// ---- what Leaflet asks for (dashboard/parts/map.py) ----

/** @param {{ id: string }} feature */
export function style({ id }) {
  const at = values.known.areas ? values.units().place[id] : undefined;
  if (!painted || at === undefined) return { fillColor: LOOK.waiting, fillOpacity: 1, color: LOOK.edge, weight: 0.5 };
  const { faint, no_figure: none } = values.known.catalogue.legend;
  const of = painted.of[at];
  const shown = inView.has(at);
  // Opaque: what the map shows is the legend's colour.
  const base = { fillOpacity: shown ? 1 : faint, opacity: shown ? 1 : 0.4 };
  if (of === -1) return { ...base, fillColor: none, color: LOOK.line, dashArray: "3 3", weight: 0.8 };
  const fillColor = painted.colours[of];
  const ink = isDark(fillColor) ? LOOK.paper : LOOK.ink;
  if (painted.edge?.(at)) return { ...base, fillColor, color: ink, dashArray: "2 3", weight: 1.4 };
  if (shown && painted.flagged?.(at)) return { ...base, fillColor, color: ink, dashArray: "1 4", weight: 1.6 };
  // Among streets the edge of an area is the stronger line.
  const usual = map?.getZoom() >= 11 ? 0.9 : 0.35;
  const weight = files.streets && map?.getZoom() >= 13.5 ? 2 : state.level !== "lsoa" ? 1 : usual;
  // Few groups, of which neighbours may well have one colour.
  const color = state.level === "grouping" ? LOOK.line : LOOK.edge;
  return { ...base, fillColor, color, dashArray: null, weight };
}

/** @param {string} color @param {number} weight @param {number} opacity */
const line = (color, weight, opacity) => ({ fill: false, color, weight, opacity, interactive: false });

export const outlineStyle = () => line(LOOK.line, 1.5, 0.9);

/** Below the outlines of districts: a pale line, so that they are seen on dark areas too. */
export const casingStyle = () => line(LOOK.paper, 4, 0.9);

/** Wards, and only when near enough for them to say something. */
export function wardStyle() {
  const near = map?.getZoom() >= 11 && state.level !== "ward";
  return near ? line(LOOK.line, 0.7, 0.8) : line(LOOK.line, 0, 0);
}

/** Whether an outline is drawn at all (Leaflet asks when it reads the file). @param {{ id: string }} feature */
export const keep = ({ id }) => !kept || kept.has(id);

/** @param {any} _ @param {Leaflet} layer @param {{ map: Leaflet }} context */
export function eachWard(_, layer, context) {
  if (context.map !== map) ready(context.map);
  wards.push(layer);
}

/** @param {{ id: string }} feature @param {Leaflet} layer @param {{ map: Leaflet }} context */
export function eachArea({ id }, layer, context) {
  if (context.map !== map) ready(context.map);
  if (!id) {
    // Areas in none of the level's units: they can be told from others, and nothing more.
    const out = () => values.known.catalogue.legend.level[state.level].out || "";
    layer.on({
      mouseover: (/** @type {{ latlng: Leaflet }} */ { latlng }) => tell(map, layer, out(), latlng),
      mouseout: () => tell(map),
    });
    return;
  }
  layers.push({ code: id, layer });
  layer.on({
    click: (/** @type {{ originalEvent: MouseEvent }} */ { originalEvent: by }) =>
      page.click(id, by.shiftKey || by.ctrlKey || by.metaKey),
    mouseover(/** @type {{ latlng: Leaflet }} */ { latlng }) {
      tell(map, layer, page.say(id), latlng);
      page.mark(id);
    },
    mouseout() {
      tell(map);
      page.mark(null);
    },
  });
}

/** A map is there, the first or a new one after a change of page. @param {Leaflet} fresh */
function ready(fresh) {
  map = fresh;
  [level, kept, keptKey, layers, lines, pointed, dots] = ["lsoa", null, "", [], [], [], null];
  wards.length = 0;
  for (const [pane, z] of /** @type {[string, number][]} */ ([
    ["ground", 455],
    ["selection", 460],
    ["marks", 465],
    ["practices", 470],
    ["names", 620],
  ])) {
    if (!map.getPane(pane)) map.createPane(pane).style.zIndex = z;
    if (!["practices", "marks"].includes(pane)) map.getPane(pane).style.pointerEvents = "none";
  }
  names.begin(map, (n) => page.number(n), liesDark);
  [begun, ground] = [false, null]; // what was drawn on another map is gone with it
  map.on("zoomend", restyle);
  map.on("moveend", () => {
    names.placeNumbers();
    page.points();
    ground?.draw();
    names.placeNames();
    page.moved();
  });
  place.begin(map);
  // Before the outlines are there: none of them is then placed twice.
  if (values.known.areas) place.around(window.L.latLngBounds(values.known.areas.bounds));
}

// ---- drawing ----

function restyle() {
  for (const { layer, code } of layers) layer.setStyle(style({ id: code }));
  for (const layer of wards) layer.setStyle(wardStyle());
}

/** Have the outlines of the view's level, or of some of its areas; true when they are there.
 * @param {number[] | null} drawn */
export function ask(drawn = null) {
  if (!map?.getContainer().isConnected) return false;
  const key = drawn ? `${drawn.length}|${drawn[0]}|${drawn[drawn.length - 1]}` : "";
  if (level !== state.level || key !== keptKey) {
    [level, keptKey, layers] = [state.level, key, []];
    kept = drawn && new Set(drawn.map((at) => values.known.areas.code[at]));
    const url = `${files[`outlines-${level}`]}${key ? `#${key}` : ""}`;
    give("areas-layer", { url });
  }
  return layers.length === (kept ? kept.size : values.units().code.length);
}

let soon = 0;
/** Draw as soon as the outlines are there, if that is still wanted then; only the newest wish counts.
 * @param {() => void} then @param {() => boolean} wanted */
export function whenThere(then, wanted) {
  clearTimeout(soon);
  if (!wanted()) return;
  if (ask()) then();
  else soon = setTimeout(() => whenThere(then, wanted), 30);
}

/** What is said of a unit under the pointer: its names, and lines below. @param {string} code @param {Child[]} lines */
export function hover(code, lines) {
  const { name, note, place } = values.units();
  const below = lines.map((line) => (typeof line === "string" ? element("div", { class: "note", text: line }) : line));
  const whose = element("span", { class: "note ms-2", text: note[place[code]] });
  return element("div", {}, element("strong", { text: name[place[code]] }), whose, ...below);
}

/** Places of the areas around what the map shows, once it is near enough; else, and of a page that was left, null. */
export function nearby() {
  if (!map?.getContainer().isConnected || !values.known.areas || map.getZoom() < 10.5) return null;
  const here = map.getBounds().pad(0.25);
  return new Set(values.everywhere().filter((at) => here.contains([...values.known.areas.at[at]].reverse())));
}

/** Draw the view. @param {Paint} paint @param {number[]} view the units in view @param {number[]} selection units
 * @param {{ pin?: number | null, around?: number[] | null }} more one unit marked among the selection; and units to
 * show as large as they fit */
export function draw(paint, view, selection, { pin = null, around = null } = {}) {
  painted = paint;
  inView = new Set(view);
  const zoom = map.getZoom();
  if (around) fit(around);
  if (map.getZoom() === zoom) restyle(); // another zoom has done it
  drawSelection(new Set(selection), pin);
  page.points();
  place.settle();
  names.placeNames();
  if (!begun) afterPaint(beginGround);
  begun = true;
  if (files.streets && streets !== map) afterPaint(() => bring("streets").then(({ begin }) => begin(map)));
  streets = map;
}

let begun = false;

/** The first map stands: what lies on it besides its colours comes. */
async function beginGround() {
  [ground, { tell }] = await Promise.all([bring("map-ground"), bring("map-hover")]);
  ground?.begin(map, isOn, (key) => page.find(key));
}

const isOn = (/** @type {string} */ code) => marks.includes(code);

/** Called by Dash: other marks are switched on. @param {string[] | null} codes */
export function switched(codes) {
  marks = codes || [];
  if (!map?.getContainer().isConnected) return;
  page.points();
  ground?.draw();
  names.placeNames();
}

/** Whether a place lies on a dark colour, as the map is painted now. @param {Leaflet} at */
function liesDark(at) {
  const holds = (/** @type {any} */ { geometry: { type, coordinates } }) =>
    (type === "Polygon" ? coordinates : coordinates.flat()).filter((/** @type {Point[]} */ ring) =>
      inside([at.lng, at.lat], ring),
    ).length % 2;
  const under = layers.find(({ layer }) => layer.getBounds().contains(at) && holds(layer.feature));
  return Boolean(under) && under?.layer.options.fillOpacity > 0.5 && isDark(under?.layer.options.fillColor);
}

/** The map that has the streets. @type {Leaflet} */
let streets = null;

/** @param {Set<number>} chosen @param {number | null} pin */
function drawSelection(chosen, pin) {
  for (const one of lines) one.remove();
  lines = [];
  const { place } = values.units();
  const those = (/** @type {(at: number) => boolean} */ is) =>
    layers.filter(({ code }) => is(place[code])).map(({ layer }) => layer.feature);
  const shapes = those((at) => chosen.has(at));
  if (!shapes.length) return;
  const around = (/** @type {any} */ what, /** @type {string} */ color, /** @type {number} */ weight) => {
    const look = { pane: "selection", interactive: false, style: { fill: false, color, weight } };
    return window.L.geoJSON(what, { ...look, renderer: window.L.svg({ pane: "selection" }) }).addTo(map);
  };
  // Borders within it keep the thin line that they have anyway.
  const edge = outerEdge(shapes);
  lines = [around(edge, LOOK.paper, 5), around(edge, LOOK.ink, 2.5)];
  const pinned = those((at) => at === pin);
  if (pinned.length) lines.push(around(pinned, LOOK.pin, 5));
}

/** Show these units as large as they fit into what is free of the map. @param {number[]} places */
export function fit(places) {
  const { code } = values.units();
  const wanted = new Set(places.map((at) => code[at]));
  const parts = layers.filter((one) => wanted.has(one.code)).map(({ layer }) => layer.getBounds());
  const bounds = parts.reduce((all, one) => all.extend(one), window.L.latLngBounds([]));
  if (map && bounds.isValid()) place.around(bounds, parts);
}

/** Show a box as large as it fits. @param {Box} box west, south, east and north in degrees */
export function fitBox([west, south, east, north]) {
  const corners = [
    [south, west],
    [north, east],
  ];
  if (map) place.around(window.L.latLngBounds(corners));
}

/** Move the map as little as brings the selection out from under what covers the window from below.
 * @param {number} top where that begins, in the window */
export function uncover(top) {
  const box = map?.getContainer().getBoundingClientRect();
  if (!lines.length || box.bottom <= top) return;
  const paddings = { paddingTopLeft: [24, 84], paddingBottomRight: [24, box.bottom - top + 24] };
  map.panInside(lines[0].getBounds().getCenter(), { ...paddings, animate: false });
}

/** A point of a practice. Drawn apart from the areas: a second canvas above theirs would keep every click and hover
 * from them. @param {Practice} one @param {object} look radius and colour @param {(code: string) => void} open */
function dot(one, look, open) {
  dots ||= window.L.svg({ pane: "practices" });
  const text = say("practice", { name: one.name });
  const said = { code: one.code, text };
  const drawn = { pane: "practices", renderer: dots, weight: 2, color: LOOK.paper, fillOpacity: 1, ...look, ...said };
  return window.L.circleMarker([one.at[1], one.at[0]], drawn)
    .bindTooltip(text, { className: "hover", opacity: 1 })
    .on("click", () => open(one.code))
    .addTo(map);
}

/** Have a keyboard reach some points too, and stay on the one that it is on where they are drawn anew.
 * @param {string} held code of that one @param {(code: string) => void} open */
function reachable(held, open) {
  for (const point of pointed) {
    const [at, { code, text }] = [point.getElement(), point.options];
    Object.assign(at, { tabIndex: 0, role: "button", ariaLabel: text });
    at.dataset.code = code;
    at.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => key === "Enter" && open(code));
    if (code === held) at.focus({ preventScroll: true });
  }
}

/** Practices as points: `look` gives each its radius and colour, or null to leave it out; the larger lie above. A click
 * opens one. @param {(one: Practice) => { radius: number } | null} look @param {(code: string) => void} open */
export function points(look, open) {
  for (const one of pointed) one.remove();
  pointed = [];
  if (!map || !values.known.footprints) return;
  const shown = values.known.footprints.practices.flatMap((one) => {
    const its = one.at[0] === null ? null : look(one);
    return its ? [{ one, its }] : [];
  });
  pointed = shown.sort((a, b) => a.its.radius - b.its.radius).map(({ one, its }) => dot(one, its, open));
}

/** Some practices always, all others when near. @param {(code: string) => void} open @param {Practice[]} some */
export function placePractices(open, some = []) {
  const near = map?.getZoom() >= 12.5 && isOn("gp");
  const here = map?.getBounds();
  const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.code || "";
  points((one) => (some.includes(one) ? MINE : near && here.contains([one.at[1], one.at[0]]) ? OTHERS : null), open);
  reachable(held, open);
}

/** Number groups of areas on the map, from 1, each in the area nearest to its middle. @param {number[][]} those */
export const number = (those) => names.number(those);

/** Whether a point lies in a ring. @param {Point} point @param {Point[]} ring */
const inside = ([x, y], ring) =>
  ring.reduce((is, [xi, yi], i) => {
    const [xj, yj] = ring[(i + ring.length - 1) % ring.length];
    return yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi ? !is : is;
  }, false);

/** Units whose label point lies in shapes drawn on the map. @param {any[]} shapes */
export function within(shapes) {
  const { areas } = values.known;
  const { at: points } = areas[areas.levels[state.level]] || areas;
  const drawn = shapes
    .filter(({ geometry }) => geometry.type === "Polygon")
    .map(({ geometry }) => geometry.coordinates[0]);
  return values.units().code.filter((_, at) => drawn.some((ring) => inside(points[at], ring)));
}
