/* The list of practices or networks: which rows an address narrows it to, what its table holds, and what is ticked. */
import { byId, give } from "../core.js";
import { count, digits, fill } from "../numbers.js";
import { library } from "../table.js";

const NARROW = window.matchMedia("(max-width: 991.98px)"); // as in the page's styles

/** Rows of the list: the same rule as dashboard/practices/list_filter.py.
 * @param {ListRows} rows @param {ListAsked} asked */
export function rowsOf(rows, { k, d, c, q }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const said = (/** @type {ListRow} */ row) =>
    `${row.name} ${row.code} ${k === "practice" ? row.pcn : ""} ${row.place}`.toLowerCase();
  return of(rows, k).filter(
    (row) =>
      (!d || row.places.includes(d)) && (!c || row.network === c) && words.every((word) => said(row).includes(word)),
  );
}

/** Practices or networks, all of them. @param {ListRows} rows @param {string} k @returns {ListRow[]} */
const of = (rows, k) => /** @type {any} */ (rows)[k];

/** Codes of the practices in the list, or in its networks.
 * @param {ListRows} rows @param {ListAsked} asked @returns {Set<string>} */
export function practicesOf(rows, asked) {
  return inRows(rows, new Set(rowsOf(rows, asked).map((row) => row.code)));
}

/** Codes of the practices with one of some codes, or in a network with one.
 * @param {ListRows} rows @param {Set<string>} codes */
export function inRows(rows, codes) {
  return new Set(rows.practice.filter((row) => codes.has(row.code) || codes.has(row.network)).map((row) => row.code));
}

/** How many rows are left, in words. @param {ListRows} rows @param {ListAsked} asked @param {ListGiven} given */
export function left(rows, asked, { words }) {
  const [found, all] = [rowsOf(rows, asked).length, of(rows, asked.k).length];
  const which = found === all ? "all" : found ? "some" : "none";
  return fill(words.list[`${which}_${asked.k}`], { found: count(found), number: count(all) });
}

/** The table's columns for a register. @param {ListRows} rows @param {ListAsked} asked @param {ListGiven} given */
function columns(rows, { k, r }, given) {
  return given.columns[k].map(({ narrow, ...column }) => {
    const headerName = fill(column.headerName, { register: rows.registers[r] });
    return { ...column, headerName, ...(NARROW.matches ? narrow : {}) };
  });
}

/** The table's rows: those of the list, with the chosen register.
 * @param {ListRows} rows @param {ListAsked} asked @param {ListGiven} given @returns {ListRow[]} */
function data(rows, asked, { words: { list } }) {
  return rowsOf(rows, asked).map((row) => {
    const [recorded = null, low, high] = row.registers[asked.r] || [];
    const was = row.before ? fill(list.was, { number: count(row.before) }) : list.none;
    return {
      ...row,
      ...{ registers: null, pcn: row.pcn || list.no_network, recorded },
      recordedSaid:
        recorded === null
          ? list.none
          : fill(list.limits, { recorded: digits(recorded, 1), low: digits(low, 1), high: digits(high, 1) }),
      growthSaid: row.growth === null ? was : digits(row.growth, 1),
    };
  });
}

let shown = ""; // what the table holds, or will when it has come

/** The page is a new one, without a table. */
export function forget() {
  shown = "";
}

/** Show the list; the table itself comes when its program has come.
 * @param {ListRows} rows @param {ListAsked} asked @param {ListGiven} given @param {Set<string>} ticked codes */
export async function show(rows, asked, given, ticked) {
  const { id } = given.table.props;
  const now = JSON.stringify([asked.k, asked.d, asked.c, asked.q, asked.r]);
  if (now === shown) return;
  shown = now;
  const rowData = data(rows, asked, given);
  const held = { columnDefs: columns(rows, asked, given), rowData };
  if (byId(id)) {
    give(id, { ...held, selectedRows: rowData.filter((row) => ticked.has(row.code)) });
    return;
  }
  await library();
  if (shown !== now) return; // it was narrowed meanwhile, and comes as that
  give("practices-list", { children: { ...given.table, props: { ...given.table.props, ...held } } });
  cut();
}

/** Mark the list's edge while columns lie beyond it. */
function cut() {
  const holder = byId("practices-list");
  const mark = () => {
    const body = holder.querySelector(".ag-center-cols-viewport");
    holder.classList.toggle("more", Boolean(body && body.scrollLeft + body.clientWidth < body.scrollWidth - 2));
  };
  holder.addEventListener("scroll", mark, true);
  new ResizeObserver(mark).observe(holder);
  const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ["style"] };
  new MutationObserver(mark).observe(holder, changes);
}
