/* The table of the places in view, in step with the map: the full path for a keyboard or a screen
 * reader. Its library is large, so it is fetched when the table is first opened. */
window.atlas.table = (() => {
  "use strict";
  const { state, go, files, element, count } = window.atlas;
  const values = window.atlas.values;
  let open = false;
  let library = null;
  let rows = [];
  let quiet = false; // a selection that came from the address, not from the table
  let ticked = false; // the last selection was made in the table
  let reached = null; // the unit that was last brought into view

  // How the table writes numbers: as everything else does. The unit stands in the heading.
  window.dashAgGridFunctions = {
    ...window.dashAgGridFunctions,
    atlasWritten: (value, id) => window.atlas.written(value, values.words(id), { unit: false }),
    atlasCount: count,
  };

  function fetchLibrary() {
    library ||= window.atlas.server.program(files["table-library"], window.atlas.server.files["table-library"]);
    return library;
  }

  function columns() {
    const shown = [...new Set([state.indicator, state.second, ...state.columns].filter(Boolean))];
    const number = (id) => {
      const words = values.words(id);
      return {
        field: id, headerName: words.head, type: "rightAligned", minWidth: 150, flex: 1,
        wrapHeaderText: true, autoHeaderHeight: true, sortable: true, headerTooltip: words.short,
        valueFormatter: { function: `atlasWritten(params.value, "${id}")` },
      };
    };
    return [
      { field: "name", headerName: "Place", minWidth: 220, flex: 2, sortable: true },
      { field: "note", headerName: state.level === "lsoa" ? "Area" : "What", minWidth: 150, flex: 1, sortable: true },
      ...(state.level === "lsoa" ? [{ field: "district", headerName: "District", minWidth: 110, sortable: true }] : []),
      { field: "residents", headerName: "Residents", type: "rightAligned", minWidth: 110, sortable: true, valueFormatter: { function: "atlasCount(params.value)" } },
      ...shown.map(number),
    ];
  }

  function data(units) {
    const those = values.units();
    const { areas } = values.known;
    const shown = [...new Set([state.indicator, state.second, ...state.columns].filter(Boolean))];
    const numbers = shown.map((id) => values.all(id));
    return units.map((at) => {
      const row = { code: those.code[at], name: those.name[at], note: those.note[at], residents: those.residents[at], district: areas.district.name[areas.district.of[those.members[at][0]]] };
      shown.forEach((id, i) => { row[id] = numbers[i][at]; });
      return row;
    });
  }

  async function draw(units) {
    const holder = document.getElementById("table-holder");
    if (!holder || !open) return;
    rows = data(units);
    const chosen = new Set(state.selected);
    const selectedRows = rows.filter((row) => chosen.has(row.code));
    // What was selected elsewhere is brought into view; who ticks a row here sees it already.
    const newest = state.selected[state.selected.length - 1];
    const toSelected = newest && newest !== reached && !ticked ? { scrollTo: { rowId: newest, rowPosition: "middle" } } : {};
    [reached, ticked] = [newest, false];
    const set = window.dash_clientside.set_props;
    if (document.getElementById("table")) {
      quiet = true;
      set("table", { columnDefs: columns(), rowData: rows, selectedRows, ...toSelected });
      return;
    }
    await fetchLibrary();
    set("table-holder", {
      children: {
        type: "AgGrid", namespace: "dash_ag_grid",
        props: {
          id: "table", columnDefs: columns(), rowData: rows, selectedRows, ...toSelected, getRowId: "params.data.code",
          defaultColDef: { resizable: true },
          className: document.documentElement.dataset.bsTheme === "dark" ? "ag-theme-quartz-dark" : "ag-theme-quartz",
          dashGridOptions: { rowSelection: { mode: "multiRow", headerCheckbox: false }, animateRows: false, tooltipShowDelay: 300 },
          style: { height: "100%", width: "100%" },
        },
      },
    });
  }

  /** Called by Dash when the selection in the table changes. */
  function picked(chosen) {
    if (!chosen) return;
    const codes = chosen.map((row) => row.code);
    const same = codes.length === state.selected.length && codes.every((code) => state.selected.includes(code));
    if (quiet || same) {
      quiet = false;
      return;
    }
    const here = new Set(rows.map((row) => row.code));
    ticked = true;
    go({ selected: [...state.selected.filter((code) => !here.has(code)), ...codes] });
  }

  function toggle() {
    open = !open;
    document.querySelector(".explore")?.classList.toggle("with-table", open);
    const button = document.getElementById("table-button");
    if (button) {
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Close table" : "Table";
    }
    const holder = document.getElementById("table-panel");
    if (holder) holder.hidden = !open;
    if (open) window.atlas.explore.show();
  }

  /** Adding and taking off columns. */
  function chooser() {
    const { indicators } = values.known.catalogue;
    const made = window.atlas.combobox({
      id: "add-column", label: "Add a column", hideLabel: true, searchOnly: true, placeholder: "Add a column",
      groups: Object.entries(indicators).reduce((groups, [id, words]) => {
        const last = groups[groups.length - 1];
        const option = { value: id, label: words.label, note: words.short };
        if (last && last.label === words.group) last.options.push(option);
        else groups.push({ label: words.group, options: [option] });
        return groups;
      }, []),
      choose: (id) => go({ columns: state.columns.includes(id) ? state.columns : [...state.columns, id] }),
    });
    return made.root;
  }

  function head(units) {
    const chips = state.columns.map((id) => element("button", {
      type: "button", class: "chip", "aria-label": `Take off the column ${values.words(id).label}`, onclick: () => go({ columns: state.columns.filter((one) => one !== id) }),
    }, values.words(id).label, element("span", { "aria-hidden": "true", text: " ×" })));
    document.getElementById("table-chips")?.replaceChildren(...chips);
    const adder = document.getElementById("table-add");
    if (adder && !adder.hasChildNodes()) adder.append(chooser());
    const said = document.getElementById("table-said");
    const all = units.length === values.units().code.length;
    if (said) said.textContent = `${all ? "All " : ""}${count(units.length)} ${window.atlas.figures.what(units.length)}${all ? "" : " that your filters keep"}. Tick rows to select them; click a heading to sort. ${window.atlas.view.ofWhom()}`;
  }

  function forget() {
    [open, reached] = [false, null];
  }

  return { draw, head, picked, toggle, forget, isOpen: () => open, library: fetchLibrary };
})();
