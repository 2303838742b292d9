/* "Who have we heard from?": what an exercise says, and its map. The server has written all of it. */
import { byId, give, hide, insert, showAreas } from "../core.js";
import { draw as drawMap, hover, leaflet, use, whenThere } from "../map.js";
import { units } from "../values.js";
import { put } from "./heard-page.js";
import { levelOf } from "./heard-waves.js";

/** The server's answer. @type {any} */
let found = null;
let way = ""; // how ratios stand on the map
let fitted = false; // whether the map has been

/** Nothing is shown any more. */
export function forget() {
  [found, way, fitted] = [null, "", false];
}

/** Show what an exercise says. @param {Answer} answer */
export function show(answer) {
  forget();
  found = answer;
  put(found);
  hide("heard-results", false);
  give("heard-level", { value: levelOf(found, "heard-level") });
  level(levelOf(found, "heard-level"), byId("heard-aim").value);
  use({ say: said, points() {} });
  showAreas({ level: found.map.level });
  const ways = Object.keys(found.map.shown);
  hide("heard-ratio-field", ways.length < 2);
  give("heard-ratio", { value: ways[0] });
  ratio(ways[0]);
  byId("finding").focus({ preventScroll: true });
  byId("heard-results").scrollIntoView({ block: "start" });
}

/** Show a level's table, and what would balance it. @param {string} chosen @param {string} aim */
export function level(chosen, aim) {
  const one = found?.levels[chosen];
  if (!one) return;
  insert("heard-level-table", one.table);
  hide("heard-balance", !(aim in one.balance));
  insert("heard-balance-table", one.balance[aim] || []);
}

/** Show ratios as counted or smoothed. @param {string} chosen */
export function ratio(chosen) {
  if (!found?.map.shown[chosen] || chosen === way) return;
  way = chosen;
  insert("heard-key", found.map.shown[way].key);
  whenThere(draw, () => found && byId("map-frame"));
}

/** The address from which the Seldom-heard page starts. @param {string} name of the exercise */
export const look = (name) => (found?.look ? `${found.look}&x=${encodeURIComponent((name || "").trim())}` : undefined);

function draw() {
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
  drawMap({ of: classes, colours, edge }, all, [], { around: fitted ? null : all });
  fitted = true;
  hide("map-wait");
  document.body.dataset.drawn = `heard-${of}-${way}`;
}

/** What is said of a place under the pointer. @param {string} code */
function said(code) {
  const { codes = [], said: all = [], part, not_asked: none } = found?.map || {};
  const lines = all[codes.indexOf(code)] || (part && [none]);
  return lines ? hover(code, lines) : "";
}
