/* The Practices page: follows its address, asks the server for what an address shows anew, and puts answers in their
 * place. What the list is narrowed to and the map shows of a unit is answered here, without the server. */
import { to } from "../base.js";
import { byId, every, give, hide, insert, load, replace, showAreas } from "../core.js";
import * as form from "../form.js";
import * as map from "../map.js";
import { count, fill } from "../numbers.js";
import * as question from "../question.js";
import * as list from "./practices-list.js";
import * as drawing from "./practices-map.js";

const PAGE = "practices";
const SETTLED = 500; // milliseconds, in which a table that was given other rows still tells of the old
// Lists of all that can be looked at (dashboard/practices/form.py).
const BOXES = ["find-unit", "add-unit", "group-add"];

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
  await (now.rows || ready());
  const still = form.known(PAGE);
  if (side.isConnected && still?.sure && still.search === known.search) show(/** @type {any} */ (still.parts));
}

/** The page has just been put there. @param {HTMLElement} side @param {ListGiven} given */
function fresh(side, given) {
  side.dataset.ready = "yes";
  const empty = { ticked: new Set(), kept: new Set(), quiet: 0, tablesOf: "", chartsOf: "" };
  now = { given, rows: null, asked: null, answer: null, shown: null, ...empty };
  drawing.forget();
  list.forget();
  showAreas();
  const say = (/** @type {string} */ code) => drawing.say(now.answer, now.given.words.hover, code);
  map.use({ say, points });
}

/** What the list and the map need. */
async function ready() {
  const [rows] = await Promise.all([load(PAGE), drawing.need()]);
  if (now.rows) return;
  now.rows = rows;
  for (const combobox of BOXES) give({ combobox, holds: "choices" }, { data: rows.choices });
}

/** Ask the server for what an address shows, unless it has been asked for the same units already.
 * @param {{ search: string, parts: any, sure: boolean }} known */
function need({ search, parts: { v }, sure }) {
  if (sure && now.asked?.search === search) now.asked.v = v; // what was asked before it was known
  if (now.asked?.v === v) return;
  Object.assign(now, { asked: { search, v }, answer: null, tablesOf: "", chartsOf: "" });
  chartsCame(null);
  hide("practices-wait", Boolean(document.querySelector("#practices-body .unit")));
  give("practices-needed", { data: { search } });
}

/** Show what an address means, as far as the server has answered. @param {ListAsked} asked */
function show(asked) {
  const was = now.shown;
  if (JSON.stringify(was) === JSON.stringify(asked)) {
    settle(); // it stands there; only the server had not said so
    return;
  }
  now.shown = asked;
  if (was && was.k !== asked.k) tick(new Set());
  now.kept = list.practicesOf(rows(), asked);
  const same = was?.v === asked.v;
  if (!same) byId("practices-side").scrollTop = 0;
  if (!asked.v) showList(asked);
  if (now.answer) redraw();
  if (now.answer && asked.v && same && was.r !== asked.r) {
    drawCharts();
    byId("practices-charts")?.scrollIntoView({ block: "start" });
  }
  settle();
}

const rows = () => /** @type {ListRows} */ (now.rows);

/** @param {ListAsked} asked */
function showList(asked) {
  if (now.ticked.size) now.quiet = Date.now() + SETTLED;
  replace("listed", list.left(rows(), asked, now.given));
  list.show(rows(), asked, now.given, now.ticked);
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
  if (now.shown?.v === now.asked.v) redraw();
  settle();
  // The rest of the page comes once this stands on the screen.
  if (answer.units.length !== 1) return;
  requestAnimationFrame(() => setTimeout(() => now.answer === answer && askForRest(), 0));
}

/** Draw the map, as soon as it is there. */
const redraw = () => map.whenThere(draw, () => Boolean(now.answer && now.shown && byId("practices-side")));

function draw() {
  const { answer, shown } = now;
  if (!answer || !shown) return;
  // Around all of the place or network, whatever name is typed.
  drawing.draw(answer, shown, list.practicesOf(rows(), { ...shown, q: "" }));
  drawing.dotsKey(shown, now.kept, marked());
  Object.assign(document.body.dataset, { drawn: `${PAGE}-${shown.v}-${shown.m}`, asked: form.known(PAGE)?.search });
}

const marked = () => list.inRows(rows(), now.ticked);

function points() {
  if (now.answer && now.rows) drawing.points(now.answer, now.kept, marked(), visit);
}

function askForRest() {
  now.tablesOf = address({ v: now.asked?.v, r: "" }, true);
  give("practices-tables-asked", { data: { search: now.tablesOf } });
  drawCharts();
}

function drawCharts() {
  now.chartsOf = address({ v: now.asked?.v }, true); // also before the page's address has followed
  give("practices-charts-asked", { data: { search: now.chartsOf } });
}

/** @param {{ of: string, body: any[] } | null} given */
export function tablesCame(given) {
  if (!given || given.of !== now?.tablesOf) return;
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

/** The page's address with some parts changed; `bare`: without what the list and the map are narrowed to. */
function address(/** @type {object} */ change, bare = false) {
  return form.address(PAGE, { ...(bare ? { k: "", d: "", c: "", q: "", m: "" } : {}), ...change });
}

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

/** Somebody has chosen what to compare with. @param {string} chosen */
export function compare(chosen) {
  const { no_update: unchanged } = window.dash_clientside;
  if (!chosen) return [unchanged, unchanged];
  const units = form.known(PAGE)?.parts.v.split(".") || [];
  return [opening([...new Set([...units, chosen])].join(".")), ""];
}

/** A practice in the funnel was clicked. @param {any} clicked */
export function point(clicked) {
  const code = clicked?.points?.[0]?.customdata;
  return typeof code === "string" ? opening(code) : undefined;
}

/** Rows were ticked; those that the list does not show now stay ticked. @param {{ code: string }[] | null} chosen */
export function picked(chosen) {
  if (!chosen || !now?.rows || !now.shown || Date.now() < now.quiet) return;
  const shown = new Set(list.rowsOf(rows(), now.shown).map((row) => row.code));
  tick(new Set([...[...now.ticked].filter((code) => !shown.has(code)), ...chosen.map((row) => row.code)]));
  if (!now.answer || now.answer.units.length) return;
  drawing.dotsKey(now.shown, now.kept, marked());
  points();
}

/** Say what is ticked, and what can be done with it. @param {Set<string>} ticked */
function tick(ticked) {
  now.ticked = ticked;
  const { words, most } = now.given;
  const { size } = ticked;
  give("ticked", { children: size ? fill(words.list.ticked, { number: count(size) }) : words.list.tick });
  give("ticked-compare", { hidden: size < 2 || size > most });
  give("ticked-group", { hidden: !size });
  give("practices-ticked", { data: [...ticked] });
}

/* A practice's name in the list, as a link that a keyboard reaches. */
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};
window.dashAgGridComponentFunctions.AtlasLink = (/** @type {any} */ { data: { code }, value }) => {
  const onClick = (/** @type {MouseEvent} */ { ctrlKey, metaKey, shiftKey }) =>
    ctrlKey || metaKey || shiftKey || opening(code);
  const href = to(`/practices${address({ v: code })}`);
  return window.React.createElement("a", { href, className: "inside", onClick }, value);
};
