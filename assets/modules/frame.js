/* What stands around every page: light and dark, the navigation, menus, going back and forward. */
import { withParts } from "./address.js";
import { within } from "./base.js";
import { bring, every, give } from "./core.js";
import * as question from "./question.js";
import { anew } from "./repeat.js";
import { left } from "./server.js";
import "./terms.js";

// ---- light or dark: what the person's system asks for; paper is always light ----

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Change over, and have drawn anew what is drawn in colours of its own. @param {boolean} paper */
function theme(paper) {
  document.documentElement.dataset.bsTheme = dark.matches && !paper ? "dark" : "light";
  document.dispatchEvent(new Event("atlas-theme"));
}

dark.addEventListener("change", () => theme(false));
window.addEventListener("beforeprint", () => dark.matches && theme(true));
window.addEventListener("afterprint", () => dark.matches && theme(false));

// ---- navigation ----

/** Each page's last query, while this window is open. @type {Record<string, string>} */
const visited = {};
/** The page's path. @type {string | null} */
let now = null;

/** Whether a page is one of those below another, as tabs of it are. @param {string | null} path @param {string} page */
const isBelow = (path, page) => Boolean(path?.startsWith(`${page}/`));

/** Say it to those who do not see it, too. */
function markHere() {
  for (const link of every("a.nav-link")) {
    const { pathname } = new URL(link.href);
    if (pathname === now) link.setAttribute("aria-current", "page");
    else if (link.closest(".pages, #menu") && isBelow(now, pathname)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** The phone's menu has been asked for: its links are there a moment later. @param {number} clicks */
export function menuOpened(clicks) {
  const mark = () => (document.querySelector("#menu .nav-link") ? markHere() : requestAnimationFrame(mark));
  if (clicks) requestAnimationFrame(mark);
  return Boolean(clicks);
}

/** What is carried from one page to another: parts of its address, empty ones taken off; dashboard/parts/unit_links.py.
 * @typedef {{ of: string, to: string, parts: Record<string, string> }} Carried */

/** What a page is called: its path, without the first stroke. @param {string} path */
const named = (path) => within(path).slice(1);

/** Say which page this is, in the navigation, whose links lead back to what was left there, with what this page carries
 * there: of each link its address and whether it is this page's, in the row and in the phone's menu, which shuts.
 * @param {string} path @param {string} search @param {Carried | null} carried @param {string[]} pages paths */
export function here(path, search, carried, pages) {
  visited[path] = search || "";
  left();
  const gone = path !== now;
  if (gone) question.forget();
  now = path;
  requestAnimationFrame(markHere);
  if (!gone) anew();
  if (within(path) !== "/") bring("paper"); // has to be there before anybody prints; Explore asks for it after its map
  const goes = carried && named(path) === carried.of ? carried : null;
  const query = (/** @type {string} */ page) =>
    named(page) === goes?.to ? withParts(visited[page] || "", goes.parts) : visited[page] || "";
  const hrefs = pages.map((page) => (page === path ? page : `${page}${query(page)}`));
  const active = pages.map((page) => page === path || isBelow(path, page));
  return [...hrefs, ...hrefs, ...active, ...active, gone ? false : window.dash_clientside.no_update];
}

/* Back and forward between views of one page: Dash would fetch the page and lay it out anew, with the table closed
 * and the map back where it began. Has to be here, before Dash listens itself: capturing is not enough. */
window.addEventListener(
  "popstate",
  (event) => {
    const { pathname, search, href } = window.location;
    if (pathname !== now || !document.querySelector("[data-form]")) return;
    event.stopImmediatePropagation();
    give("url", { search, href });
  },
  true,
);
