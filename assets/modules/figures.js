/* The card: figures of what is in view or selected. */

import { byId, element, go, markup, state } from "./core.js";
import * as map from "./map.js";
import { capital, count, fill, oneIn, percent, say, standing, written } from "./numbers.js";
import * as values from "./values.js";
import * as view from "./view.js";

/** @typedef {{ name: string, places: number[], kind?: string }} Row a bar: a place, and how it looks */

/** What has no figure of several areas together. */
export const UNCOMPARED = ["category", "rank", "count"];

/** What draws two indicators at once, where the map shows two. @type {typeof import("./crossed.js") | null} */
let crossed = null;

/** @param {number[]} places areas in view @param {number[]} units units in view @param {number[]} selected units
 * @param {typeof crossed} two what draws two indicators at once, where the map shows two */
export function draw(places, units, selected, two) {
  crossed = two;
  const plot = crossed ? crossed.plot(units) : "";
  byId("card-now")?.replaceChildren(
    ...(selected.length ? [...chosen(selected), plot] : [plot, ...glance(places, units)]),
  );
}

const paragraph = (/** @type {string} */ text, look = "sentence") => element("p", { class: look, text });

/** One of Explore's sentences, whose part between asterisks is strong.
 * @param {string} name @param {Record<string, any>} gaps */
function sentence(name, gaps = {}, more = "") {
  const parts = values.known.catalogue.texts[name].split("*").map((part) => fill(part, gaps));
  const strong = parts.map((text, i) => (i % 2 ? element("strong", { text }) : text));
  return element("p", { class: "sentence" }, ...strong, more);
}

/** Nothing selected: the region, its districts, and where the figure is highest.
 * @param {number[]} places @param {number[]} units */
function glance(places, units) {
  const { areas } = values.known;
  const words = values.words(state.indicator);
  const filtered = places.length < areas.code.length;
  const where = view.named(places);
  const oneDistrict = view.onlyDistricts(places);
  const own = filtered && !oneDistrict;
  const several = say("these_areas", { n: count(places.length) });
  const rows = [
    ...(own ? [{ name: places.length === 1 ? say("this_area") : several, places, kind: "is-view" }] : []),
    { name: areas.region, places: values.everywhere() },
    ...areas.district.code.map((code, i) => ({
      name: areas.district.name[i],
      places: values.inDistrict(code),
      kind: oneDistrict && state.districts.includes(code) ? "is-view" : "",
    })),
  ];
  const title = own && view.limited() ? capital(where) : say("at_a_glance", { where });
  return [
    element("h2", { text: title }),
    ...(places.length ? [] : [paragraph(say("no_area"))]),
    view.ofWhom() && places.length ? paragraph(view.ofWhom(), "note of-whom") : "",
    summary(words, filtered ? places : values.everywhere(), where),
    ...partOfList(places),
    compare(words, rows),
    ...highest(words, places, units),
    paragraph(say("click_a_place"), "note"),
  ];
}

/** Of a practice with patients outside the map: which part of its list the areas in view hold.
 * @param {number[]} places */
function partOfList(places) {
  const list = view.listInView(places);
  if (!list?.counted || list.outside < 0.005) return [];
  const [here, outside] = [list.share, list.outside].map((share) => Math.round(100 * share));
  const text = say("part_of_list", { here, outside, region: values.known.areas.region });
  return [element("p", { id: "part-of-list", class: "note", text })];
}

/** @param {Words} words @param {number[]} places @param {string} where */
function summary(words, places, where) {
  if (words.kind === "category" || !places.length) return "";
  if (words.kind === "decile") {
    const { found, people, share } = mostDeprived(places);
    const of = view.limited() ? where : say("areas_in", { n: count(places.length), where });
    const gaps = { n: count(found.length), of, measure: measure(), people: count(people), share: percent(share) };
    return sentence(found.length === 1 ? "one_among_fifth" : "among_fifth", gaps);
  }
  const figure = values.over(state.indicator, places);
  if (figure.value === null) return "";
  const text = written(figure.value, words);
  if (words.aggregate !== "ratio") return sentence("figure_in", { text, where });
  return sentence("share_in", { text, often: often(figure.value), where, ...counted(words, figure), who: words.who });
}

/** @param {number} value */
const often = (value) => (oneIn(value) ? ` (${oneIn(value)})` : "");

/** @param {Words} words @param {Figure} figure */
const counted = (words, { n = 0, d = 0 }) => ({ about: words.modelled ? say("about") : "", n: count(n), d: count(d) });

/** Why a table counts a few residents more or fewer than there are; "" where it does not.
 * @param {Words} words @param {number[]} places @param {Figure} figure */
function perturbed(words, places, { d = 0 }) {
  const all = values.residents(places);
  if (!words.everybody || d === all) return "";
  return ` ${fill(values.known.catalogue.legend.perturbed.text, { table: count(d), residents: count(all) })}`;
}

/** Bars of several places, with England as the last; a share's run from 0 to 100%, others' from 0 to the highest area:
 * the same on every card. @param {Words} words @param {Row[]} rows */
function compare(words, rows) {
  if (UNCOMPARED.includes(words.kind)) return "";
  const decile = words.kind === "decile";
  const value = (/** @type {number[]} */ places) =>
    decile ? mostDeprived(places).share : values.over(state.indicator, places).value;
  const figures = rows.map(({ name, places, kind = "" }) => ({ name, kind, value: value(places) }));
  // Of England's residents, known for the IMD alone: a fifth of its areas is not a fifth of its people.
  const nation = !decile ? words : state.indicator === "imd_decile" ? values.words("core20") : null;
  const england = nation?.england?.value;
  if (typeof england === "number") figures.push({ name: say("england"), kind: "is-england", value: england });
  const area = values.everywhere().map((at) => values.value(state.indicator, at));
  const known = decile || words.unit === "%" ? [100] : area.filter((v) => v !== null);
  const most = Math.max(...known, ...figures.map((row) => row.value || 0));
  if (!(most > 0) || Math.min(...known) < 0) return "";
  const bare = !decile && words.unit !== "%" && words.form[0] !== "{number}"; // a unit in words is said once, above
  const text = (/** @type {number | null} */ v) => (decile ? percent(v || 0) : written(v, words, { unit: !bare }));
  const title = decile
    ? say("in_the_fifth", { measure: measure() })
    : bare
      ? words.head
      : say("compared", { label: words.label });
  const row = (/** @type {typeof figures[0]} */ one) => {
    const bar = ["span", { class: "bar", style: `width:${(100 * (one.value || 0)) / most}%` }];
    const cells = [
      ["td", { class: "bar-cell" }, bar],
      ["td", { class: "number" }, text(one.value)],
    ];
    return ["tr", { class: one.kind }, ["th", { scope: "row" }, one.name], ...cells];
  };
  const caption = ["caption", { class: decile || bare ? "" : "visually-hidden" }, title];
  return markup(["table", { class: "compare" }, caption, ["tbody", {}, ...figures.map(row)]]);
}

/** A decile of one domain is not deprivation overall. */
const measure = () => (state.indicator === "imd_decile" ? "" : say("by_this_measure"));

/** Areas of national deciles 1 and 2 of the decile on the map, and the residents in them. @param {number[]} places */
function mostDeprived(places) {
  const found = places.filter((at) => Number(values.value(state.indicator, at)) <= 2);
  const [people, all] = [values.residents(found), values.residents(places)];
  return { found, people, share: all ? (100 * people) / all : 0 };
}

/** A place in a list, which selects it.
 * @param {string} name @param {string} note @param {string} number @param {string[]} codes */
function placeRow(name, note, number, codes) {
  const onclick = () => {
    const { place } = values.units();
    go({ selected: codes });
    map.fit(codes.map((code) => place[code]));
  };
  const words = [
    ["span", {}, name],
    ["small", {}, note],
    ["span", { class: "number" }, number],
  ];
  return markup(["li", {}, ["button", { type: "button", onclick }, ...words]]);
}

/** Where to look first: the five units with most need, or neighbourhoods for deciles.
 * @param {Words} words @param {number[]} places @param {number[]} units */
function highest(words, places, units) {
  if (words.kind === "category" || units.length < 2) return [];
  if (words.kind === "decile" || crossed) return mostPeople(places);
  const those = values.units();
  const low = words.polarity === "low";
  const all = values.all(state.indicator);
  const sorted = units
    .flatMap((at) => (all[at] === null ? [] : [{ at, value: all[at] }]))
    .sort((a, b) => (low ? a.value - b.value : b.value - a.value) || a.at - b.at);
  if (sorted.length < 2) return [];
  const bare = words.unit === "%" || words.form[0] === "{number}";
  const rows = sorted.slice(0, 5).map(({ at, value }) => {
    const number = written(value, words, { unit: words.unit === "%" });
    return placeRow(those.name[at], those.note[at], number, [those.code[at]]);
  });
  return [
    element("h3", { text: `${say(low ? "lowest" : "highest")}${bare ? "" : `, ${words.unit}`}` }),
    element("ol", { class: "top list-unstyled my-2" }, ...rows),
  ];
}

/** The neighbourhoods with most people in the most deprived fifth, or in the square of most need.
 * @param {number[]} places */
function mostPeople(places) {
  if (state.level !== "lsoa") return [];
  const { areas } = values.known;
  const both = crossed ? crossed.cut().of : null;
  /** @type {Map<number, number[]>} */
  const by = new Map();
  for (const at of both ? places.filter((place) => both[place] === 8) : mostDeprived(places).found) {
    const of = areas.neighbourhood.of[at];
    by.set(of, [...(by.get(of) || []), at]);
  }
  if (!by.size) return [];
  const top = [...by].sort((a, b) => values.residents(b[1]) - values.residents(a[1]) || a[0] - b[0]).slice(0, 5);
  const rows = top.map(([of, group]) => {
    const district = areas.district.name[areas.district.of[group[0]]];
    const note = `${district} · ${group.length} ${values.unitWord(group.length)}`;
    const codes = group.map((at) => areas.code[at]);
    return placeRow(areas.neighbourhood.name[of], note, count(values.residents(group)), codes);
  });
  const title = say(crossed ? "most_people_crossed" : "most_people", { most: crossed?.most(), measure: measure() });
  return [element("h3", { text: title }), element("ol", { class: "top list-unstyled my-2" }, ...rows)];
}

/** The selected units: what they are and the figure of the indicator on the map. @param {number[]} selected */
function chosen(selected) {
  const { areas, catalogue } = values.known;
  const units = values.units();
  const words = values.words(state.indicator);
  const one = selected.length === 1 ? selected[0] : null;
  const places = selected.flatMap((at) => units.members[at]);
  const people = values.residents(places);
  const districts = [...new Set(places.map((at) => areas.district.of[at]))];
  const area = state.level === "lsoa" ? one : null;
  const { ward, district } = areas;
  const names = districts.map((at) => district.name[at]);
  const inWard = (/** @type {number} */ at) => ({
    area: areas.name[at],
    ward: ward.name[ward.of[at]],
    district: names[0],
  });
  const where = area !== null ? say("area_in_ward", inWard(area)) : one !== null ? units.note[one] : names.join(", ");
  const rows = [
    { name: say(one === null ? "selected" : "here"), places, kind: "is-chosen" },
    ...(state.level === "district" ? [] : districts.slice(0, 2)).map((at) => ({
      name: district.name[at],
      places: values.inDistrict(district.code[at]),
    })),
    { name: areas.region, places: values.everywhere() },
  ];
  const several = say("so_many_selected", { n: count(selected.length), units: values.unitWord(selected.length) });
  const close = { type: "button", class: "btn btn-plain", "aria-label": say("close_card"), text: say("close") };
  const flag = (/** @type {{ label: string, text: string }} */ { label, text }) =>
    element("p", { class: "flag" }, element("strong", { text: `${label}. ` }), text);
  return [
    element(
      "div",
      { class: "d-flex justify-content-between align-items-start gap-2" },
      element("h2", { text: one === null ? several : units.name[one] }),
      element("button", { ...close, onclick: () => go({ selected: [] }) }),
    ),
    paragraph(say("where_and_residents", { where, n: count(people) }), "note"),
    ...outside(places),
    element("h3", { text: words.label }),
    figureOf(state.indicator, places, one),
    compare(words, rows),
    ...(state.second
      ? [element("h3", { text: values.words(state.second).label }), figureOf(state.second, places, one)]
      : []),
    ...(area === null ? [] : areas.flags[area].map((name) => flag(catalogue.flags[name]))),
  ];
}

/** Of a selection that the filters do not keep: that it is no part of what they show. @param {number[]} places */
function outside(places) {
  const inside = new Set(view.areas());
  const off = places.filter((at) => !inside.has(at)).length;
  if (!off) return [];
  const all =
    off === places.length ? (off === 1 ? "one_outside" : "all_outside") : off === 1 ? "one_of_outside" : "some_outside";
  const text = say(all, { off: count(off), n: count(places.length), where: view.named([...inside]) });
  return [element("p", { class: "flag", id: "outside-filter", text })];
}

/** The figure of some areas, of one unit or of several, in a sentence.
 * @param {string} id @param {number[]} places @param {number | null} one */
function figureOf(id, places, one) {
  const words = values.words(id);
  const figure = values.over(id, places);
  const value = one === null ? figure.value : values.all(id)[one];
  if (words.kind === "decile" && value !== null) return sentence("in_tenth", { value: written(value, words) });
  if (words.kind === "decile" && places.length > 1) {
    const { found, people } = mostDeprived(places);
    const gaps = { n: count(found.length), of: count(places.length), measure: measure(), people: count(people) };
    return sentence("so_many_in_fifth", gaps);
  }
  if (value === null) return sentence(places.length > 1 ? "no_average" : "no_figure_here");
  const stands = one === null ? "" : inEngland(words, values.percentile(id, one));
  const ends = stands ? ` ${capital(stands)}.` : "";
  const text = written(value, words);
  if (words.aggregate !== "ratio") return sentence("figure", { text }, ends);
  const of = words.of.charAt(0).toLowerCase() + words.of.slice(1);
  const limits = figure.limits ? ` ${capital(likely(words, figure.limits))}.` : "";
  const more = `${limits}${perturbed(words, places, figure)}${ends}`;
  return sentence("share_of", { text, often: often(value), ...counted(words, figure), of }, more);
}

/** @param {Words} words @param {[number, number]} limits */
export const likely = (words, [low, high]) =>
  say("likely", { low: written(low, words, { unit: false }), high: written(high, words) });

/** Where a unit stands in England, in words; "" where nothing says it.
 * @param {Words} words @param {number | null} percentile */
export const inEngland = (words, percentile) =>
  percentile === null || ["decile", "rank"].includes(words.kind) ? "" : standing(percentile);
