/* Every indicator's numbers, worked out in the browser from numerators and denominators, for
 * areas and for the larger areas made of them ("units" are what the map shows at its level). */
window.atlas.values = (() => {
  "use strict";
  const { load, files, state } = window.atlas;
  const Z = 1.959963984540054; // two-sided 95 %

  const known = { areas: null, catalogue: null, footprints: null };
  const numbers = {}; // id -> { n, d } or { v }, with p
  const place = {}; // area code -> index
  const levels = {}; // level -> units
  const cache = new Map(); // level|id -> values of units

  /** What everything needs: names of areas and words of indicators. */
  async function start() {
    if (known.areas) return;
    const [areas, catalogue] = await Promise.all(["areas", "catalogue"].map((name) => load(name)));
    areas.code.forEach((code, at) => (place[code] = at));
    Object.assign(known, { areas, catalogue });
    levels.lsoa = {
      code: areas.code,
      name: areas.code.map((_, at) => areas.neighbourhood.name[areas.neighbourhood.of[at]]),
      note: areas.name,
      members: areas.code.map((_, at) => [at]),
    };
    for (const [level, column, what] of [["msoa", "neighbourhood", "Neighbourhood"], ["ward", "ward", "Ward"], ["district", "district", "District"]]) {
      const members = areas[column].code.map(() => []);
      areas[column].of.forEach((of, at) => members[of].push(at));
      const district = (those) => areas.district.name[areas.district.of[those[0]]];
      levels[level] = {
        code: areas[column].code,
        name: areas[column].name,
        note: members.map((those) => (level === "district" ? `${those.length} areas` : `${what} in ${district(those)}`)),
        members,
      };
    }
    for (const units of Object.values(levels)) {
      units.place = Object.fromEntries(units.code.map((code, at) => [code, at]));
      units.residents = units.members.map((those) => those.reduce((sum, at) => sum + areas.residents[at], 0));
    }
  }

  /** What an address may name: functions that say whether a code is known, by what it is. */
  function named() {
    const { areas, catalogue } = known;
    const among = (list) => (code) => list.includes(code);
    return {
      indicator: (id) => Object.hasOwn(catalogue.indicators, id),
      practice: (code) => Boolean(practice(code)),
      pcn: (code) => known.footprints.practices.some((one) => one.pcnCode === code),
      district: among(areas.district.code), ward: among(areas.ward.code), neighbourhood: among(areas.neighbourhood.code),
      area: (code, level) => Object.hasOwn(levels[level].place, code),
    };
  }

  /** Practices and where their patients live: not needed for a first map without a practice. */
  async function needFootprints() {
    known.footprints = await load("footprints");
    return known.footprints;
  }

  /** What the map shows at the view's level: codes, names, notes, members, residents, places. */
  function units() {
    return levels[state.level];
  }

  function take(document) {
    for (const [id, raw] of Object.entries(document.indicators)) {
      if (!numbers[id]) {
        numbers[id] = "d" in raw ? { ...raw, d: document.denominators[raw.d] } : raw;
      }
    }
  }

  /** Have an indicator's numbers: alone when it is wanted first, with all others after that. */
  async function need(id) {
    if (!id || numbers[id]) return;
    take(await load("", files.one.replace("{id}", id)));
  }

  /** Fetch all the rest, after the first map is drawn, so that later choices wait for nothing. */
  async function needAll() {
    take(await load("values"));
  }

  function words(id) {
    return known.catalogue.indicators[id];
  }

  /** An area's value. */
  function value(id, at) {
    const raw = numbers[id];
    if (!raw) return null;
    if (raw.v) return raw.v[at];
    return raw.d[at] ? (100 * raw.n[at]) / raw.d[at] : null;
  }

  /** The values of all units of the view's level. */
  function all(id) {
    const key = `${state.level}|${id}`;
    if (!numbers[id]) return units().code.map(() => null);
    if (!cache.has(key)) {
      cache.set(key, state.level === "lsoa"
        ? known.areas.code.map((_, at) => value(id, at))
        : units().members.map((those) => over(id, those).value));
    }
    return cache.get(key);
  }

  /** Wilson's 95 % limits of a share, in percent; the same formula as layers/statistics/intervals.py. */
  function wilson(n, d) {
    if (!d) return null;
    const p = Math.min(n, d) / d;
    const centre = p + (Z * Z) / (2 * d);
    const half = Z * Math.sqrt((p * (1 - p)) / d + (Z * Z) / (4 * d * d));
    const scale = 1 + (Z * Z) / d;
    return [100 * Math.max(0, (centre - half) / scale), 100 * Math.min(1, (centre + half) / scale)];
  }

  /** National percentile of a unit: 0 lowest, 100 highest; null where there is none. */
  function percentile(id, unit) {
    const raw = numbers[id];
    return state.level === "lsoa" && raw && raw.p ? raw.p[unit] : null;
  }

  /** An indicator over several areas together, as layers/practices/profile.py does it. */
  function over(id, places) {
    const raw = numbers[id];
    const { aggregate } = words(id);
    if (!raw || !places.length) return { value: null };
    if (aggregate === "ratio") {
      let n = 0;
      let d = 0;
      for (const at of places) {
        if (raw.n[at] !== null && raw.d[at] !== null) {
          n += raw.n[at];
          d += raw.d[at];
        }
      }
      return d ? { value: (100 * n) / d, n, d, limits: words(id).certain ? null : wilson(n, d) } : { value: null };
    }
    const there = places.filter((at) => raw.v[at] !== null);
    if (!there.length) return { value: null };
    if (aggregate === "sum") return { value: there.reduce((sum, at) => sum + raw.v[at], 0) };
    if (aggregate === "weighted_mean") {
      const people = (words(id).iod && known.areas.iodPopulation) || known.areas.residents;
      const weight = there.reduce((sum, at) => sum + people[at], 0);
      return { value: there.reduce((sum, at) => sum + people[at] * raw.v[at], 0) / weight };
    }
    return { value: there.length === 1 && places.length === 1 ? raw.v[there[0]] : null };
  }

  /** Places in the list of areas that a district code stands for. */
  function inDistrict(code) {
    return levels.district.members[levels.district.place[code]];
  }

  function practice(code) {
    return known.footprints.practices.find((one) => one.code === code);
  }

  return {
    known, named, place, levels, units, start, needFootprints, need, needAll, words, value, all, percentile, over, wilson,
    inDistrict, practice,
  };
})();
