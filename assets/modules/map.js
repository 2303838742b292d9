/* The map: colours, outlines, the selection, and points of practices. Leaflet is known only here, in the other modules
 * map-…, paper.js, clusters.js and in dashboard/parts/map.py. */
import { afterPaint, bring, element, files, give, state } from "./core.js";
import * as place from "./map-fit.js";
import * as names from "./map-names.js";
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
/** What finds the edge around several areas; until it has come, each of them has its outline.
 * @type {typeof import("./outer-edge.js").outerEdge | null} */
let outerEdge = null;

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
/** Units of those in view that stand out while somebody points at what is said of them; null for all of them.
 * @type {Set<number> | null} */
let standing = null;
/** Codes of the areas to draw, where all would be too many. @type {Set<string> | null} */
let kept = null;
let keptKey = "";
/** What is selected, and the unit that is marked in it. @type {{ chosen: Set<number>, pin: number | null }} */
let selected = { chosen: new Set(), pin: null };
/** @type {Leaflet[]} lines around the selection */
let lines = [];
/** @type {Leaflet[]} */
const wards = [];

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
  const shown = inView.has(at) && (standing?.has(at) ?? true);
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

/** Below the outlines of all districts a pale line, so that they are seen on dark areas too. @param {any} district
 * @param {Leaflet} _ @param {{ map: Leaflet }} context */
export function eachDistrict(district, _, context) {
  const style = line(LOOK.paper, 4, 0.9);
  window.L.geoJSON(district, { pane: "districts", interactive: false, style }).addTo(context.map).bringToBack();
}

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

/** A canvas redraws only while it is there: Leaflet forgets a frame that it has asked for when it draws all before that
 * has come, and cannot take it back when the map goes. @param {{ prototype: any, include: Function }} Canvas */
function redrawWhileThere(Canvas) {
  const redraw = Canvas.prototype._redraw;
  /** @this {any} */
  function whileThere() {
    if (this._ctx) redraw.call(this);
  }
  Canvas.include({ _redraw: whileThere });
}

/** A map is there, the first or a new one after a change of page. @param {Leaflet} fresh */
function ready(fresh) {
  if (!map) redrawWhileThere(window.L.Canvas);
  map = fresh;
  [level, kept, keptKey, layers, lines] = ["lsoa", null, "", [], []];
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

/** Have some of the units in view stand out, as if the others were filtered out, or all of them again.
 * @param {number[] | null} places */
export function forward(places) {
  if (!places && !standing) return;
  standing = places && new Set(places);
  restyle();
}

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
  [painted, inView, standing] = [paint, new Set(view), null];
  const zoom = map.getZoom();
  if (around) fit(around);
  if (map.getZoom() === zoom) restyle(); // another zoom has done it
  selected = { chosen: new Set(selection), pin };
  drawSelection();
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
  [ground, { tell }, { outerEdge }] = await Promise.all(["map-ground", "map-hover", "outer-edge"].map(bring));
  ground?.begin(map, isOn, (key) => page.find(key));
  drawSelection();
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

function drawSelection() {
  const { chosen, pin } = selected;
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
  const edge = outerEdge?.(shapes) ?? shapes;
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

/** Practices as points, once what draws them has come: see map-points.js.
 * @param {(one: Practice) => { radius: number } | null} look @param {(code: string) => void} open */
export async function points(look, open) {
  const { draw } = await bring("map-points");
  if (map && values.known.footprints) draw(map, look, open);
}

/** Some practices always, all others when near; a keyboard reaches them.
 * @param {(code: string) => void} open @param {Practice[]} some */
export async function placePractices(open, some = []) {
  const { draw, reachable, MINE, OTHERS } = await bring("map-points");
  if (!map || !values.known.footprints) return;
  const near = map.getZoom() >= 12.5 && isOn("gp");
  const here = map.getBounds();
  const looks = (/** @type {Practice} */ one) => {
    if (some.includes(one)) return MINE;
    return near && here.contains([one.at[1], one.at[0]]) ? OTHERS : null;
  };
  const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.code || "";
  draw(map, looks, open);
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
