/* Whose figures stand on Explore's card: the patients of the practices that the filter names, which the
 * server works out, before the areas, which are full of other practices' patients too. */
window.atlas.patients = (() => {
  "use strict";
  const { state, element, still } = window.atlas;
  let asked = "";

  const card = () => document.getElementById("card-patients");

  /** Have the patients' figures of the view shown; nothing where no practice is named, or a place is
   * selected, whose card this then is. */
  function show() {
    if (!card()) return;
    const named = state.practices.length || state.pcns.length;
    const search = named && !state.selected.length
      ? window.atlas.write({ ...state, level: "lsoa", classes: null, districts: [], wards: [], neighbourhoods: [], ruralUrban: [], deciles: [], residents: 0, columns: [], clusters: false })
      : "";
    if (search === asked && (card().hasChildNodes() || !search)) return;
    asked = search;
    card().replaceChildren(...(search ? [element("h2", { text: `Patients of ${window.atlas.view.who()}` }), element("p", { class: "note", role: "status", text: "Working out the figures of the patients…" })] : []));
    if (search) window.dash_clientside.set_props("patients", { data: { search } });
  }

  /** The server has answered: about these patients, or about others asked for before. */
  function came(given) {
    if (given && asked && given.of === asked) card()?.replaceChildren(...given.body.map(still));
  }

  return { show, came };
})();
