/* The list of practices or networks: what it is narrowed to, its rows and columns, and what is ticked.
 * `view` is what practices.js shows. */
window.atlas.practicesList = (() => {
  "use strict";
  const { element, count } = window.atlas;
  const TYPING = 250; // milliseconds without a letter, until the list and the address follow
  const NARROW = 900; // as in the page's CSS

  const replace = (id, ...children) => document.getElementById(id)?.replaceChildren(...children.filter(Boolean));

  /** Rows of the list: the same rule as dashboard/practices/list_filter.py. */
  function rowsOf(rows, { k, d, c, q }) {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const said = (row) => `${row.name} ${row.code} ${k === "practice" ? row.pcn : ""} ${row.place}`.toLowerCase();
    return rows[k].filter((row) => (!d || row.places.includes(d)) && (!c || row.network === c) && words.every((word) => said(row).includes(word)));
  }

  /** Codes of the practices in the list, or in its networks. */
  function practicesOf(rows, asked) {
    const those = new Set(rowsOf(rows, asked).map((row) => row.code));
    return new Set(rows.practice.filter((row) => those.has(asked.k === "practice" ? row.code : row.network)).map((row) => row.code));
  }

  // ---- narrowing it, and what can be done with its rows ----

  let typing = 0;

  function choose(id, text, all, options, chosen, pick) {
    return element("div", { class: `choose ${id}` }, element("label", { for: id, text }),
      element("select", { id, onchange: (event) => pick(event.target.value) }, element("option", { value: "", text: all }),
        ...options.map(([value, label]) => element("option", { value, selected: value === chosen, text: label }))));
  }

  function tools({ rows, asked, longest, go }) {
    const networks = rows.pcn.filter((row) => !asked.d || row.places.includes(asked.d)).map((row) => [row.code, row.name]);
    const named = element("input", { id: "list-named", type: "search", value: asked.q, placeholder: "Part of a name", maxlength: longest, oninput: (event) => {
      clearTimeout(typing);
      const { value } = event.target;
      typing = setTimeout(() => go({ q: value.trim() }), TYPING);
    } });
    const register = element("select", { id: "list-register", onchange: (event) => go({ r: event.target.value }) },
      ...rows.registers.map((one) => element("option", { value: one.code, selected: one.code === asked.r, text: one.label })));
    return element("div", { id: "list-tools" },
      element("div", { class: "practices-tools", role: "search", "aria-label": "Narrow the list" },
        choose("list-place", "Place", "All of them", rows.places, asked.d, (d) => go({ d, c: "" })),
        choose("list-network", "Network", "All of them", networks, asked.c, (c) => go({ c })),
        element("div", { class: "choose" }, element("label", { for: "list-named", text: "Name" }), named),
        element("div", { class: "choose" }, element("label", { for: "list-register", text: "Register" }), register)),
      element("p", { id: "listed", role: "status" }),
      element("div", { id: "ticked", class: "note" }));
  }

  /** How many are left, and the way back to all. */
  function said({ rows, asked, go }) {
    const found = rowsOf(rows, asked).length;
    const all = rows[asked.k].length;
    const what = asked.k === "practice" ? "practices" : "networks";
    const input = document.getElementById("list-named");
    if (input && input !== document.activeElement) input.value = asked.q;
    replace("listed", element("span", { text: found === all ? `All ${count(all)} ${what}.` : found ? `${count(found)} of ${count(all)} ${what}.` : `None of the ${count(all)} ${what} fits.` }),
      asked.d || asked.c || asked.q ? element("button", { type: "button", class: "plain", text: "Show all", onclick: () => { clearTimeout(typing); if (input) input.value = ""; go({ d: "", c: "", q: "" }); } }) : null);
  }

  function ticked({ ticked: chosen, most, go }) {
    const codes = [...chosen];
    replace("ticked", element("span", { text: codes.length ? `${codes.length} ticked: ` : "Tick rows to compare them or to make a group of your own." }),
      codes.length > 1 && codes.length <= most ? element("button", { type: "button", class: "plain", text: "Compare them", onclick: () => go({ v: codes }) }) : null,
      codes.length ? element("button", { type: "button", class: "plain", text: "Make a group of them", onclick: () => go({ v: [["My group", ...codes].join("~")] }) }) : null);
  }

  // ---- the table ----

  const share = (field, headerName, headerTooltip) => ({ field, headerName, headerTooltip, type: "rightAligned", width: 76, sortable: true, valueFormatter: { function: 'params.value == null ? "–" : d3.format(".1f")(params.value)' } });

  /** What a commissioner asks first stands first: a narrow screen shows no more. */
  function columns({ rows, asked }) {
    const label = rows.registers.find((one) => one.code === asked.r)?.label || asked.r;
    const narrow = window.innerWidth <= NARROW;
    const networks = asked.k === "pcn";
    return [
      { field: "name", headerName: networks ? "Network" : "Practice", ...(narrow ? { width: 150 } : { minWidth: 180, flex: 2 }), sortable: true, pinned: "left", cellRenderer: "AtlasLink", tooltipField: "name" },
      { field: "patients", headerName: "Patients", headerTooltip: rows.growthTo, type: "rightAligned", width: 80, sortable: true, valueFormatter: { function: 'd3.format(",")(params.value)' } },
      { ...share("core20", "Core20, %", "Patients who live in the most deprived fifth of England's areas"), width: 76 },
      { ...share("imd", "IMD 2025 score", "Mean deprivation score of its patients; higher is more deprived"), width: 66 },
      { ...share("recorded", `${label}, recorded %`, `On the register, ${rows.year}, with 95% limits`), width: 138, valueFormatter: { function: 'params.value == null ? "–" : `${d3.format(".1f")(params.value)} (${params.data.limits})`' } },
      share("minority_ethnic", "Minority ethnic, about %", "Estimated from where its patients live (Census 2021)"),
      share("english_limited", "Limited English, about %", "Cannot speak English well or at all; estimated from where its patients live (Census 2021)"),
      { ...share("growth", `Growth since ${rows.growthFrom.slice(-4)}, %`, `List size at ${rows.growthTo} against ${rows.growthFrom}; where it is not the same list any more, what it was then`), width: 96, valueFormatter: { function: 'params.value != null ? d3.format(".1f")(params.value) : params.data.before ? `was ${d3.format(",")(params.data.before)}` : "–"' } },
      { field: "place", headerName: "Place", width: 98, sortable: true },
      { field: "pcn", headerName: networks ? "Practices" : "Network", minWidth: 104, flex: 1, sortable: true, tooltipField: "pcnTip" },
    ];
  }

  function data({ rows, asked }) {
    return rowsOf(rows, asked).map((row) => {
      const found = row.registers[asked.r];
      return { ...row, registers: null, pcnTip: row.pcn, pcn: row.pcn || "no network", recorded: found ? found[0] : null, limits: found ? `${found[1].toFixed(1)}–${found[2].toFixed(1)}` : "" };
    });
  }

  let shown = ""; // what the table holds

  async function show(view) {
    const set = window.dash_clientside.set_props;
    const now = JSON.stringify([view.asked.k, view.asked.d, view.asked.c, view.asked.q, view.asked.r]);
    if (document.getElementById("units-table")) {
      const rowData = data(view);
      if (now !== shown) set("units-table", { columnDefs: columns(view), rowData, selectedRows: rowData.filter((row) => view.ticked.has(row.code)) });
      shown = now;
      return;
    }
    shown = now;
    await window.atlas.table.library();
    set("practices-list", {
      children: {
        type: "AgGrid", namespace: "dash_ag_grid",
        props: {
          id: "units-table", columnDefs: columns(view), rowData: data(view), getRowId: "params.data.code",
          defaultColDef: { resizable: true, filter: false, wrapHeaderText: true, autoHeaderHeight: true },
          dashGridOptions: {
            rowSelection: { mode: "multiRow", headerCheckbox: false }, selectionColumnDef: { width: 40, pinned: "left" },
            animateRows: false, tooltipShowDelay: 300, suppressNoRowsOverlay: true,
          },
          style: { height: "100%", width: "100%" },
        },
      },
    });
    cut();
  }

  /** Mark the list's edge while columns lie beyond it. */
  function cut() {
    const holder = document.getElementById("practices-list");
    const mark = () => {
      const body = holder.querySelector(".ag-center-cols-viewport");
      holder.classList.toggle("more", Boolean(body) && body.scrollLeft + body.clientWidth < body.scrollWidth - 2);
    };
    holder.addEventListener("scroll", mark, true);
    new ResizeObserver(mark).observe(holder);
    new MutationObserver(mark).observe(holder, { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] });
  }

  return { rowsOf, practicesOf, tools, said, ticked, show };
})();

/* A practice's name in the list, as a link that a keyboard reaches. */
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
window.dashAgGridComponentFunctions.AtlasLink = (props) => window.React.createElement("a", { href: window.atlas.practices.address({ v: [props.data.code] }), className: "inside" }, props.value);
