/* The table of the places in view, in step with the map: the full path for a keyboard or a screen reader. Its library
 * is large, so it is fetched when the table is first opened, and this program with it. */
import { byId, element, give, go, replace, state } from "./core.js";
import { count, say, written } from "./numbers.js";
import { tableLibrary } from "./server.js";
import * as values from "./values.js";

let open = false;
/** @type {{ code: string, [column: string]: any }[]} */
let rows = [];
let quiet = false; // a selection that came from the address, not from the table
let ticked = false; // the last selection was made in the table
/** The unit that was last brought into view. @type {string | undefined} */
let reached;

// How the table writes numbers: as everything else does. The unit stands in the heading.
window.dashAgGridFunctions = {
  ...window.dashAgGridFunctions,
  atlasWritten: (/** @type {number | null} */ value, /** @type {string} */ id) =>
    written(value, values.words(id), { unit: false }),
  atlasCount: count,
};

/** Indicators that have a column. */
const shown = () => [...new Set([state.indicator, state.second, ...state.columns].filter(Boolean))];

function columns() {
  const { columns: fixed, number } = values.known.catalogue.table;
  const ofIndicator = (/** @type {string} */ id) => ({
    ...number,
    field: id,
    headerName: values.words(id).head,
    headerTooltip: values.words(id).short,
    valueFormatter: { function: `atlasWritten(params.value, "${id}")` },
  });
  return [...fixed[state.level], ...shown().map(ofIndicator)];
}

/** @param {number[]} units */
function data(units) {
  const { code, name, note, residents, members } = values.units();
  const numbers = shown().map((id) => /** @type {[string, (number | null)[]]} */ ([id, values.all(id)]));
  return units.map((at) => ({
    code: code[at],
    name: name[at],
    note: note[at],
    residents: residents[at],
    district: values.districtOf(members[at][0]),
    ...Object.fromEntries(numbers.map(([id, all]) => [id, all[at]])),
  }));
}

/** Show units in the table. @param {number[]} units */
export async function draw(units) {
  head(units);
  if (!byId("table-holder") || !open) return;
  rows = data(units);
  const chosen = new Set(state.selected);
  const selectedRows = rows.filter((row) => chosen.has(row.code));
  // What was selected elsewhere is brought into view; who ticks a row here sees it already.
  const newest = state.selected.at(-1);
  const toSelected =
    newest && newest !== reached && !ticked ? { scrollTo: { rowId: newest, rowPosition: "middle" } } : {};
  [reached, ticked] = [newest, false];
  const props = { columnDefs: columns(), rowData: rows, selectedRows, ...toSelected };
  if (byId("table")) {
    quiet = true;
    give("table", props);
    return;
  }
  await tableLibrary();
  const { grid } = values.known.catalogue.table;
  const className = document.documentElement.dataset.bsTheme === "dark" ? "ag-theme-quartz-dark" : "ag-theme-quartz";
  give("table-holder", { children: { ...grid, props: { ...grid.props, ...props, className } } });
}

/** The selection in the table has changed. @param {{ code: string }[] | null} chosen */
export function picked(chosen) {
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

/** Open the table, or shut it. @param {() => void} show draws the page */
export function toggle(show) {
  open = !open;
  document.querySelector(".explore")?.classList.toggle("with-table", open);
  const button = byId("table-button");
  button.setAttribute("aria-expanded", String(open));
  button.textContent = say(open ? "close_table" : "table");
  byId("table-panel").hidden = !open;
  if (open) show();
}

/** What stands above the table. @param {number[]} units */
function head(units) {
  const chips = state.columns.map((id) => {
    const { label } = values.words(id);
    const onclick = () => go({ columns: state.columns.filter((one) => one !== id) });
    const button = { type: "button", class: "chip", "aria-label": say("take_off_column", { label }), onclick };
    return element("button", button, label, element("span", { "aria-hidden": "true", text: " ×" }));
  });
  replace("table-chips", ...chips);
  const all = units.length === values.units().code.length;
  const gaps = { n: count(units.length), units: values.unitWord(units.length) };
  replace("table-said", say(all ? "all_rows" : "some_rows", gaps));
}

/** The page has just been put there: the table on it is shut. */
export function forget() {
  [open, reached] = [false, undefined];
}
