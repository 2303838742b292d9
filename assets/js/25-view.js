/* Which areas the view shows: the filters of the address. dashboard/viewing.py does the same on
 * the server, and a test compares the two. */
window.atlas.view = (() => {
  "use strict";
  const { state } = window.atlas;
  const values = window.atlas.values;

  /** The practices that the view is limited to: those named, and all of the named networks. */
  function practices() {
    if (!state.practices.length && !state.pcns.length) return [];
    return values.known.footprints.practices.filter(
      (one) => state.practices.includes(one.code) || (one.pcnCode && state.pcns.includes(one.pcnCode)),
    );
  }

  /** Patients of some practices together, by area, and in all. Places beyond the last area are
   * elsewhere in England: they count in a core, and are on no map. */
  function patientsOf(those) {
    const lives = new Map();
    let counted = 0;
    for (const one of those) {
      counted += one.counted;
      for (const [at, patients] of one.lives) lives.set(at, (lives.get(at) || 0) + patients);
    }
    return { lives, counted };
  }

  /** The fewest areas that together hold a share (0–1) of the practices' whole list. */
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

  /** Areas where the practices together have at least a share (0–1) of registered patients. */
  function atLeast(those, share) {
    const every = values.known.footprints.patients;
    return [...patientsOf(those).lives].filter(([at, patients]) => at < every.length && patients / every[at] >= share).map(([at]) => at);
  }

  /** Places of the areas that pass every filter. */
  function areas() {
    const { areas: known } = values.known;
    const keep = known.code.map(() => true);
    const limit = (codes, larger) => {
      if (!codes.length) return;
      const wanted = new Set(codes.map((code) => larger.code.indexOf(code)));
      larger.of.forEach((of, at) => { keep[at] = keep[at] && wanted.has(of); });
    };
    limit(state.districts, known.district);
    limit(state.wards, known.ward);
    limit(state.neighbourhoods, known.neighbourhood);
    const among = (id, wanted) => {
      if (wanted.length) keep.forEach((_, at) => { keep[at] = keep[at] && wanted.includes(values.value(id, at)); });
    };
    among("rural_urban", state.ruralUrban);
    among("imd_decile", state.deciles);
    if (state.residents) known.residents.forEach((people, at) => { keep[at] = keep[at] && people >= state.residents; });
    const those = practices();
    if (those.length) {
      const lived = new Set(state.atLeast ? atLeast(those, state.atLeast / 100) : core(those, state.held / 100));
      keep.forEach((_, at) => { keep[at] = keep[at] && lived.has(at); });
    }
    return keep.flatMap((kept, at) => (kept ? [at] : []));
  }

  // More outlines than this are too many to draw and to read.
  const MANY = 7000;

  /** Where there are too many areas to draw, neighbourhoods stand for them until the filters, or
   * how near the map is, leave few enough; an address that says the level is always followed. */
  function settleLevel(places) {
    const near = window.atlas.map.nearby();
    const crowded = values.known.areas.code.length > MANY;
    if (!crowded || state.levelSaid) return { places, drawn: null };
    const drawn = near ? places.filter((at) => near.has(at)) : places;
    state.level = drawn.length <= MANY ? "lsoa" : "msoa";
    return { places: state.level === "lsoa" ? drawn : places, drawn: state.level === "lsoa" ? drawn : null };
  }

  /** Places of the units that have an area in view. */
  function unitsOf(places) {
    if (state.level === "lsoa") return places;
    const here = new Set(places);
    return values.units().members.flatMap((those, unit) => (those.some((at) => here.has(at)) ? [unit] : []));
  }

  /** Share (0–1) of the named practices' lists that lives in some areas, and outside the map; null
   * without a practice. */
  function listInView(places) {
    const those = practices();
    if (!those.length) return null;
    const { lives, counted } = patientsOf(those);
    const held = places.reduce((sum, at) => sum + (lives.get(at) || 0), 0);
    const last = values.known.areas.code.length;
    const away = [...lives].reduce((sum, [at, patients]) => sum + (at < last ? 0 : patients), 0);
    return { share: counted ? held / counted : 0, outside: counted ? away / counted : 0, counted, held };
  }

  /** Indicators whose numbers the filters need. */
  function needs() {
    return [state.ruralUrban.length ? "rural_urban" : "", state.deciles.length ? "imd_decile" : ""];
  }

  return { MANY, areas, settleLevel, unitsOf, practices, listInView, needs };
})();
