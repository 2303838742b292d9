/* What stands around every page: light and dark, the navigation, menus, going back and forward. */
import { bring } from "./core.js";
import * as question from "./question.js";
import { left } from "./server.js";

// ---- light or dark: what the person's system asks for; paper is always light ----

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Change over, and have drawn anew what is drawn in colours of its own. @param {boolean} paper */
function theme(paper) {
  document.documentElement.dataset.theme = dark.matches && !paper ? "dark" : "light";
  document.dispatchEvent(new Event("atlas-theme"));
}

dark.addEventListener("change", () => theme(false));
window.addEventListener("beforeprint", () => dark.matches && theme(true));
window.addEventListener("afterprint", () => dark.matches && theme(false));
// What makes a page fit for paper has to be there before anybody prints it.
window.addEventListener("load", () => setTimeout(() => bring("paper"), 3000));

// ---- navigation ----

/** Each page's last query, while this window is open. @type {Record<string, string>} */
const visited = {};
/** The page's path. @type {string | null} */
let now = null;

/**
 * Say which page this is, in the navigation, whose links lead back to what was left there.
 * @param {string} path
 * @param {string} search
 */
export function here(path, search) {
  visited[path] = search || "";
  left();
  if (path !== now) question.forget();
  now = path;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".nav-link"))) {
    const to = new URL(link.href).pathname;
    const is = to === path;
    window.dash_clientside.set_props(link.id, { href: is ? to : `${to}${visited[to] || ""}` });
    link.classList.toggle("here", is);
    if (is) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "nearest" }); // on a phone the links are one long row
    } else link.removeAttribute("aria-current");
  }
}

/** What each page that follows its address by itself has on it. @type {Record<string, string>} */
const FOLLOWING = {
  "/": "picker",
  "/seldom-heard": "ask",
  "/practices": "practices-side",
  "/inequality": "inequality-side",
};

/* Back and forward between views of one page: Dash would fetch the page and lay it out anew, with the table closed
 * and the map back where it began. */
window.addEventListener(
  "popstate",
  (event) => {
    const { pathname, search, href } = window.location;
    if (!FOLLOWING[pathname] || !document.getElementById(FOLLOWING[pathname])) return;
    event.stopImmediatePropagation();
    window.dash_clientside.set_props("url", { search, href });
  },
  true,
);

// ---- a menu that opens from a button shuts when something is chosen, on a click elsewhere, and on Escape ----

const menu = () => /** @type {HTMLDetailsElement | null} */ (document.querySelector("#export[open]"));

document.addEventListener("click", ({ target }) => {
  const [open, on] = [menu(), /** @type {Element} */ (target)];
  if (open && (!open.contains(on) || on.closest("a"))) open.open = false;
});
document.addEventListener("keydown", ({ key }) => {
  const open = menu();
  if (key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});
