/* The table of practices or networks (dashboard/practices/list_table.py): its library and its rows come when it is
 * first shown; which rows are kept, and its columns, the server says. */
import { byId, give, load } from "../core.js";
import { tableLibrary } from "../server.js";

const NARROW = window.matchMedia("(max-width: 991.98px)"); // as in the page's styles

/** What the table is to show, or shows. @type {{ listing?: Listing, figures?: ListFigures }} */
let wanted = {};
/** What it was last given. @type {{ listing?: Listing, figures?: ListFigures }} */
let shown = {};

/** The page is a new one, without a table. */
export function forget() {
  [wanted, shown] = [{}, {}];
}

/** Show the list: the table is given what is new. @param {Listing} listing @param {ListFigures} figures
 * @param {{ props: any }} table without columns and rows */
export async function show(listing, figures, table) {
  const mine = { listing, figures };
  wanted = mine;
  const [rows] = await Promise.all([load("practices"), tableLibrary()]);
  if (wanted !== mine) return; // it was narrowed meanwhile, and comes as that
  const props = listing === shown.listing ? {} : { dashGridOptions: listing.options };
  const isOther = listing.listed !== shown.listing?.listed;
  if (isOther) Object.assign(props, { selectedRows: [] });
  // With other columns the rows are put in their order anew.
  if (isOther || figures !== shown.figures) {
    const rowData = rows[listing.listed].map((/** @type {any} */ row) => ({ ...row, ...figures.cells[row.code] }));
    Object.assign(props, { columnDefs: figures.columns.map(fitting), rowData });
  }
  shown = mine;
  if (byId(table.props.id)) give(table.props.id, props);
  else {
    give("practices-list", { children: { ...table, props: { ...table.props, ...props } } });
    cut();
  }
}

/** A column as it is on this screen. @param {any} column */
const fitting = ({ narrow, ...column }) => ({ ...column, ...(NARROW.matches ? narrow : {}) });

/* Whichever way rows are sorted, those without a figure stand last. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};
window.dashAgGridFunctions.figuresFirst = (
  /** @type {number | null} */ one,
  /** @type {number | null} */ other,
  /** @type {any} */ _one,
  /** @type {any} */ _other,
  /** @type {boolean} */ isTurned,
) => {
  if (one === null || other === null) return (Number(one === null) - Number(other === null)) * (isTurned ? -1 : 1);
  return one - other;
};

/* A verdict with its mark, as it stands on a practice's page. */
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
window.dashAgGridComponentFunctions.AtlasVerdict = (/** @type {any} */ { data: { verdict }, valueFormatted }) =>
  window.React.createElement("span", { className: verdict ? `verdict ${verdict}` : "note" }, valueFormatted);

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
