/* "Who have we heard from?": what an exercise says, and its map. The server has written all of it. */
import { element, state } from "../core.js";
import { ask, draw as drawMap, leaflet, use } from "../map.js";
import { units } from "../values.js";
import { fill, give, holder, put } from "./heard-page.js";
import { levelOf } from "./heard-waves.js";

const LOOKED = 30; // milliseconds between two looks whether the map is there

/** The server's answer. @type {any} */
let found = null;
let way = ""; // how ratios stand on the map

/** Nothing is shown any more. */
export function forget() {
  [found, way] = [null, ""];
}

/** Show what an exercise says. @param {Answer} answer */
export function show(answer) {
  forget();
  found = answer;
  put(found);
  holder("heard-results").hidden = false;
  give("heard-level", { value: levelOf(found, "heard-level") });
  level(levelOf(found, "heard-level"), holder("heard-aim").value);
  use({ say: said, points() {} });
  Object.assign(state, { level: found.map.level, second: "", classes: null, selected: [], practices: [], pcns: [] });
  const ways = Object.keys(found.map.shown);
  holder("heard-ratio-field").hidden = ways.length < 2;
  give("heard-ratio", { value: ways[0] });
  ratio(ways[0]);
  holder("finding").focus({ preventScroll: true });
  holder("heard-results").scrollIntoView({ block: "start" });
}

/** Show a level's table, and what would balance it. @param {string} chosen @param {string} aim */
export function level(chosen, aim) {
  const one = found?.levels[chosen];
  if (!one) return;
  fill("heard-level-table", one.table);
  holder("heard-balance").hidden = !(aim in one.balance);
  fill("heard-balance-table", one.balance[aim] || []);
}

/** Show ratios as counted or smoothed. @param {string} chosen */
export function ratio(chosen) {
  if (!found?.map.shown[chosen] || chosen === way) return;
  const fit = way === "";
  way = chosen;
  fill("heard-key", found.map.shown[way].key);
  waitForMap(() => draw(fit));
}

/** The address from which the Seldom-heard page starts. @param {string} name of the exercise */
export const look = (name) => (found?.look ? `${found.look}&x=${encodeURIComponent((name || "").trim())}` : undefined);

/** @param {() => void} then */
function waitForMap(then) {
  if (!found || !holder("map-frame")) return;
  if (ask()) then();
  else setTimeout(() => waitForMap(then), LOOKED);
}

/** @param {boolean} fit whether the map is fitted to what it shows */
function draw(fit) {
  const { code, place } = units();
  const { codes, colours, level: of, part, shown } = found.map;
  const at = codes.map((/** @type {string} */ one) => place[one]);
  const classes = new Array(code.length).fill(-1);
  shown[way].of.forEach((/** @type {number} */ one, /** @type {number} */ n) => {
    classes[at[n]] = one;
  });
  const all = part ? at : code.map((_, n) => n);
  const dashed = new Set(shown[way].dashed.map((/** @type {number} */ n) => at[n]));
  leaflet()?.invalidateSize({ animate: false }); // it may have been made while nothing of it was to be seen
  const edge = (/** @type {number} */ one) => dashed.has(one);
  drawMap({ of: classes, colours, edge }, all, [], { around: fit ? all : null });
  holder("map-wait").hidden = true;
  document.body.dataset.drawn = `heard-${of}-${way}`;
}

/** What is said of a place under the pointer. @param {string} code */
function said(code) {
  const { name, note, place } = units();
  const n = found ? found.map.codes.indexOf(code) : -1;
  const lines = found?.map.said[n] || (found?.map.part && [found.map.not_asked]);
  if (!lines) return "";
  const below = lines.map((/** @type {string} */ text) => element("div", { class: "hover-line", text }));
  const of = element("span", { class: "hover-code", text: note[place[code]] });
  return element("div", {}, element("strong", { text: name[place[code]] }), of, ...below);
}
