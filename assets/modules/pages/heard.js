/* "Who have we heard from?": the file and what was counted from it are held here, in the page's memory, and gone
 * with it. The server says what the page shows of them; heard-shown.js has it drawn. */
import { element } from "../core.js";
import { hand } from "../handing.js";
import { fill as filled } from "../numbers.js";
import { start } from "../values.js";
import { asked, give, holder, put, say } from "./heard-page.js";
import * as shown from "./heard-shown.js";
import * as waves from "./heard-waves.js";

let options = null; // what Python tells (dashboard/heard/form.py)
let file = null; // { content, madeUp }
let decided = {}; // what the person has said about the file, as the server put it
let changes = []; // and since then
let where = null; // where the person says it asked
let read = null; // what the server made of the file
let unread = false; // whether the file is to be read once more before anything is shown
let margins = []; // what weights were worked out for

function forget() {
  [file, decided, changes, where, read, unread] = [null, {}, [], null, null, false];
  shown.forget();
}

const status = (what) => say("heard-status", what);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What was shown is not of what is now decided. */
function hide() {
  holder("heard-results").hidden = holder("heard-question").hidden = true;
}

// ---- the page ----

/** The page is there. @param {object} told */
export function follow(told) {
  const page = holder("heard");
  if (!page || page.dataset.ready) return;
  page.dataset.ready = "yes";
  options = told;
  leave();
  for (const place of page.querySelectorAll("[data-file-input]")) {
    place.replaceChildren(element("input", JSON.parse(place.dataset.fileInput)));
  }
  holder("heard-file").addEventListener("change", ({ target }) => target.files[0] && take(target.files[0], false));
  holder("heard-where-file").addEventListener("change", ({ target }) => target.files[0] && define(target.files[0]));
  page.addEventListener("click", clicked);
  document.body.dataset.drawn = "heard-start";
  // Gone with the page: nothing is held once somebody has left it for another.
  const watch = new MutationObserver(() => {
    if (page.isConnected) return;
    watch.disconnect();
    leave();
  });
  watch.observe(holder("page"), { childList: true, subtree: true });
}

function leave() {
  forget();
  waves.forget();
}

/** Buttons among what the server wrote: an answer to its question, and files. */
function clicked(event) {
  const { dataset = {}, id } = event.target.closest("button") || {};
  if (dataset.where !== undefined) answer(dataset.where.split(".").filter(Boolean));
  if (id === "heard-choose") choose();
  if (dataset.hand) hand(dataset.hand, dataset.what, dataset.line, bodies[dataset.sent]());
}

/** What is sent along to have files made. */
const bodies = {
  counts: () => body(),
  margins: () => body({ margins }),
  file: () => withFile({ base: read.base, where, margins }),
  waves: () => waves.body(),
};
const body = (more = {}) => JSON.stringify({ exercise: read.exercise, base: read.base, where, ...more });
const withFile = (more) => new Blob([JSON.stringify({ ...decided, changes, ...more }), "\n", file.content]);

// ---- 1. the file ----

/** Show an example that nobody answered; a second one, where a first is kept. @param {number} clicks */
export async function example(clicks) {
  if (!clicks) return;
  const { example: asks } = options.asks;
  const address = waves.number() ? `${asks.address}?wave=2` : asks.address;
  const came = await asked({ ...asks, address }, null, () => example(1));
  if (!came) return;
  holder("heard-file").value = "";
  if (await take(await came.blob(), true)) await show(1);
}

async function take(content, madeUp) {
  const base = waves.number() ? decided.base : ""; // the next wave asks the same people
  forget();
  holder("heard-check").hidden = true;
  hide();
  decided = { base: madeUp ? options.exampleBase : base || "" };
  setWhere(madeUp ? { everywhere: true } : null);
  if (content.size > options.largest) {
    status(new Error(filled(options.texts.too_large, { size: (content.size / 1e6).toFixed(1) })));
    return false;
  }
  file = { content, madeUp };
  return reread();
}

/** Have the file read with what is decided; whether that went well. */
async function reread() {
  const [mine, sent] = [file, changes];
  const still = () => file === mine && changes === sent && holder("heard");
  const came = await asked(options.asks.read, withFile({}), reread, still);
  const made = came && (await came.json());
  if (!still()) return false;
  if (made) [read, decided, unread] = [made, made.decided, false];
  changes = [];
  if (read) check(); // also where it failed: the controls show again what counts
  if (!made) return false;
  hide();
  status(mine.madeUp ? options.texts.read_example : options.texts.read);
  return true;
}

// ---- 2. how it was understood ----

/** Show it. What was open stays so, and who was in a control is there again. */
function check() {
  const focused = document.activeElement?.id;
  const open = [...document.querySelectorAll("#heard-check details[open]")].map(({ id }) => id).filter(Boolean);
  put(read);
  holder("heard-check").hidden = false;
  requestAnimationFrame(() => {
    for (const id of open) holder(id)?.setAttribute("open", "");
    if (document.activeElement === document.body) holder(focused)?.focus();
  });
}

/** A control of the check step has changed: what an answer means only counts when it is shown. */
export function decide() {
  const [controls] = window.dash_clientside.callback_context.inputs_list;
  const last = (is) => changes.findLast((one) => same({ ...one, value: "" }, { ...is, value: "" }))?.value;
  const news = controls.flatMap(({ id, value }) => {
    const { is, value: before } = read?.controls[id.of] || { value };
    return value === (is && (last(is) ?? before)) || !is ? [] : [{ ...is, value }];
  });
  if (!news.length) return;
  changes = [...changes, ...news];
  unread = true;
  hide();
  if (news.some(({ answer: given }) => given === undefined)) reread();
}

// ---- where it asked ----

/** Put an answer into the controls. */
function setWhere(answered) {
  where = answered && (answered.everywhere ? answered : { places: answered.places, definition: "", zones: [] });
  give("heard-where", { value: answered ? (answered.everywhere ? options.everywhere : options.some) : "" });
  give("heard-where-places", { data: answered?.places || [] });
  give("heard-where-link", { value: "" });
  give("heard-where-zones", { value: [] });
}

/** The controls that say where it asked have changed: what they say together. */
export function where_(kind, places, link, zones) {
  const touched = window.dash_clientside.callback_context.triggered.map(({ prop_id: id }) => id);
  const other = touched.includes("heard-where-link.value"); // which has zones of its own
  holder("heard-where-some").hidden = kind !== options.some;
  const some = { places, definition: (link || "").trim(), zones: other ? [] : zones || [] };
  const said = kind === options.some ? some : kind === options.everywhere ? { everywhere: true } : null;
  if (other && zones?.length) give("heard-where-zones", { value: [] });
  if (!same(said, where)) hide();
  where = said;
  return said;
}
export { where_ as where };

/** A definition that the Seldom-heard page saved, as its link. */
async function define(saved) {
  const text = await saved.text();
  const came = await asked(options.asks.definition, text, () => define(saved));
  if (!came) return;
  say(options.asks.definition.line, "");
  give("heard-where-link", { value: (await came.json()).query });
}

/** The question has been answered: with some places, or with everywhere. */
function answer(places) {
  setWhere(places.length ? { places } : { everywhere: true });
  hide();
  show(1);
}

function choose() {
  give("heard-where", { value: options.some });
  holder("heard-where-some").hidden = false;
  holder("heard-where").scrollIntoView({ block: "center" });
  holder("heard-where-add").focus({ preventScroll: true });
}

// ---- 3. what it says ----

/** Show what the exercise says, or first ask where it asked. @param {number} clicks */
export async function show(clicks) {
  if (!clicks || (unread && !(await reread()))) return;
  const [mine, there] = [read, where];
  const still = () => read === mine && same(where, there) && holder("heard");
  const [came] = await Promise.all([asked(options.asks.analyse, body(), () => show(1), still), start()]);
  const found = came && (await came.json());
  if (!still()) return;
  hide();
  if (!found) {
    holder("heard-status").scrollIntoView({ block: "center" });
    return;
  }
  status("");
  if (found.question) {
    put(found);
    holder("heard-question").hidden = false;
    holder("question").focus({ preventScroll: true });
    holder("heard-question").scrollIntoView({ block: "start" });
    return;
  }
  holder("heard-made-up").hidden = !file.madeUp;
  holder("heard-name-field").hidden = file.madeUp;
  give("heard-name", { value: file.madeUp ? options.texts.example_first : "" });
  holder("heard-weights-files").hidden = true;
  holder("heard-weighed").replaceChildren();
  shown.show(found);
  waves.show({ options, madeUp: file.madeUp, exercise: mine.exercise, base: mine.base, where });
}

/** Work out weights. @param {number} clicks @param {string[]} chosen what they are made for */
export async function weigh(clicks, chosen) {
  if (!clicks) return;
  holder("heard-weights-files").hidden = true;
  const came = await asked(options.asks.weights, body({ margins: chosen }), () => weigh(1, chosen));
  if (!came) return;
  margins = chosen;
  put(await came.json());
  holder("heard-weights-files").hidden = false;
}

/** An exercise is kept to be laid beside others: make room for the next file. @param {number} clicks */
export function keep(clicks) {
  if (!clicks) return;
  const [name, { base }] = [waves.keep(), read];
  forget();
  decided = { base };
  setWhere(null);
  holder("heard-file").value = "";
  holder("heard-check").hidden = true;
  hide();
  give("heard-example", { children: options.texts.example_show_next });
  status(filled(options.texts.kept, { name }));
  holder("heard-start").scrollIntoView({ block: "start" });
  holder("heard-file").focus({ preventScroll: true });
}

export { level, look, ratio } from "./heard-shown.js";
export { level as wavesLevel, rename as wavesName } from "./heard-waves.js";
