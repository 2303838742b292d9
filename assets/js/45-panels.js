/* The figures of what is in view or selected. */
window.atlas.figures = (() => {
  "use strict";
  const { state, go, element, written, count, percent, oneIn, fill } = window.atlas;
  const values = window.atlas.values;

  /** Areas are given by place; units of the level by theirs. */
  function draw(areasInView, unitsInView, selected) {
    const card = document.getElementById("card-now");
    if (!card) return;
    const plot = window.atlas.crossed.on() ? window.atlas.crossed.plot(unitsInView) : "";
    card.replaceChildren(...(selected.length ? [...chosen(selected), plot] : [plot, ...glance(areasInView, unitsInView)]));
  }

  function what(n) {
    return values.known.catalogue.legend.level[state.level][n === 1 ? "one" : "many"];
  }

  /** Nothing selected: the region, its districts, and where the figure is highest. */
  function glance(places, units) {
    const { areas } = values.known;
    const words = values.words(state.indicator);
    const filtered = places.length < areas.code.length;
    const everywhere = areas.code.map((_, at) => at);
    const { view } = window.atlas;
    const where = view.named(places);
    const oneDistrict = view.onlyDistricts(places);
    const rows = filtered && !oneDistrict ? [{ name: places.length === 1 ? "This area" : `These ${count(places.length)} areas`, places, kind: "is-view" }] : [];
    rows.push({ name: areas.region, places: everywhere });
    areas.district.code.forEach((code, i) => rows.push({ name: areas.district.name[i], places: values.inDistrict(code), kind: oneDistrict && state.districts.includes(code) ? "is-view" : "" }));
    return [
      element("h2", { text: filtered && !oneDistrict && where.startsWith("the ") ? `${where.charAt(0).toUpperCase()}${where.slice(1)}` : `${where} at a glance` }),
      ...(places.length ? [] : [element("p", { class: "sentence", text: "No area fits all of these filters." })]),
      view.ofWhom() && places.length ? element("p", { class: "note of-whom", text: view.ofWhom() }) : "",
      summary(words, filtered ? places : everywhere, where),
      ...partOfList(places),
      compare(words, rows),
      ...highest(words, places, units),
      element("p", { class: "note", text: "Click a place on the map for its card. Hold Shift to select several." }),
    ];
  }

  /** Of a practice with patients outside the map: which part of its list the areas in view hold. */
  function partOfList(places) {
    const list = window.atlas.view.listInView(places);
    if (!list || !list.counted || list.outside < 0.005) return [];
    const whole = (share) => Math.round(100 * share);
    return [element("p", { id: "part-of-list", class: "note", text: `These areas hold ${whole(list.share)}% of the list. ${whole(list.outside)}% of it live outside ${values.known.areas.region} and are not in these figures: the practice's own page counts them.` })];
  }

  function summary(words, places, where) {
    if (words.kind === "category" || !places.length) return "";
    if (words.kind === "decile") {
      const { found, people, share } = mostDeprived(places);
      return element("p", { class: "sentence" },
        element("strong", { text: `${count(found.length)} of ${where.startsWith("the ") ? where : `the ${count(places.length)} areas in ${where}`}` }),
        ` ${found.length === 1 ? "is" : "are"} among the most deprived fifth in England${measure()}. ${count(people)} people live there, ${percent(share)} of the residents.`);
    }
    const figure = values.over(state.indicator, places);
    if (figure.value === null) return "";
    const text = written(figure.value, words);
    if (words.aggregate !== "ratio") return element("p", { class: "sentence" }, element("strong", { text }), ` in ${where}.`);
    const often = oneIn(figure.value);
    return element("p", { class: "sentence" }, element("strong", { text }),
      `${often ? ` (${often})` : ""} in ${where}: ${words.modelled ? "about " : ""}${count(figure.n)} of ${count(figure.d)}. ${words.who}.`);
  }

  /** Why a table counts a few residents more or fewer than there are; "" where it does not. */
  function perturbed(words, places, figure) {
    const { residents } = values.known.areas;
    const all = places.reduce((sum, at) => sum + residents[at], 0);
    if (!words.everybody || figure.d === all) return "";
    return ` ${fill(values.known.catalogue.legend.perturbed.text, { table: count(figure.d), residents: count(all) })}`;
  }

  /** Bars of several places, with England as the last; a share's run from 0 to 100%, others' from 0 to
   * the highest area: the same on every card. */
  function compare(words, rows) {
    if (["category", "rank", "count"].includes(words.kind)) return "";
    const decile = words.kind === "decile";
    const figures = rows.map((row) => ({ ...row, value: decile ? mostDeprived(row.places).share : values.over(state.indicator, row.places).value }));
    // Of England's residents, known for the IMD alone: a fifth of its areas is not a fifth of its people.
    const nation = decile ? state.indicator === "imd_decile" && values.words("core20") : words;
    const england = nation && nation.england && nation.england.value;
    if (typeof england === "number") figures.push({ name: "England", value: england, kind: "is-england" });
    const known = decile || words.unit === "%" ? [100] : areaValues().filter((v) => v !== null);
    const most = Math.max(...known, ...figures.map((row) => row.value || 0));
    if (!(most > 0) || Math.min(...known) < 0) return "";
    const bare = words.unit !== "%" && words.form[0] !== "{number}"; // a unit in words is said once, above
    const text = (value) => (decile ? percent(value) : written(value, words, { unit: !bare }));
    return element("table", { class: "compare" },
      element("caption", { class: decile || bare ? "" : "visually-hidden", text: decile ? `Residents in the most deprived fifth${measure()}` : bare ? words.head : `${words.label}, compared` }),
      element("tbody", {}, ...figures.map((row) => element("tr", { class: row.kind || "" },
        element("th", { scope: "row", text: row.name }),
        element("td", { class: "bar-cell" }, element("span", { class: "bar", style: `width:${(100 * (row.value || 0)) / most}%` })),
        element("td", { class: "number", text: text(row.value) })))));
  }

  /** A decile of one domain is not deprivation overall. */
  const measure = () => (state.indicator === "imd_decile" ? "" : " by this measure");
  const areaValues = () => values.known.areas.code.map((_, at) => values.value(state.indicator, at));

  /** Areas of national deciles 1 and 2 of the decile on the map, and the residents in them. */
  function mostDeprived(places) {
    const { residents } = values.known.areas;
    const found = places.filter((at) => values.value(state.indicator, at) <= 2);
    const people = found.reduce((sum, at) => sum + residents[at], 0);
    const all = places.reduce((sum, at) => sum + residents[at], 0);
    return { found, people, share: all ? (100 * people) / all : 0 };
  }

  /** Where to look first: the five units with most need, or neighbourhoods for deciles. */
  function highest(words, places, units) {
    if (words.kind === "category" || units.length < 2) return [];
    const { areas } = values.known;
    const those = values.units();
    const row = (name, note, number, codes) => element("li", {}, element("button", {
      type: "button", class: "plain",
      onclick: () => { go({ selected: codes }); window.atlas.map.fit(codes.map((code) => those.place[code])); },
    }, element("span", { text: name }), element("small", { text: note }), element("span", { class: "number", text: number })));
    const { crossed } = window.atlas;
    if (words.kind === "decile" || crossed.on()) {
      if (state.level !== "lsoa") return [];
      const by = new Map();
      const both = crossed.on() ? crossed.cut().of : null;
      for (const at of both ? places.filter((place) => both[place] === 8) : mostDeprived(places).found) {
        const of = areas.neighbourhood.of[at];
        by.set(of, [...(by.get(of) || []), at]);
      }
      const people = (group) => group.reduce((sum, at) => sum + areas.residents[at], 0);
      const top = [...by].sort((a, b) => people(b[1]) - people(a[1]) || a[0] - b[0]).slice(0, 5);
      return top.length ? [
        element("h3", { text: both ? `Most people: ${crossed.most()}` : `Most people in the most deprived fifth${measure()}` }),
        element("ol", { class: "top" }, ...top.map(([of, group]) =>
          row(areas.neighbourhood.name[of], `${areas.district.name[areas.district.of[group[0]]]} · ${group.length} ${group.length === 1 ? "area" : "areas"}`, count(people(group)), group.map((at) => areas.code[at])))),
      ] : [];
    }
    const low = words.polarity === "low";
    const all = values.all(state.indicator);
    const sorted = units.filter((at) => all[at] !== null).sort((a, b) => (low ? 1 : -1) * (all[a] - all[b]) || a - b);
    if (sorted.length < 2) return [];
    return [
      element("h3", { text: `${low ? "Lowest" : "Highest"}${words.unit === "%" || words.form[0] === "{number}" ? "" : `, ${words.unit}`}` }),
      element("ol", { class: "top" }, ...sorted.slice(0, 5).map((at) => row(those.name[at], those.note[at], written(all[at], words, { unit: words.unit === "%" }), [those.code[at]]))),
    ];
  }

  /** The selected units: what they are and the figure of the indicator on the map. */
  function chosen(selected) {
    const { areas, catalogue } = values.known;
    const units = values.units();
    const words = values.words(state.indicator);
    const one = selected.length === 1 ? selected[0] : null;
    const places = selected.flatMap((at) => units.members[at]);
    const people = selected.reduce((sum, at) => sum + units.residents[at], 0);
    const districts = [...new Set(places.map((at) => areas.district.of[at]))];
    const area = one !== null && state.level === "lsoa" ? one : null;
    const where = area !== null
      ? `${areas.name[area]} · ${areas.ward.name[areas.ward.of[area]]} ward, ${areas.district.name[areas.district.of[area]]}`
      : one !== null ? units.note[one] : districts.map((at) => areas.district.name[at]).join(", ");
    const rows = [
      { name: one === null ? "Selected" : "Here", places, kind: "is-chosen" },
      ...(state.level === "district" ? [] : districts.slice(0, 2)).map((at) => ({ name: areas.district.name[at], places: values.inDistrict(areas.district.code[at]) })),
      { name: areas.region, places: areas.code.map((_, at) => at) },
    ];
    const flags = area === null ? [] : areas.flags[area];
    return [
      element("div", { class: "card-head" },
        element("h2", { text: one === null ? `${count(selected.length)} ${what(selected.length)} selected` : units.name[one] }),
        element("button", { type: "button", class: "plain", "aria-label": "Close this card", text: "Close", onclick: () => go({ selected: [] }) })),
      element("p", { class: "note", text: `${where} · ${count(people)} residents` }),
      ...outside(places),
      ...[state.indicator, state.second].filter(Boolean).flatMap((id) => [
        element("h3", { text: values.words(id).label }),
        sentence(id, places, one),
        id === state.indicator ? compare(words, rows) : "",
      ]),
      ...flags.map((flag) => element("p", { class: "flag" }, element("strong", { text: `${catalogue.flags[flag].label}. ` }), catalogue.flags[flag].text)),
    ];
  }

  /** Of a selection that the filters do not keep: that it is no part of what they show. */
  function outside(places) {
    const { view } = window.atlas;
    const inside = new Set(view.areas());
    const off = places.filter((at) => !inside.has(at)).length;
    if (!off) return [];
    const what_ = places.length === 1 ? "This area is" : off === places.length ? "These areas are" : `${count(off)} of these ${count(places.length)} areas ${off === 1 ? "is" : "are"}`;
    return [element("p", { class: "flag", id: "outside-filter", text: `${what_} not in ${view.named([...inside])}.` })];
  }

  function sentence(id, places, one) {
    const words = values.words(id);
    const figure = values.over(id, places);
    const value = one === null ? figure.value : values.all(id)[one];
    if (words.kind === "decile" && value !== null) {
      return element("p", { class: "sentence" }, "In national tenth ", element("strong", { text: `${written(value, words)} of 10` }), ", where 1 is the most deprived.");
    }
    if (words.kind === "decile" && places.length > 1) {
      const { found, people } = mostDeprived(places);
      return element("p", { class: "sentence", text: `${count(found.length)} of ${count(places.length)} areas are among the most deprived fifth in England${measure()}, with ${count(people)} residents.` });
    }
    if (value === null) return element("p", { class: "sentence", text: places.length > 1 ? "Ranks and classes cannot be averaged over several areas: choose the score." : "There is no figure here." });
    const parts = [];
    if (words.aggregate === "ratio") {
      const often = oneIn(value);
      parts.push(`${often ? ` (${often})` : ""}: ${words.modelled ? "about " : ""}${count(figure.n)} of ${count(figure.d)} ${words.of.charAt(0).toLowerCase()}${words.of.slice(1)}.`);
      if (figure.limits) parts.push(` Likely between ${written(figure.limits[0], words, { unit: false })} and ${written(figure.limits[1], words)}.`);
      parts.push(perturbed(words, places, figure));
    } else parts.push(".");
    const standing = one === null ? "" : window.atlas.map.standing(words, values.percentile(id, one));
    if (standing) parts.push(` ${standing.charAt(0).toUpperCase()}${standing.slice(1)}.`);
    return element("p", { class: "sentence" }, element("strong", { text: written(value, words) }), ...parts);
  }

  return { draw, what };
})();
