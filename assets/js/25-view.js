/* Which areas the view shows: the filters of the address. dashboard/explore/areas_in_view.py does the same on
 * the server, and a test compares the two. */
window.atlas.view = (() => {
  "use strict";
  const { state } = window.atlas;
  const values = window.atlas.values;

  /** The practices that the view is limited to: those named, and all of the named networks. */
  function practices(of = state) {
    if (!of.practices.length && !of.pcns.length) return [];
    return values.known.footprints.practices.filter(
      (one) => of.practices.includes(one.code) || (one.pcnCode && of.pcns.includes(one.pcnCode)),
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

  /** Places of the areas that pass every filter of a view. */
  function areas(of = state) {
    const { areas: known } = values.known;
    const keep = known.code.map(() => true);
    const limit = (codes, larger) => {
      if (!codes.length) return;
      const wanted = new Set(codes.map((code) => larger.code.indexOf(code)));
      larger.of.forEach((one, at) => { keep[at] = keep[at] && wanted.has(one); });
    };
    limit(of.districts, known.district);
    limit(of.wards, known.ward);
    limit(of.neighbourhoods, known.neighbourhood);
    const among = (id, wanted) => {
      if (wanted.length) keep.forEach((_, at) => { keep[at] = keep[at] && wanted.includes(values.value(id, at)); });
    };
    among("rural_urban", of.ruralUrban);
    among("imd_decile", of.deciles);
    if (of.residents) known.residents.forEach((people, at) => { keep[at] = keep[at] && people >= of.residents; });
    const those = practices(of);
    if (those.length) {
      const lived = new Set(of.atLeast ? atLeast(those, of.atLeast / 100) : core(those, of.held / 100));
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

  const listed = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

  /** The networks and practices that the filter names, as people name them. */
  function who() {
    const network = (code) => values.known.footprints.practices.find((one) => one.pcnCode === code).pcn;
    const names = [...state.pcns.map(network), ...state.practices.map((code) => values.practice(code).name)];
    return names.length > 3 ? `${names.length} practices and networks` : listed(names);
  }

  /** What the filters keep, by name, to follow "in": districts by theirs, else as many areas, of the
   * practices that are named or of the filter. */
  function named(places) {
    const { areas: known } = values.known;
    const { districts, wards, neighbourhoods, pcns, practices: chosen, ruralUrban, deciles, residents } = state;
    const further = [wards, neighbourhoods, pcns, chosen, ruralUrban, deciles].some((list) => list.length) || residents;
    if (!further) return districts.length ? listed(districts.map((code) => known.district.name[known.district.code.indexOf(code)])) : known.region;
    const number = places.length === 1 ? "the one area" : `the ${window.atlas.count(places.length)} areas`;
    const others = [districts, wards, neighbourhoods, ruralUrban, deciles].some((list) => list.length) || residents;
    return `${number} of ${(pcns.length || chosen.length) && !others ? who() : "the filter"}`;
  }

  /** Whether the filter is districts and nothing else, whose figures stand in every list of districts. */
  function onlyDistricts(places) {
    return state.districts.length === 1 && named(places) === values.known.areas.district.name[values.known.areas.district.code.indexOf(state.districts[0])];
  }

  /** Of whom the figures of the areas are, where practices are named; else "". */
  function ofWhom() {
    return practices().length ? values.known.footprints.residents.replace("{who}", who()) : "";
  }

  /** A view's selection without what its filters no longer keep; none of it where other practices are named. */
  function kept(of) {
    const asks = (view) => JSON.stringify([view.practices, view.pcns]);
    if (asks(of) !== asks(state)) return [];
    const here = new Set(areas(of));
    const units = values.levels[of.level];
    return of.selected.filter((code) => units.members[units.place[code]]?.some((at) => here.has(at)));
  }

  /** Change the filters: the selection goes with the question that it belongs to. */
  async function filter(change) {
    const next = { ...state, ...change };
    await Promise.all([next.practices.length || next.pcns.length ? values.needFootprints() : null, ...needs(next).map(values.need)]);
    window.atlas.go({ ...change, selected: kept(next) });
  }

  /** Indicators whose numbers the filters of a view need. */
  function needs(of) {
    return [of.ruralUrban.length ? "rural_urban" : "", of.deciles.length ? "imd_decile" : ""];
  }

  return { MANY, areas, settleLevel, unitsOf, practices, listInView, needs, who, named, onlyDistricts, ofWhom, filter };
})();
