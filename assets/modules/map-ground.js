/* The ground under the map: motorways, stations, stops, venues and names of places and streets. It comes after the
 * first map (dashboard/ground_data.py), streets and stops only when near. What is drawn from where, and in which order
 * names are written, says dashboard/parts/map_ground.toml. */
import { fill } from "./base.js";
import { element, every, load } from "./core.js";
import * as names from "./map-names.js";
import * as own from "./map-own.js";
import { known as sent } from "./values.js";

/** @typedef {{ name: string[], at: Point[], key?: string[] }} Places with what an address calls them, if it can */
/** @typedef {[string, Point, string | undefined]} Here name, point and key of a place that is on the map */
/** @typedef {{ one: string, from: number, words: number, picture: string }} Kind of mark */

const HALF = 8; // pixels, of a mark
const SMALL = 3; // of a stop
const BEFORE = 0.5; // as much zoom before streets are seen, they are asked for

/** @type {Leaflet} */
let map = null;
/** The server's file. @type {any} */
let ground = null;
/** The other, of streets and stops: asked for when near. @type {{ streets: Places, stops: Places } | null} */
let near = null;
/** What lies on the map. @type {Leaflet[]} */
let lines = [];
let width = 0;
/** @type {Leaflet[]} */
let marks = [];
/** Where they are, and how large. @type {[Point, number][]} */
let taken = [];
/** Kinds of marks that are switched on. @type {(code: string) => boolean} */
let shows = () => false;
/** Opens the mark of a key. @type {(key: string) => void} */
let opens = () => undefined;

/** A map is there. @param {Leaflet} fresh @param {typeof shows} switched whether a kind of mark is on
 * @param {typeof opens} find what a click on a mark does */
export async function begin(fresh, switched, find) {
  [map, shows, opens, lines, marks] = [fresh, switched, find, [], []];
  ground ||= await load("ground");
  if (map !== fresh || !fresh.getContainer().isConnected) return;
  offer();
  draw();
  names.also(named);
}

/** Points of one's own can be switched on and off. */
function offer() {
  own.offer(ground.rules.own, () => {
    draw();
    names.placeNames();
  });
}

for (const what of ["own-held", "own-looked"])
  document.addEventListener(what, () => {
    if (!ground || !map?.getContainer().isConnected) return;
    offer();
    draw();
    names.placeNames();
  });

/** Draw what is in sight from here. */
export function draw() {
  if (!ground || !map) return;
  const { rules } = ground;
  const zoom = map.getZoom();
  drawLines(zoom < rules.lines.motorways ? 0 : zoom < rules.lines.wider ? 1 : 1.5);
  if (!near && zoom >= rules.marks.stop.from - BEFORE - 1) fetchNear();
  for (const one of marks) one.remove();
  const seen = inSight(zoom, "from");
  const kinds = new Set(seen.map(([kind]) => kind));
  taken = seen.map(([kind, , , at]) => [at, kind === "stop" ? SMALL : HALF - 2]);
  // Practices are drawn with the map (map.js).
  marks = seen.filter(([kind]) => kind !== "gp").map((one) => mark(...one));
  for (const one of every("#marks-key > li")) one.hidden = !kinds.has(one.dataset.mark);
}

async function fetchNear() {
  const came = await load("ground-streets");
  if (near) return;
  near = came;
  draw();
  names.placeNames();
}

/** Motorways: pale, with an edge, below every name. @param {number} wide in pixels; 0 for none */
function drawLines(wide) {
  if (wide === width && Boolean(wide) === Boolean(lines.length)) return;
  width = wide;
  for (const one of lines) one.remove();
  const renderer = window.L.svg({ pane: "ground" });
  const look = (/** @type {string} */ color, /** @type {number} */ weight, opacity = 1) => ({
    ...{ renderer, pane: "ground", interactive: false, color, weight, opacity },
  });
  const all = ground.motorways.flatMap((/** @type {[string, Leaflet]} */ [, line]) => line);
  const looks = [look("#33424f", 2.4 * wide, 0.55), look("#ffffff", 1.2 * wide, 0.95)];
  lines = wide ? looks.map((one) => window.L.polyline(all, one).addTo(map)) : [];
}

/** Places by kind of mark. @returns {Record<string, Places>} */
function places() {
  const practices = sent.footprints?.practices.filter((one) => one.at[0] !== null) || [];
  const gp = { name: practices.map((one) => one.name), at: /** @type {Point[]} */ (practices.map((one) => one.at)) };
  return { ...ground.marks, gp, stop: near?.stops || { name: [], at: [] }, ...own.places() };
}

/** Those of some places that are on the map. @param {Places} those @returns {Here[]} */
function here({ name, at, key }) {
  const bounds = map.getBounds();
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  const is = (/** @type {Point} */ [x, y]) => x > west && x < east && y > south && y < north;
  return at.flatMap((point, n) => (is(point) ? [/** @type {Here} */ ([name[n], point, key?.[n]])] : []));
}

/** Marks that are on the map now, or those whose names are.
 * @param {number} zoom @param {"from" | "words"} what @returns {[string, Kind, ...Here][]} */
function inSight(zoom, what) {
  const { marks: kinds, own: rule } = ground.rules;
  const switched = new Set(every("#on-the-map input").map(({ value }) => value));
  const all = Object.entries(places()).map(
    ([kind, those]) => /** @type {[string, Kind, Places]} */ ([kind, kinds[kind] || own.kindOf(kind, rule), those]),
  );
  return all
    .filter(([kind, its]) => zoom >= its[what] && (shows(kind) || !switched.has(kind)))
    .flatMap(([kind, its, those]) => here(those).map((one) => /** @type {any} */ ([kind, its, ...one])));
}

/** @param {string} kind @param {Kind} rule @param {string} name @param {Point} at @param {string} [key] */
function mark(kind, { one, picture }, name, [x, y], key) {
  const text = fill(one, { name });
  const icon = window.L.icon({ iconUrl: picture, iconSize: [2 * HALF, 2 * HALF] });
  const told = element("span", { text }); // as text: Leaflet takes a string for HTML
  return window.L.marker([y, x], { pane: "marks", keyboard: false, icon, alt: text })
    .bindTooltip(told, { className: "hover", offset: [HALF, 0], opacity: 1 })
    .on("click", () => key && opens(`${kind}.${key}`))
    .addTo(map);
}

/** What can be named from here, and the boxes that marks take. @param {number} zoom */
function named(zoom) {
  const rules = /** @type {any[]} */ (ground.rules.names);
  /** @type {import("./map-names.js").Named[]} */
  const found = [];
  for (const [rank, { kind, from, look, dot }] of rules.entries()) {
    if (zoom < from || kind === "larger") continue;
    // Where there is a street map, names stand along the streets (streets.js).
    if (kind === "street" && every(".leaflet-street-names-pane canvas").length) continue;
    const add = (/** @type {string} */ text, /** @type {Point} */ at, beside = 0) =>
      found.push({ at, text, look, rank, dot, beside });
    if (kind === "mark") for (const [, , name, at] of inSight(zoom, "words")) add(name, at, HALF + 1);
    else if (kind === "motorway") for (const [ref, at] of shields()) add(ref, at);
    else {
      const those = kind === "street" ? near?.streets : ground.places[kind];
      // Where stops are seen, a street's name stands beside the one that it belongs to.
      const beside = kind === "street" && zoom >= ground.rules.marks.stop.from ? SMALL + 1 : 0;
      for (const [name, at] of those ? here(those) : []) add(name, at, beside);
    }
  }
  return { names: found, full: taken.map(square), larger: rules.findIndex(({ kind }) => kind === "larger") };
}

/** @param {[Point, number]} mark @returns {Box} */
function square([at, half]) {
  const { x, y } = map.latLngToContainerPoint([at[1], at[0]]);
  return [x - half, y - half, x + half, y + half];
}

/** The name of a motorway at every so many of its points. @returns {[string, Point][]} */
function shields() {
  const bounds = map.getBounds();
  return ground.motorways.flatMap((/** @type {[string, Point[][]]} */ [ref, parts]) =>
    parts
      .flat()
      .filter((point, n) => n % 5 === 0 && bounds.contains(point))
      .map(([y, x]) => [ref, [x, y]]),
  );
}
