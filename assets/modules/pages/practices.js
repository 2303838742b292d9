/* The Practices page: follows its address, asks the server for what an address shows anew, and puts answers in their
 * place. */
import { to } from "../base.js";
import { byId, every, give, hide, insert, showAreas } from "../core.js";
import * as form from "../form.js";
import * as map from "../map.js";
import { MINE, OTHERS } from "../map-points.js";
import { count } from "../numbers.js";
import * as question from "../question.js";
import { known as sent } from "../values.js";
import * as list from "./practices-list.js";
import * as drawing from "./practices-map.js";

const PAGE = "practices";

/** @type {PracticesNow} */
let now;

// ---- following the address ----

/** The address has changed, or what it means has come. @param {any} _ which of the two @param {ListGiven} given */
export async function follow(_, given) {
  const side = byId("practices-side");
  const known = form.known(PAGE);
  if (!side || !known) return;
  if (!side.dataset.ready) fresh(side, given);
  need(known);
  await drawing.need();
  const still = form.known(PAGE);
  if (side.isConnected && still?.sure && still.search === known.search) show(/** @type {any} */ (still.parts));
}

/** The page has just been put there. @param {HTMLElement} side @param {ListGiven} given */
function fresh(side, given) {
  side.dataset.ready = "yes";
  now = { given, asked: null, answer: null, shown: null, listing: null, ticked: [], chartsOf: "" };
  drawing.forget();
  list.forget();
  showAreas();
  map.use({ say: (/** @type {string} */ code) => drawing.say(now.answer, now.given.words, code), points });
}

/** Ask the server for what an address shows, unless it has been asked for the same units already.
 * @param {{ search: string, parts: any, sure: boolean }} known */
function need({ search, parts: { v }, sure }) {
  if (sure && now.asked?.search === search) now.asked.v = v; // what was asked before it was known
  if (now.asked?.v === v) return;
  Object.assign(now, { asked: { search, v }, answer: null, chartsOf: "" });
  chartsCame(null);
  hide("practices-wait", Boolean(document.querySelector("#practices-body .unit")));
  give("practices-needed", { data: { search } });
}

/** Show what an address means, as far as the server has answered. @param {ListAsked} asked */
function show(asked) {
  const was = now.shown;
  now.shown = asked;
  if (was?.v !== asked.v) byId("practices-side").scrollTop = 0;
  if (was?.v !== asked.v || was.m !== asked.m) redraw();
  else if (now.answer && asked.v && was.r !== asked.r) {
    drawCharts();
    byId("practices-charts")?.scrollIntoView({ block: "start" });
  }
  settle();
}

/** The list as the server has narrowed it has come, or other columns. @param {Listing | null} listing
 * @param {ListFigures | null} figures */
export function listed(listing, figures) {
  if (!listing || !figures || !now || !byId("practices-side")) return;
  list.show(listing, figures, now.given.table);
  if (now.listing === listing) return;
  now.listing = listing;
  redraw();
}

/** What stands there answers the page's question when both are known: what it means, and what it shows. */
function settle() {
  const known = form.known(PAGE);
  if (!known?.sure || !now.answer || known.parts.v !== now.asked?.v) return;
  question.answer(known.search);
}

// ---- answers ----

/** What the server was asked to show has come. @param {UnitAnswer | null} answer */
export function answered(answer) {
  if (!answer || !byId("practices-side") || now?.asked?.search !== answer.search) return;
  now.answer = answer;
  hide("practices-wait", true);
  insert("practices-body", answer.body);
  tables();
  redraw();
  settle();
  // The rest of the page comes once this stands on the screen.
  if (answer.units.length !== 1) return;
  requestAnimationFrame(() => setTimeout(() => now.answer === answer && askForRest(), 0));
}

/** Draw the map, as soon as it is there. */
const redraw = () => map.whenThere(draw, () => Boolean(now.answer && now.shown && byId("practices-side")));

function draw() {
  const { answer, shown, listing } = now;
  if (!answer || !shown || shown.v !== now.asked?.v || (!shown.v && !listing)) return;
  const look = answer.looks[shown.m] || answer.looks.core;
  if (listing && !shown.v) drawing.draw(look, listing.legend, listing.around);
  else drawing.draw(look, look.legend, answer.core);
  countTicked();
  Object.assign(document.body.dataset, { drawn: `${PAGE}-${shown.v}-${shown.m}`, asked: form.known(PAGE)?.search });
}

/** Whether a practice, or its network, is among some codes. @param {Practice} one @param {string[]} codes */
const isIn = ({ code, pcnCode }, codes) => codes.includes(code) || codes.includes(pcnCode);

/** The practices as points: with the list all of them, else those looked at. */
function points() {
  if (!now.answer) return;
  const { units, dots } = now.answer;
  const ofUnits = (/** @type {Practice} */ { code }) => (dots[code] ? { ...MINE, fillColor: dots[code] } : null);
  const ofList = (/** @type {Practice} */ one) =>
    isIn(one, now.ticked)
      ? MINE
      : now.listing?.dots[one.code] || (isIn(one, now.listing?.kept || []) ? OTHERS : drawing.OTHER);
  map.points(units.length ? ofUnits : ofList, visit);
}

/** Say in the legend how many practices are ticked. */
function countTicked() {
  const line = byId("dots-ticked");
  if (!line) return;
  const number = sent.footprints.practices.filter((one) => isIn(one, now.ticked)).length;
  line.hidden = !number;
  line.lastElementChild.textContent = count(number);
}

function askForRest() {
  give("practices-tables-asked", { data: { search: now.asked?.search } });
  drawCharts();
}

function drawCharts() {
  now.chartsOf = form.known(PAGE)?.search ?? "";
  give("practices-charts-asked", { data: { search: now.chartsOf } });
}

/** @param {{ of: string, body: any[] } | null} given */
export function tablesCame(given) {
  if (!given || !now?.answer || given.of !== now.asked?.search) return;
  insert("practices-tables", given.body);
  tables();
}

/** Charts of another unit than the one above them are not seen. @param {string | null} of */
export function chartsCame(of) {
  byId("practices-charts")?.classList.toggle("waiting", of !== now?.chartsOf);
}

/** Tables that are wider than their place are marked, so that their edge can say so. */
const width = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    const holder = /** @type {any} */ (target.closest(".wide"));
    if (!holder) continue;
    const cut = holder.firstElementChild.scrollWidth > holder.clientWidth + 1;
    holder.classList.toggle("cut", cut);
    if (cut)
      holder.tabIndex = 0; // to scroll with the keyboard
    else holder.removeAttribute("tabindex");
  }
});

/** Look after the tables that have come. */
function tables() {
  width.disconnect();
  for (const one of every("#practices-body .wide, #practices-body .wide > table")) width.observe(one);
}

// ---- what a person does, as the address after it ----

/** The address that shows other units; the server is asked for them at once, before Dash has carried it round the page.
 * @param {string} v */
function opening(v) {
  const search = form.choose(PAGE, { v });
  need({ search, parts: { v }, sure: false });
  return search;
}

/** @param {string} code */
function visit(code) {
  give("url", { search: opening(code) });
}

/** Somebody has chosen what to go to; that the list shows what is open is nothing new. @param {string} chosen */
export function open(chosen) {
  return chosen && now && form.known(PAGE)?.parts.v !== chosen ? opening(chosen) : undefined;
}

/** Other rows are ticked, also some that the list does not show now: which, the server is told.
 * @param {{ code: string }[] | null} chosen */
export function picked(chosen) {
  if (!chosen || !now) return undefined;
  now.ticked = chosen.map(({ code }) => code);
  countTicked();
  points();
  return now.ticked;
}

/* A practice's name in the list, as a link that a keyboard reaches; it leads on from the address as it is then. */
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
window.dashAgGridComponentFunctions.AtlasLink = (/** @type {any} */ { data: { code }, value }) => {
  const href = () => to(`/practices${form.address(PAGE, { v: code })}`);
  const aim = (/** @type {any} */ { currentTarget: link }) => {
    link.href = href();
  };
  const onClick = (/** @type {any} */ event) => {
    aim(event);
    return event.ctrlKey || event.metaKey || event.shiftKey || opening(code);
  };
  const does = { onMouseOver: aim, onFocus: aim, onClick };
  return window.React.createElement("a", { href: href(), className: "inside", ...does }, value);
};
