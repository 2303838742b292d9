/* Which areas the view shows: the filters of the address. dashboard/explore/areas_in_view.py does the same on the
 * server, and a test compares the two. */
import { go, state } from "./core.js";
import * as values from "./values.js";

/** A view with no filter. */
export const UNFILTERED = {
  districts: [],
  groups: [],
  wards: [],
  neighbourhoods: [],
  pcns: [],
  practices: [],
  ruralUrban: [],
  deciles: [],
  residents: 0,
};

/** The practices that a view is limited to: those named, and all of the named networks. */
export function practices(of = state) {
  if (!of.practices.length && !of.pcns.length) return [];
  return values.known.footprints.practices.filter(
    (one) => of.practices.includes(one.code) || (one.pcnCode && of.pcns.includes(one.pcnCode)),
  );
}

/** Patients of some practices together, by area, and in all. Places beyond the last area are elsewhere in England: they
 * count in a core, and are on no map. @param {Practice[]} those */
function patientsOf(those) {
  /** @type {Map<number, number>} */
  const lives = new Map();
  let counted = 0;
  for (const one of those) {
    counted += one.counted;
    for (const [at, patients] of one.lives) lives.set(at, (lives.get(at) || 0) + patients);
  }
  return { lives, counted };
}

/** The fewest areas that together hold a share (0–1) of the practices' whole list.
 * @param {Practice[]} those @param {number} held */
function core(those, held) {
  const { lives, counted } = patientsOf(those);
  const found = [];
  let before = 0;
  for (const [at, patients] of [...lives].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (before >= held * counted) break;
    found.push(at);
    before += patients;
  }
  return found;
}

/** Areas where the practices have at least a share (0–1) of registered patients.
 * @param {Practice[]} those @param {number} share */
function atLeast(those, share) {
  const every = values.known.footprints.patients;
  const lives = [...patientsOf(those).lives];
  return lives.filter(([at, patients]) => at < every.length && patients / every[at] >= share).map(([at]) => at);
}

/** Places of the areas that pass every filter of a view. */
export function areas(of = state) {
  const { areas: known } = values.known;
  /** @type {((at: number) => boolean)[]} */
  const tests = [];
  const limit = (/** @type {string[]} */ codes, /** @type {Larger} */ larger) => {
    const wanted = new Set(codes.map((code) => larger.code.indexOf(code)));
    if (codes.length) tests.push((at) => wanted.has(larger.of[at]));
  };
  const among = (/** @type {string} */ id, /** @type {number[]} */ wanted) => {
    if (wanted.length) tests.push((at) => wanted.includes(Number(values.value(id, at) ?? Number.NaN)));
  };
  limit(of.districts, known.district);
  limit(of.groups, /** @type {Larger} */ (known.grouping));
  limit(of.wards, known.ward);
  limit(of.neighbourhoods, known.neighbourhood);
  among("rural_urban", of.ruralUrban);
  among("imd_decile", of.deciles);
  if (of.residents) tests.push((at) => known.residents[at] >= of.residents);
  const those = practices(of);
  if (those.length) {
    const lived = new Set(of.atLeast ? atLeast(those, of.atLeast / 100) : core(those, of.held / 100));
    tests.push((at) => lived.has(at));
  }
  return values.everywhere().filter((at) => tests.every((passes) => passes(at)));
}

// More outlines than this are too many to draw and to read.
const MANY = 7000;

/** Whether there are too many areas to draw at once, and the address leaves the level open. */
export const crowded = () => values.known.areas.code.length > MANY && !state.levelSaid;

/** Where there are too many areas to draw, neighbourhoods stand for them until the filters, or how near the map is,
 * leave few enough; an address that says the level is always followed.
 * @param {number[]} places @param {Set<number> | null} near places around what the map shows
 * @returns {{ places: number[], drawn: number[] | null }} */
export function settleLevel(places, near) {
  if (!crowded()) return { places, drawn: null };
  const drawn = near ? places.filter((at) => near.has(at)) : places;
  state.level = drawn.length <= MANY ? "lsoa" : "msoa";
  return state.level === "lsoa" ? { places: drawn, drawn } : { places, drawn: null };
}

/** Places of the units that have an area in view. @param {number[]} places of areas */
export function unitsOf(places) {
  if (state.level === "lsoa") return places;
  const here = new Set(places);
  return values.units().members.flatMap((those, unit) => (those.some((at) => here.has(at)) ? [unit] : []));
}

/** Units that a selection lies among: of areas, all of their neighbourhoods. @param {number[]} selected */
export function among(selected) {
  if (state.level !== "lsoa") return selected;
  const { of } = values.known.areas.neighbourhood;
  const there = new Set(selected.map((at) => of[at]));
  return values.everywhere().filter((at) => there.has(of[at]));
}

/** A view's selection without what its filters no longer keep; none of it where other practices are named.
 * @param {View} of */
function kept(of) {
  const asks = (/** @type {View} */ view) => JSON.stringify([view.practices, view.pcns]);
  if (asks(of) !== asks(state)) return [];
  const here = new Set(areas(of));
  const units = values.levels[of.level];
  return of.selected.filter((code) => units.members[units.place[code]]?.some((at) => here.has(at)));
}

/** Change the filters: the selection goes with the question that it belongs to. @param {Partial<View>} change */
export async function filter(change) {
  const next = { ...state, ...change };
  const footprints = next.practices.length || next.pcns.length ? values.needFootprints() : null;
  await Promise.all([footprints, ...needs(next).map(values.need)]);
  go({ ...change, selected: kept(next) });
}

/** Indicators whose numbers the filters of a view need. @param {View} of */
export function needs(of) {
  return [of.ruralUrban.length ? "rural_urban" : "", of.deciles.length ? "imd_decile" : ""];
}

/** Select a unit, alone or with the others. @param {string} code @param {boolean} several */
export function toggle(code, several) {
  const others = state.selected.filter((one) => one !== code);
  const was = others.length < state.selected.length;
  go({ selected: several ? (was ? others : [...others, code]) : was && !others.length ? [] : [code] });
}
