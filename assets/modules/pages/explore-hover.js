/* What is said of a place under the pointer. */
import { element, state } from "../core.js";
import * as map from "../map.js";
import { capital, count, say, standing, written } from "../numbers.js";
import * as values from "../values.js";

/** What has no figure to set beside it. */
const UNCOMPARED = ["category", "rank", "count", "decile", "change"];
const UNPLACED = ["decile", "rank", "change"];

/** @param {string} code of a unit @param {Paint | null} paint what the map is painted by
 * @param {(at: number) => string} cluster what is said of an area as part of a cluster */
export function hover(code, paint, cluster) {
  const units = values.known.areas ? values.units() : null;
  const at = units?.place[code];
  if (!units || at === undefined) return "";
  /** @type {Child[]} */
  const lines = [];
  for (const id of [state.indicator, state.second].filter(Boolean)) {
    const words = values.words(id);
    const { limits } = values.over(id, units.members[at]);
    const percentile = UNPLACED.includes(words.kind) ? null : values.percentile(id, at);
    if (state.second) lines.push(words.label);
    lines.push(element("div", { class: "hover-value fs-5 fw-semibold", text: written(values.all(id)[at], words) }));
    lines.push(moved(words, at), covered(id, units.members[at]));
    const larger = words.ofWards ? "ward" : words.ofLarger;
    if (larger && state.level === "lsoa") lines.push(say(`of_${larger}`, inside(units.members[at][0])));
    lines.push(limits ? likely(words, limits) : "", percentile === null ? "" : standing(percentile));
  }
  lines.push(state.second ? "" : around(units.members[at][0]), paint?.said?.(at), cluster(at));
  lines.push(say(paint?.flagged?.(at) ? "residents_flagged" : "residents", { n: count(units.residents[at]) }));
  return map.hover(code, lines.filter(Boolean));
}

/** Of a change of deciles: from which to which a small area moved, or that it is not compared; else empty.
 * @param {Words} words @param {number} at place of the area */
function moved({ ends }, at) {
  if (!ends || state.level !== "lsoa") return "";
  const [from, to] = ends.map((id) => values.all(id)[at]);
  if (from === null || to === null) return say("not_moved");
  return say("moved_between", { from: count(from), to: count(to) });
}

/** Of one's own figures: why a small area has none, and of how many of its areas a larger one's is; else empty.
 * @param {string} id @param {number[]} areas of the unit */
function covered(id, areas) {
  if (state.level === "lsoa") return capital(values.whyNone(id, areas[0]));
  const known = values.withFigure(id, areas).length;
  return known && known < areas.length ? say("known_in_part", { n: count(known), of: count(areas.length) }) : "";
}

/** Names of the larger areas that an area is in. @param {number} area */
function inside(area) {
  const { ward, neighbourhood } = values.known.areas;
  return { ward: ward.name[ward.of[area]], neighbourhood: neighbourhood.name[neighbourhood.of[area]] };
}

/** @param {Words} words @param {[number, number]} limits */
const likely = (words, [low, high]) =>
  say("likely", { low: written(low, words, { unit: false }), high: written(high, words) });

/** The district's, the region's and England's figure beside a unit's. @param {number} area */
function around(area) {
  const { district, region } = values.known.areas;
  const words = values.words(state.indicator);
  if (UNCOMPARED.includes(words.kind)) return "";
  const of = district.of[area];
  /** @param {string} name @param {number[]} places @returns {[string, number | null | undefined]} */
  const beside = (name, places) => {
    const known = values.withFigure(state.indicator, places).length;
    const parts = { name, n: count(known), of: count(places.length) };
    return [known < places.length ? say("in_part", parts) : name, values.over(state.indicator, places).value];
  };
  /** @type {[string, number | null | undefined][]} */
  const rows = [
    ...(state.level === "district" ? [] : [beside(district.name[of], values.levels.district.members[of])]),
    beside(region, values.everywhere()),
    [say("england"), words.england?.value],
  ];
  const known = rows.filter(([, value]) => typeof value === "number");
  return known.map(([name, value]) => `${name} ${written(value, words)}`).join(" · ");
}
