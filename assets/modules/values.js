/* Every indicator's numbers, worked out in the browser from numerators and denominators, for areas and for the larger
 * areas made of them ("units" are what the map shows at its level). */
import { fill } from "./base.js";
import { files, load, state } from "./core.js";
import { figures } from "./own-figures.js";

const Z = 1.959963984540054; // two-sided 95 %

/** What the server sent, once it is there. @type {{ areas: Areas, catalogue: Catalogue, footprints: Footprints }} */
export const known = /** @type {any} */ ({ areas: null, catalogue: null, footprints: null });
/** @type {Record<string, Numbers>} by indicator */
const numbers = {};
/** What is said of indicators where nothing is filtered nor selected. @type {Record<string, Resting>} */
export const cards = {};
/** Places of the areas, by code. @type {Record<string, number>} */
export const place = {};
/** @type {Record<string, Units>} */
export const levels = {};
/** Values of units, by level and indicator. @type {Map<string, (number | null)[]>} */
const cache = new Map();

const total = (/** @type {number[]} */ of, /** @type {number[]} */ places) =>
  places.reduce((sum, at) => sum + of[at], 0);

/** What everything needs: names of areas and words of indicators, of one's own too where there are any. */
export async function start() {
  if (!known.areas) {
    const { areas, catalogue } = await load("atlas");
    take(areas, catalogue);
  }
  takeOwn(await figures());
}

/** The figures of one's own that are known. @type {OwnFigures | null} */
let own = null;

/** Have the catalogue hold the figures of one's own that are at hand, and none that are no longer.
 * @param {OwnFigures | null} came */
function takeOwn(came) {
  if (!came || came === own) return;
  const { catalogue } = known;
  for (const id of Object.keys(own?.indicators || {})) delete catalogue.indicators[id];
  Object.assign(catalogue, { themes: came.themes, groups: came.groups });
  Object.assign(catalogue.caveats, came.caveats);
  Object.assign(catalogue.indicators, came.indicators);
  for (const one of came.figures) keep(one);
  own = came;
}

/** Make what the server sent known, with the units of each level. @param {any} areas @param {Catalogue} catalogue */
export function take(areas, catalogue) {
  for (const [at, code] of areas.code.entries()) place[code] = at;
  Object.assign(known, { areas, catalogue });
  const alone = areas.code.map((/** @type {string} */ _, /** @type {number} */ at) => [at]);
  const names = alone.map((/** @type {number[]} */ [at]) => areas.neighbourhood.name[areas.neighbourhood.of[at]]);
  units("lsoa", areas.code, names, areas.name, alone);
  for (const [level, column] of Object.entries(areas.levels)) {
    const { code, name, of, district: named } = areas[/** @type {string} */ (column)];
    /** @type {number[][]} */
    const members = code.map(() => []);
    for (const [at, unit] of of.entries()) members[unit]?.push(at); // -1: in none of them
    const district = (/** @type {number[]} */ those) => areas.district.name[areas.district.of[those[0]]];
    const about = catalogue.texts[`note_${level}`];
    const { one } = catalogue.legend.level[level];
    const note = members.map((those, unit) =>
      fill(about, { district: named?.[unit] ?? district(those), n: those.length, one }),
    );
    units(level, code, name, note, members);
  }

  /** @param {string} level @param {string[]} code @param {string[]} name @param {string[]} note
   * @param {number[][]} members */
  function units(level, code, name, note, members) {
    const at = Object.fromEntries(code.map((one, unit) => [one, unit]));
    const residents = members.map((those) => total(areas.residents, those));
    levels[level] = { code, name, note, members, place: at, residents };
  }
}

/** What an address may name: functions that say whether a code is known, by what it is. */
export function named() {
  const { areas, catalogue } = known;
  const among = (/** @type {string[]} */ list) => (/** @type {string} */ code) => list.includes(code);
  return {
    level: (/** @type {string} */ level) => Object.hasOwn(levels, level),
    indicator: (/** @type {string} */ id) => Object.hasOwn(catalogue.indicators, id),
    practice: (/** @type {string} */ code) => Boolean(practice(code)),
    pcn: (/** @type {string} */ code) => known.footprints.practices.some((one) => one.pcnCode === code),
    district: among(areas.district.code),
    grouping: among(areas.grouping?.code || []),
    ward: among(areas.ward.code),
    neighbourhood: among(areas.neighbourhood.code),
    area: (/** @type {string} */ code, /** @type {string} */ level) => Object.hasOwn(levels[level].place, code),
  };
}

/** Practices and where their patients live: not needed for a first map without a practice. */
export async function needFootprints() {
  known.footprints = await load("footprints");
  return known.footprints;
}

/** What the map shows at the view's level. */
export const units = () => levels[state.level];

/** Places of areas without those that are in no unit of the view's level. @param {number[]} places */
export const inUnits = (places) => {
  const of = known.areas[/** @type {"grouping"} */ (known.areas.levels[state.level])]?.of;
  return of ? places.filter((at) => of[at] >= 0) : places;
};

/** What some units of the view's level are called: "areas", and of one "area". @param {number} n how many */
export const unitWord = (n) => known.catalogue.legend.level[state.level][n === 1 ? "one" : "many"];

/** @param {{ denominators?: number[][], indicators?: Record<string, any>, cards?: typeof cards }} document */
function keep({ denominators = [], indicators = {}, cards: said = {} }) {
  Object.assign(cards, said);
  for (const [id, raw] of Object.entries(indicators))
    numbers[id] ||= "d" in raw ? { ...raw, ...(raw.w && sharedOut(raw)), d: denominators[raw.d] } : raw;
}

/** Figures of wards by area, as the build shares them out.
 * @param {{ w: (number | null)[], s: (number | null)[] }} raw people and shares of each ward */
function sharedOut({ w, s }) {
  const { residents, ward } = known.areas;
  const part = (/** @type {number} */ of, /** @type {number} */ at) =>
    w[of] === null ? null : Math.round((1e6 * (Number(w[of]) * residents[at])) / levels.ward.residents[of]) / 1e6;
  return { n: ward.of.map(part), v: ward.of.map((/** @type {number} */ of) => s[of]) };
}

/** Have an indicator's numbers: alone when it is wanted first, with all others after that. @param {string} id */
export async function need(id) {
  if (id && !numbers[id]) keep(await load("", files.one.replace("{id}", id)));
}

/** Fetch all the rest, after the first map is drawn, so that later choices wait for nothing. */
export async function needAll() {
  keep(await load("values"));
  keep(await load("cards"));
}

/** @param {string} id */
export const words = (id) => known.catalogue.indicators[id];

/** An area's value. @param {string} id @param {number} at place of the area */
export function value(id, at) {
  const raw = numbers[id];
  if (!raw) return null;
  if (raw.v) return raw.v[at];
  const [n, d] = [raw.n?.[at] ?? 0, raw.d?.[at]];
  return d ? (100 * n) / d : null;
}

/** The values of all units of the view's level. @param {string} id @returns {(number | null)[]} */
export function all(id) {
  const key = `${state.level}|${id}`;
  if (!numbers[id]) return units().code.map(() => null);
  let found = cache.get(key);
  if (!found) {
    const { members } = units();
    found = members.map((those) => (state.level === "lsoa" ? value(id, those[0]) : over(id, those).value));
    cache.set(key, found);
  }
  return found;
}

/** Wilson's 95 % limits of a share, in percent; the same formula as layers/statistics/intervals.py.
 * @param {number} n @param {number} d @returns {[number, number] | null} */
export function wilson(n, d) {
  if (!d) return null;
  const p = Math.min(n, d) / d;
  const centre = p + (Z * Z) / (2 * d);
  const half = Z * Math.sqrt((p * (1 - p)) / d + (Z * Z) / (4 * d * d));
  const scale = 1 + (Z * Z) / d;
  return [100 * Math.max(0, (centre - half) / scale), 100 * Math.min(1, (centre + half) / scale)];
}

/** National percentile of a unit: 0 lowest, 100 highest; null where there is none.
 * @param {string} id @param {number} unit */
export function percentile(id, unit) {
  return state.level === "lsoa" ? (numbers[id]?.p?.[unit] ?? null) : null;
}

/** An indicator over several areas together, as layers/practices/profile.py does it.
 * @param {string} id @param {number[]} places @returns {Figure} */
export function over(id, places) {
  const raw = numbers[id];
  const { aggregate, certain, iod } = words(id);
  if (!raw || !places.length) return { value: null };
  if (aggregate === "ratio") {
    const [all, of] = [raw.n || [], raw.d || []];
    let [n, d] = [0, 0];
    for (const at of places) {
      const [part, whole] = [all[at], of[at]];
      if (part === null || whole === null) continue;
      n += part;
      d += whole;
    }
    return d ? { value: (100 * n) / d, n, d, limits: certain ? null : wilson(n, d) } : { value: null };
  }
  const values = raw.v || [];
  const there = places.filter((at) => values[at] !== null);
  const sum = (/** @type {(at: number) => number} */ weight) =>
    there.reduce((found, at) => found + weight(at) * Number(values[at]), 0);
  if (!there.length) return { value: null };
  if (aggregate === "sum") return { value: sum(() => 1) };
  if (aggregate === "weighted_mean") {
    const people = (iod && known.areas.iodPopulation) || known.areas.residents;
    return { value: sum((at) => people[at]) / total(people, there) };
  }
  return { value: there.length === 1 && places.length === 1 ? values[there[0]] : null };
}

/** Some areas that have a figure, where it is one's own, which may be of some areas only; of any other all of them.
 * @param {string} id @param {number[]} places */
export const withFigure = (id, places) => (words(id).own ? places.filter((at) => value(id, at) !== null) : places);

/** Why an area has no figure, where it is known; else empty. @param {string} id @param {number} at place of the area */
export const whyNone = (id, at) => words(id).none?.find(([, places]) => places.includes(at))?.[0] ?? "";

/** Residents of some areas. @param {number[]} places */
export const residents = (places) => total(known.areas.residents, places);

/** Places of all areas. */
export const everywhere = () => known.areas.code.map((_, at) => at);

/** @param {string} code */
export const practice = (code) => known.footprints.practices.find((one) => one.code === code);

/** Name of an area's district. @param {number} at place of the area */
export const districtOf = (at) => known.areas.district.name[known.areas.district.of[at]];
