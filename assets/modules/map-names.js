/* What is written on the map: names of places, and numbers of zones, none over another. */
import { element, state } from "./core.js";
import { say } from "./numbers.js";
import * as values from "./values.js";

/** @typedef {[number, number, number, number]} Box left, top, right, bottom, in the map's window */

const DOT = 6; // half of the room that a town's dot takes
/** Look of what stands with its middle on a place. */
const MIDDLE = "position-absolute translate-middle";
const BADGE = "badge rounded-pill border border-2 border-white";
const pen = document.createElement("canvas").getContext("2d"); // only to measure words with

/** @type {Leaflet} */
let map = null;
/** What a click on a number does. @type {(n: number) => void} */
let open = () => undefined;
/** @type {Leaflet[]} */
let names = [];
/** @type {Leaflet[]} */
let numbers = [];
/** Where the numbers are. @type {Box[]} */
let numbered = [];
/** @type {number[][]} */
let groups = [];

/** A map is there. @param {Leaflet} fresh @param {(n: number) => void} opens */
export function begin(fresh, opens) {
  [map, open, names, numbers, numbered, groups] = [fresh, opens, [], [], [], []];
}

const meet = (/** @type {Box} */ a, /** @type {Box} */ b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** @param {Point} at @param {object} icon @param {object} more */
const marker = ([longitude, latitude], icon, more) =>
  window.L.marker([latitude, longitude], {
    pane: "names",
    keyboard: false,
    icon: window.L.divIcon({ iconSize: [0, 0], ...icon }),
    ...more,
  });

/** Boxes that names must leave free: numbers, the legend, the map's buttons. @returns {Box[]} */
function taken() {
  const frame = map.getContainer().getBoundingClientRect();
  const over = [...document.querySelectorAll("#legend, .leaflet-control")].map((one) => one.getBoundingClientRect());
  const box = (/** @type {DOMRect} */ { left, top, right, bottom }) =>
    /** @type {Box} */ ([left - frame.left, top - frame.top, right - frame.left, bottom - frame.top]);
  return [...numbered, ...over.map(box)];
}

/** Names of districts at their towns when far out, of neighbourhoods when near; none over another. */
export function placeNames() {
  for (const one of names) one.remove();
  names = [];
  if (!map || !values.known.areas || !pen) return;
  const { areas } = values.known;
  const own = state.level === "grouping" ? areas.grouping : null;
  const near = own || map.getZoom() >= 11.5;
  const larger = own || (near ? (state.level === "ward" ? areas.ward : areas.neighbourhood) : areas.district);
  const size = map.getSize();
  const full = taken();
  const free = (/** @type {Box} */ box) =>
    box[0] >= 0 && box[1] >= 0 && box[2] <= size.x && box[3] <= size.y && !full.some((one) => meet(box, one));
  pen.font = `${near ? "600 13px" : "700 17px"} ${getComputedStyle(document.body).fontFamily}`;
  for (const [at, name] of larger.name.entries()) {
    const town = larger.town?.[at];
    const place = town || larger.at[at];
    const { x, y } = map.latLngToContainerPoint([place[1], place[0]]);
    const half = pen.measureText(name).width / 2 + 2;
    /** @type {(by: number[]) => Box} */
    const room = ([right, down]) => [x + right - half, y + down - 10, x + right + half, y + down + 10];
    /** @type {Box} */
    const dot = [x - DOT, y - DOT, x + DOT, y + DOT];
    if (town && !free(dot)) continue;
    // A town's name touches its dot; a name without room is left out, as elsewhere it would mislead.
    const aside = half + DOT;
    const beside = [
      [aside, 0],
      [-aside, 0],
      [0, -10 - DOT],
      [0, 10 + DOT],
    ];
    const move = (town ? beside : [[0, 0]]).find((by) => free(room(by)));
    if (!move) continue;
    full.push(room(move), ...(town ? [dot] : []));
    const html = element("span", { class: `${MIDDLE} text-nowrap`, text: name });
    const word = { className: near ? "place-name" : "place-name far", html, iconAnchor: [-move[0], -move[1]] };
    const point = { className: "town-dot", html: element("i"), iconAnchor: [0, 0] };
    for (const icon of town ? [point, word] : [word])
      names.push(marker(place, icon, { interactive: false }).addTo(map));
  }
}

/** Number groups of areas on the map, from 1, each in the area nearest to its middle. @param {number[][]} those */
export function number(those) {
  groups = those;
  placeNumbers();
}

/** The area nearest to the middle of some. @param {number[]} places */
function middle(places) {
  const { at } = values.known.areas;
  const mean = [0, 1].map((i) => places.reduce((sum, place) => sum + at[place][i], 0) / places.length);
  const far = (/** @type {number} */ place) => (at[place][0] - mean[0]) ** 2 + (at[place][1] - mean[1]) ** 2;
  return places.reduce((near, place) => (far(place) < far(near) ? place : near), places[0]);
}

/** The lowest numbers first, smaller when far out, and none over another. */
export function placeNumbers() {
  for (const one of numbers) one.remove();
  [numbers, numbered] = [[], []];
  const { at } = groups.length ? values.known.areas : { at: [] };
  const size = groups.length ? map.getSize() : null;
  const half = groups.length && map.getZoom() < 11.5 ? 10 : 13;
  for (const [n, places] of groups.entries()) {
    const place = at[middle(places)];
    const { x, y } = map.latLngToContainerPoint([place[1], place[0]]);
    /** @type {Box} */
    const box = [x - half, y - half, x + half, y + half];
    if (!meet(box, [0, 0, size.x, size.y]) || numbered.some((one) => meet(box, one))) continue;
    numbered.push(box);
    const html = element("span", { class: `${MIDDLE} ${BADGE}`, text: String(n + 1) });
    const icon = { className: half < 13 ? "zone-number far" : "zone-number", html };
    numbers.push(
      marker(place, icon, { title: say("zone", { n: n + 1 }) })
        .on("click", () => open(n))
        .addTo(map),
    );
  }
}
