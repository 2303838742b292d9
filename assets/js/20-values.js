/* Every indicator's numbers, worked out in the browser from numerators and denominators. */
window.atlas.values = (() => {
  "use strict";
  const { load, files } = window.atlas;
  const Z = 1.959963984540054; // two-sided 95 %

  const known = { areas: null, catalogue: null, footprints: null };
  const numbers = {}; // id -> { n, d } or { v }, with p
  const place = {}; // area code -> index

  /** What everything needs: names of areas and words of indicators. */
  async function start() {
    if (known.areas) return;
    const [areas, catalogue, footprints] = await Promise.all(
      ["areas", "catalogue", "footprints"].map((name) => load(name)),
    );
    areas.code.forEach((code, at) => (place[code] = at));
    Object.assign(known, { areas, catalogue, footprints });
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
    if (numbers[id]) return;
    take(await load("", files.one.replace("{id}", id)));
  }

  /** Fetch all the rest, after the first map is drawn, so that later choices wait for nothing. */
  async function needAll() {
    take(await load("values"));
  }

  function words(id) {
    return known.catalogue.indicators[id];
  }

  function value(id, at) {
    const raw = numbers[id];
    if (!raw) return null;
    if (raw.v) return raw.v[at];
    return raw.d[at] ? (100 * raw.n[at]) / raw.d[at] : null;
  }

  /** Wilson's 95 % limits of a share, in percent; the same formula as layers/intervals.py. */
  function wilson(n, d) {
    if (!d) return null;
    const p = Math.min(n, d) / d;
    const centre = p + (Z * Z) / (2 * d);
    const half = Z * Math.sqrt((p * (1 - p)) / d + (Z * Z) / (4 * d * d));
    const scale = 1 + (Z * Z) / d;
    return [100 * Math.max(0, (centre - half) / scale), 100 * Math.min(1, (centre + half) / scale)];
  }

  function limits(id, at) {
    const raw = numbers[id];
    return raw && raw.n ? wilson(raw.n[at], raw.d[at]) : null;
  }

  /** National percentile of an area: 0 lowest, 100 highest; null where there is none. */
  function percentile(id, at) {
    const raw = numbers[id];
    return raw && raw.p ? raw.p[at] : null;
  }

  /** An indicator over several areas together, as layers/profile.py does it. */
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
      return d ? { value: (100 * n) / d, n, d, limits: wilson(n, d) } : { value: null };
    }
    const there = places.filter((at) => raw.v[at] !== null);
    if (!there.length) return { value: null };
    if (aggregate === "sum") return { value: there.reduce((sum, at) => sum + raw.v[at], 0) };
    if (aggregate === "weighted_mean") {
      const people = known.areas.residents;
      const weight = there.reduce((sum, at) => sum + people[at], 0);
      return { value: there.reduce((sum, at) => sum + people[at] * raw.v[at], 0) / weight };
    }
    return { value: there.length === 1 ? raw.v[there[0]] : null };
  }

  /** Places in the list of areas that a district code stands for. */
  function inDistrict(code) {
    const { district } = known.areas;
    const wanted = district.code.indexOf(code);
    return district.of.flatMap((of, at) => (of === wanted ? [at] : []));
  }

  function practice(code) {
    return known.footprints.practices.find((one) => one.code === code);
  }

  // ---- classes ----

  /** How an indicator is cut into classes: upper bounds, names, and which areas are in each. */
  function classes(id, wanted = 5) {
    const { kind, unit } = words(id);
    const all = known.areas.code.map((_, at) => value(id, at));
    if (kind === "category") {
      return cut(all, words(id).categories.map((_, i) => i + 0.5), "category");
    }
    if (kind === "decile") return cut(all, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((d) => d + 0.5), "decile");
    const sorted = all.filter((v) => v !== null).sort((a, b) => a - b);
    const bounds = [];
    for (let i = 1; i < wanted; i += 1) {
      const bound = sorted[Math.ceil((i * sorted.length) / wanted) - 1];
      // Many areas can share a value, none at all say: a bound that repeats would make an
      // empty class.
      if (bound !== undefined && bound !== bounds[bounds.length - 1]) bounds.push(bound);
    }
    const highest = sorted[sorted.length - 1];
    if (highest !== undefined && bounds[bounds.length - 1] !== highest) bounds.push(highest);
    return cut(all, bounds, "equal", unit);
  }

  function cut(all, bounds, how) {
    const of = all.map((v) => (v === null ? -1 : bounds.findIndex((bound) => v <= bound)));
    const sizes = bounds.map((_, i) => of.filter((c) => c === i).length);
    const least = bounds.map((_, i) => Math.min(...all.filter((v, at) => of[at] === i && v !== null)));
    return { bounds, of, sizes, least, how, none: of.filter((c) => c === -1).length };
  }

  return {
    known, place, start, need, needAll, words, value, limits, percentile, over, inDistrict,
    practice, classes,
  };
})();
