/* The table of practices or networks (dashboard/practices/list_table.py): its library and its rows come when it is
 * first shown; which rows are kept, and its columns, the server says. */
import { byId, give, load } from "../core.js";
import { tableLibrary } from "../server.js";

const NARROW = window.matchMedia("(max-width: 900px)"); // as in the page's styles

/** What the table is to show, or shows. @type {Listing | null} */
let wanted = null;
let listed = ""; // practices or networks

/** The page is a new one, without a table. */
export function forget() {
  wanted = null;
}

/** Show the list. @param {Listing} listing @param {{ props: any }} table without columns and rows */
export async function show(listing, table) {
  wanted = listing;
  const [rows] = await Promise.all([load("practices"), tableLibrary()]);
  if (wanted !== listing) return; // it was narrowed meanwhile, and comes as that
  const fitting = (/** @type {any} */ { narrow, ...column }) => ({ ...column, ...(NARROW.matches ? narrow : {}) });
  const columnDefs = listing.columns.map(fitting);
  const props = { columnDefs, rowData: [...rows[listing.listed]], dashGridOptions: listing.options };
  const { id } = table.props;
  if (byId(id)) give(id, listed === listing.listed ? props : { ...props, selectedRows: [] });
  else {
    give("practices-list", { children: { ...table, props: { ...table.props, ...props } } });
    cut();
  }
  listed = listing.listed;
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
