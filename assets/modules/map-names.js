/* What is written on the map: names of places, and numbers of zones, none over another. */
import { element, state } from "./core.js";
import { meet, over } from "./map-fit.js";
import { say } from "./numbers.js";
import * as values from "./values.js";

/** @typedef {"far" | "town" | "near" | "venue" | "road" | "street"} Look of a name */
/** @typedef {{ at: Point, text: string, look: Look, rank: number, dot?: boolean, beside?: number }} Named a name:
 * where it belongs, its look, what comes before it (lower ranks), whether it stands by a dot of its own, or how far
 * beside what is drawn there (pixels) */

/** Fonts by look, as in the styles, and half of the height of a line. @type {Record<string, [string, number]>} */
const LOOKS = {
  far: ["700 17px", 11],
  town: ["700 15px", 9],
  near: ["600 13px", 9],
  venue: ["500 13px", 8],
  road: ["700 12px", 8],
  street: ["500 13px", 8],
};
const DOTS = { far: 6, town: 5, near: 4 }; // half of the room that a place's dot takes
/** @type {{ names: Named[], full: Box[], larger: number }} */
const NONE = { names: [], full: [], larger: 0 };
const APART = 220; // pixels between two names that are the same
const SAID = "#legend, #on-the-map, #find, #map-choice, .leaflet-control, .map-pin > div";
const SESSIONS = ".session-number span"; // numbers of a page's own
const NEAR = 11.5;
const NUMBER = 10; // pixels, half of a zone's number when far out
const BESIDE = 27; // pixels from a place to a zone's number beside it
/** Where beside a place a zone's number may stand, in parts of that. */
const AROUND = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
];
/** Look of what stands with its middle on a place. */
const MIDDLE = "position-absolute translate-middle";
const BADGE = "badge rounded-pill border border-2 border-white";
const pen = document.createElement("canvas").getContext("2d"); // only to measure words with

/** @type {Leaflet} */
let map = null;
/** What a click on a number does. @type {(n: number) => void} */
let open = () => undefined;
/** Whether a place lies on a dark colour. @type {(at: Leaflet) => boolean} */
let dark = () => false;
/** What else is named, and boxes that are drawn full, once that is known.
 * @type {(zoom: number) => { names: Named[], full: Box[], larger: number }} */
let others = () => NONE;
/** @type {Leaflet[]} */
let names = [];
/** @type {Leaflet[]} */
let numbers = [];
/** Where the numbers are. @type {Box[]} */
let numbered = [];
/** @type {number[][]} */
let groups = [];

/** A map is there. @param {Leaflet} fresh @param {typeof open} opens @param {typeof dark} isDark */
export function begin(fresh, opens, isDark) {
  [map, open, dark, names, numbers, numbered, groups] = [fresh, opens, isDark, [], [], [], []];
  others = () => NONE;
}

/** Say what else is to be named. @param {typeof others} how */
export function also(how) {
  others = how;
  placeNames();
}

/** @param {Point} at @param {object} icon @param {object} more */
const marker = ([longitude, latitude], icon, more) =>
  window.L.marker([latitude, longitude], {
    pane: "names",
    keyboard: false,
    icon: window.L.divIcon({ iconSize: [0, 0], ...icon }),
    ...more,
  });

/** Districts at their towns when far out, neighbourhoods or wards when near; own groups where these are shown.
 * @param {number} rank @returns {Named[]} */
function larger(rank) {
  const { areas } = values.known;
  const own = state.level === "grouping" ? areas.grouping : null;
  const near = own || map.getZoom() >= NEAR;
  const those = own || (near ? (state.level === "ward" ? areas.ward : areas.neighbourhood) : areas.district);
  const look = near ? "near" : "far";
  return those.name.map((text, at) => {
    const town = those.town?.[at];
    return { at: town || those.at[at], text, look, rank: near && !own ? rank : -1, dot: Boolean(town) };
  });
}

/** Half of the room that a place's dot takes. @param {Look} look */
const dotOf = (look) => /** @type {any} */ (DOTS)[look] || DOTS.near;

/** Where a name may stand, by how far its middle is from its place: beside a dot or a mark, else on its place; a
 * district's town also beside the numbers that are in the way.
 * @param {Named} one @param {number} half of its width */
function spots({ look, rank, dot = false, beside: mark = 0 }, half) {
  const [across, down] = [half, LOOKS[look][1]];
  const by = dot ? dotOf(look) : mark;
  if (!by) return [[0, 0]];
  const beside = (/** @type {number} */ far, /** @type {number} */ along) => [
    [across + far, along],
    [-across - far, along],
  ];
  const around = (/** @type {number} */ far) => [...beside(far, 0), [0, -down - far], [0, down + far]];
  if (!dot || rank >= 0) return around(by);
  const farther = [0, 1, 2, 3].map((steps) => by + steps * NUMBER);
  return farther.flatMap((far) => [...around(far), ...beside(far, down), ...beside(far, -down)]);
}

/** A box of pixels around a place. @param {Point} at @param {number} half of its width @returns {Box} */
function square([longitude, latitude], half) {
  const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
  return [x - half, y - half, x + half, y + half];
}

/** The box of a number, which is wider than high. @param {Box} box @returns {Box} */
const wide = ([left, top, right, bottom]) => [left - 4, top, right + 4, bottom];

/** Write the names that have room where they belong; the others are left out: elsewhere they would mislead. */
export function placeNames() {
  for (const one of names) one.remove();
  names = [];
  if (!map || !values.known.areas || !pen) return;
  const more = others(map.getZoom());
  const size = map.getSize();
  const badges = [...numbered, ...over(SESSIONS)];
  const full = [...numbered.map(wide), ...over(`${SAID}, ${SESSIONS}`), ...more.full];
  const inside = (/** @type {Box} */ box) => box[0] >= 0 && box[1] >= 0 && box[2] <= size.x && box[3] <= size.y;
  const family = getComputedStyle(document.body).fontFamily;
  /** Where each text stands already. @type {Map<string, Leaflet[]>} */
  const written = new Map();
  const every = [...larger(more.larger), ...more.names].sort((a, b) => a.rank - b.rank);
  const dotBox = (/** @type {Named} */ { at, look }) => square(at, dotOf(look));
  // Dots of the districts' towns, which no other name may take.
  const towns = new Map(every.filter(({ dot, rank }) => dot && rank < 0).map((one) => [one, dotBox(one)]));
  full.push(...towns.values());
  const free = (/** @type {Box} */ box, /** @type {Box | undefined} */ own) =>
    inside(box) && !full.some((one) => one !== own && meet(box, one));
  for (const one of every) {
    const point = map.latLngToContainerPoint([one.at[1], one.at[0]]);
    const { x, y } = point;
    if (!inside([x, y, x, y]) || written.get(one.text)?.some((other) => other.distanceTo(point) < APART)) continue;
    const [font, down] = LOOKS[one.look];
    pen.font = `${font} ${family}`;
    const half = pen.measureText(one.text).width / 2 + 2;
    const dot = dotBox(one);
    // A town whose dot lies under a number is named all the same.
    const hidden = one.dot && badges.some((box) => meet(box, dot));
    if (one.dot && !hidden && !free(dot, towns.get(one))) continue;
    /** @type {(by: number[]) => Box} */
    const room = ([across, along]) => [x + across - half, y + along - down, x + across + half, y + along + down];
    const move = spots(one, half).find((to) => free(room(to), towns.get(one)));
    if (!move) continue;
    full.push(room(move), ...(one.dot ? [dot] : []));
    written.set(one.text, [...(written.get(one.text) || []), point]);
    write({ ...one, dot: one.dot && !hidden }, move, half);
  }
}

/** @param {Named} one @param {number[]} move @param {number} half of its width */
function write({ at, text, look, dot }, move, half) {
  const middle = map.latLngToContainerPoint([at[1], at[0]]).add(move);
  // White only where all of the name lies on dark colours.
  const beneath = [0, -half, half].map((by) => map.containerPointToLatLng(middle.add([by, 0])));
  const ink = beneath.every(dark) ? " on-dark" : "";
  const html = element("span", { class: `${MIDDLE} text-nowrap`, text });
  const word = { className: `place-name ${look}${ink}`, html, iconAnchor: [-move[0], -move[1]] };
  const point = { className: `town-dot ${look}`, html: element("i"), iconAnchor: [0, 0] };
  for (const icon of dot ? [point, word] : [word]) names.push(marker(at, icon, { interactive: false }).addTo(map));
}

/** Number groups of areas on the map, from 1, each in the area nearest to its middle. @param {number[][]} those */
export function number(those) {
  groups = those;
  placeNumbers();
}

/** Where the areas of a zone are, those nearest to its middle first. @param {number[]} places @returns {Point[]} */
function fromMiddle(places) {
  const { at } = values.known.areas;
  const mean = [0, 1].map((i) => places.reduce((sum, place) => sum + at[place][i], 0) / places.length);
  const far = (/** @type {Point} */ point) => (point[0] - mean[0]) ** 2 + (point[1] - mean[1]) ** 2;
  return places.map((place) => at[place]).sort((a, b) => far(a) - far(b));
}

/** Where a zone's number may stand: in the area nearest to its middle; where a session's number is, in another of its
 * areas, or else beside the first. @param {number[]} places @param {number} half of its width @param {Box[]} sessions
 * @returns {Point[]} */
function numberSpots(places, half, sessions) {
  const inside = fromMiddle(places);
  const free = (/** @type {Point} */ at) => !sessions.some((one) => meet(one, wide(square(at, half))));
  if (free(inside[0])) return inside.slice(0, 1);
  const middle = map.latLngToContainerPoint([inside[0][1], inside[0][0]]);
  const beside = AROUND.map(([across, down]) => {
    const { lat, lng } = map.containerPointToLatLng(middle.add([across * BESIDE, down * BESIDE]));
    return /** @type {Point} */ ([lng, lat]);
  });
  return [...inside, ...beside].filter(free);
}

/** The lowest numbers first, smaller when far out, and none over another. */
export function placeNumbers() {
  for (const one of numbers) one.remove();
  [numbers, numbered] = [[], []];
  const sessions = groups.length ? over(SESSIONS) : [];
  const size = groups.length ? map.getSize() : null;
  const half = groups.length && map.getZoom() < NEAR ? NUMBER : 13;
  for (const [n, places] of groups.entries()) {
    if (!places.length) continue; // a number that is not given
    const free = (/** @type {Box} */ box) =>
      meet(box, [0, 0, size.x, size.y]) && !numbered.some((one) => meet(box, one));
    const place = numberSpots(places, half, sessions).find((at) => free(square(at, half)));
    if (!place) continue;
    numbered.push(square(place, half));
    const html = element("span", { class: `${MIDDLE} ${BADGE}`, text: String(n + 1) });
    const icon = { className: half === NUMBER ? "zone-number far" : "zone-number", html };
    numbers.push(
      marker(place, icon, { title: say("zone", { n: n + 1 }) })
        .on("click", () => open(n))
        .addTo(map),
    );
  }
}
