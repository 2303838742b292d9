/* What stands around Explore's map: the headline, the card, the chips, and notes on practices. The server says it of a
 * view (dashboard/explore/view_said.py), in the places marked data-says; of everything at a level it came with the
 * indicator's numbers. */
import { blank, write } from "../address.js";
import { fill, to, within } from "../base.js";
import { byId, every, go, insert, rules, state } from "../core.js";
import * as map from "../map.js";
import * as question from "../question.js";
import { held } from "../server.js";
import * as values from "../values.js";
import { filter } from "../view.js";

/** The address of the view that is to be said, and of the one that is. @type {string | null} */
let wanted = null;
/** @type {string | null} */
let stands = null;

/** The page has just been put there: nothing is said on it. */
export function forget() {
  [wanted, stands] = [null, null];
}

/** Have it said of the view: at once, or when the server has answered.
 * @returns {string} the view's address, without how it is drawn */
export function draw() {
  const { indicator, level } = state;
  const plain = { classes: null, columns: [], marks: blank().marks };
  const search = write({ ...state, ...plain });
  const card = search === write({ ...blank(), indicator, level }) ? values.cards[indicator] : null;
  const asked = wanted === search || stands === search;
  wanted = search;
  if (card && stands !== search)
    say(search, {
      headline: card.headline[level],
      "card-now": [...card.glance, ...card.highest[level]],
      "export-own": card.own,
    });
  else if (!asked) ask(search);
  fade();
  return search;
}

/** Ask the server; its answer counts as long as no other view is wanted. @param {string} search */
async function ask(search) {
  const answer = await held(to(`/find/said${search}`));
  const parts = answer.status === 200 ? await answer.json() : null;
  if (!parts || search !== wanted) return;
  say(search, parts);
  fade();
}

/** @param {string} of @param {Record<string, any[]>} parts plain markup by the id of its place */
function say(of, parts) {
  stands = of;
  for (const { id } of every("[data-says]")) insert(id, parts[id] || []);
  title();
  peek();
}

/** Have the page's title say what the headline says, while the address is this page's. */
function title() {
  const finding = within(window.location.pathname) === "/" && byId("headline")?.textContent;
  const wanted = finding && fill(rules.labels.title, { finding }).replace(/\s+/g, " ").trim();
  if (wanted && document.title !== wanted) document.title = wanted;
}

/* Dash gives a page its own title each time that it puts it there, which may be later than the headline. */
new MutationObserver(title).observe(/** @type {Node} */ (document.querySelector("title")), { childList: true });

/** In a narrow window the card of what is selected is a sheet that peeks from below (20-explore.css): it shows its
 * first lines, the keyboard of a phone makes room for it, and the map moves what is selected out from under it. */
function peek() {
  const card = byId("card");
  if (!card) return;
  card.classList.remove("open");
  card.scrollTop = 0;
  if (getComputedStyle(card).position !== "fixed") return;
  if (window.matchMedia("(pointer: coarse)").matches) byId("find-place")?.blur();
  map.uncover(card.getBoundingClientRect().top);
}

/* The sheet's button shows all of it, or its first lines again. */
document.addEventListener("click", ({ target }) => {
  const more = target instanceof HTMLElement && target.dataset.other ? target : null;
  if (!more) return;
  more.ariaExpanded = String(byId("card").classList.toggle("open"));
  [more.textContent, more.dataset.other] = [more.dataset.other || "", more.textContent || ""];
});

function fade() {
  for (const place of every("[data-says]")) question.fade(place, stands !== wanted);
}

/* What the server says may change the view, when it is clicked: data-view holds the change. */
document.addEventListener("click", ({ target }) => {
  const one = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("[data-view]")) : null;
  if (!one || one.closest("[data-faded]")) return;
  const change = JSON.parse(one.dataset.view || "{}");
  if (!change.selected) {
    filter(change);
    return;
  }
  go(change);
  map.fit(change.selected.map((/** @type {string} */ code) => values.units().place[code]));
});
