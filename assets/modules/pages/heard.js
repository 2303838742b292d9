/* "Who have we heard from?": the file, what was counted from it, and the exercises that are kept to be laid beside each
 * other are held here, in the page's memory, and gone with it. The server says what the page shows of them. */
import { fill } from "../base.js";
import { byId, element, give, hide } from "../core.js";
import { hand } from "../handing.js";
import { hold } from "../own-held.js";
import { start } from "../values.js";
import * as answers from "./heard-answers.js";
import { asked, drop, put, say, told } from "./heard-answers.js";

export { choose, look, plan } from "./heard-answers.js";

/** What was chosen: its content, and whether it is the example. @type {any} */
let file = null;
/** What the person has said about the file, as the server put it. @type {any} */
let decided = {};
/** And since then, by control. @type {Object<string, {of: string, value: string}>} */
let changes = {};
/** Where the person says it asked. @type {object|null} */
let where = null;
/** What the server made of the file. @type {any} */
let read = null;
let unread = false; // whether the file is to be read once more before anything is shown
/** What weights were worked out for. @type {string[]} */
let margins = [];
let linked = ""; // the definition whose zones can be ticked
/** Exercises that are kept, and the one on show. @type {Exercise[]} */
let kept = [];
/** @type {any} */
let shown = null;

/** How many exercises are kept. */
export const number = () => kept.length;

function forget() {
  [file, decided, changes, where, read, unread] = [null, {}, {}, null, null, false];
  answers.forget();
}

/** What was shown, or is awaited, is not of what is now decided. */
function outdate() {
  drop("analyse");
  for (const id of ["heard-results", "heard-question"]) hide(id);
}

/** Another file is about to come. @param {string} base whom it asked; none where nobody has said it */
function anew(base, answered = /** @type {object|null} */ (null)) {
  forget();
  hide("heard-check");
  outdate();
  decided = { base };
  setWhere(answered);
}

/** The page is there. @param {any} given what Python tells it */
export function follow(given) {
  const page = byId("heard");
  if (!page || page.dataset.ready) return;
  page.dataset.ready = "yes";
  answers.begin(given);
  for (const place of page.querySelectorAll("[data-file-input]")) {
    const input = element("input", JSON.parse(place.dataset.fileInput));
    place.replaceChildren(input);
    const takes = input.id === "heard-file" ? take : define;
    input.addEventListener("change", () => input.files[0] && takes(input.files[0]));
  }
  page.addEventListener("click", clicked);
  document.body.dataset.drawn = "heard-start";
  const watch = new MutationObserver(() => {
    if (page.isConnected) return;
    watch.disconnect();
    forget();
    [kept, shown] = [[], null];
  });
  watch.observe(byId("page"), { childList: true, subtree: true });
}

/** Buttons among what the server wrote: an answer to its question, and files. @param {{target: any}} event */
function clicked({ target }) {
  const { dataset = {}, id } = target.closest("button") || {};
  if (dataset.where !== undefined) answer(dataset.where.split(".").filter(Boolean));
  if (id === "heard-choose") choosePlaces();
  if (dataset.hand) hand(dataset.hand, dataset.what, dataset.line, bodies[dataset.sent]());
}

/** What is sent along to have files made. @type {Object<string, () => any>} */
const bodies = {
  counts: () => body(),
  margins: () => body({ margins }),
  file: () => withFile({ base: read.base, where, margins }),
  waves: () => JSON.stringify({ waves: [...kept, shown].map(({ madeUp, ...wave }) => wave) }),
};
/** @param {object} [more] */
const body = (more = {}) => JSON.stringify({ exercise: read.exercise, base: read.base, where, ...more });
/** @param {object} [more] */
const withFile = (more = {}) =>
  new Blob([JSON.stringify({ ...decided, changes: Object.values(changes), ...more }), "\n", file.content]);

// ---- 1. the file ----

/** Show an example that nobody answered; a second one, where a first is kept. @param {number} clicks */
export async function example(clicks) {
  const came = clicks && (await asked(kept.length ? "example_next" : "example", null, () => example(1), "blob"));
  if (!came) return;
  byId("heard-file").value = "";
  if (await take(came, true)) await show(1);
}

/** @param {Blob} content @param {boolean} [madeUp] */
async function take(content, madeUp = false) {
  if (madeUp) anew(told.example_base, { everywhere: true });
  else anew(kept.length ? decided.base : ""); // the next wave asks the same people
  if (content.size > told.largest) {
    say("heard-status", new Error(fill(told.texts.too_large, { size: (content.size / 1e6).toFixed(1) })));
    return false;
  }
  file = { content, madeUp };
  return reread();
}

/** Have the file read with what is decided. @returns {Promise<boolean>} whether that went well */
async function reread() {
  const sent = changes;
  const made = await asked("read", withFile({ made_up: file.madeUp }), reread);
  if (made === undefined || !file) return false;
  if (changes !== sent) return reread(); // something was decided meanwhile
  if (made) [read, decided, unread] = [made, made.decided, false];
  changes = {};
  if (read) check(made); // also where it failed: the controls show again what counts
  if (made) outdate();
  return Boolean(made);
}

// ---- 2. how it was understood ----

/** Show it. What was open stays so, and who was in a control is there again. @param {Answer|null} made what has come */
function check(made) {
  const focused = document.activeElement?.id || "";
  const open = [...document.querySelectorAll("#heard-check details[open]")].map(({ id }) => id).filter(Boolean);
  put(made || { ...read, markup: {} });
  requestAnimationFrame(() => {
    for (const id of open) byId(id)?.setAttribute("open", "");
    if (document.activeElement === document.body) byId(focused)?.focus();
  });
}

/** Controls of the check step have changed. What an answer means is only looked at when it is to be shown. */
export function decide() {
  const [controls] = window.dash_clientside.callback_context.inputs_list;
  const news = { ...changes };
  for (const { id, value } of controls) {
    const shows = changes[id.of] || read?.controls[id.of];
    if (shows && shows.value !== value) news[id.of] = { ...read.controls[id.of].is, value };
  }
  const said = Object.entries(news).filter(([of, one]) => one !== changes[of]);
  if (!said.length) return;
  changes = news;
  unread = true;
  outdate();
  if (said.some(([, { of }]) => of !== "meaning")) reread();
}

// ---- where it asked ----

/** Put an answer into the controls. @param {{everywhere?: boolean, places?: string[]}|null} answered */
function setWhere(answered) {
  give("heard-where", { value: answered ? (answered.everywhere ? "everywhere" : "some") : "" });
  give("heard-where-places", { data: answered?.places || [] });
  give("heard-where-link", { value: "" });
  give("heard-where-zones", { value: [] });
  where = answered;
}

/** What the controls of where it asked say together; what has changed hides what is shown.
 * @param {string} kind @param {string[]} places @param {string|null} link @param {number[]|null} zones */
export function asks(kind, places, link, zones) {
  const definition = (link || "").trim();
  const other = definition !== linked; // which has zones of its own
  if (other && zones?.length) give("heard-where-zones", { value: [] });
  linked = definition;
  hide("heard-where-some", kind !== "some");
  const some = { places, ...(definition && { definition, zones: (!other && zones) || [] }) };
  const now = kind === "some" ? some : kind ? { everywhere: true } : null;
  if (JSON.stringify(now) !== JSON.stringify(where)) outdate();
  where = now;
  return now;
}

/** A definition that the Seldom-heard page saved, as its link. @param {File} saved */
async function define(saved) {
  const made = await asked("definition", await saved.text(), () => define(saved));
  if (!made) return;
  const full = hold(...(made.own_layers || []));
  if (full) return void say(told.asks.definition.line, new Error(full));
  give("heard-where-link", { value: made.query });
}

/** The question has been answered: with some places, or with everywhere. @param {string[]} places */
function answer(places) {
  setWhere(places.length ? { places } : { everywhere: true });
  outdate();
  show(1);
}

function choosePlaces() {
  give("heard-where", { value: "some" });
  hide("heard-where-some", false);
  byId("heard-where").scrollIntoView({ block: "center" });
  byId("heard-where-add").focus({ preventScroll: true });
}

// ---- 3. what it says ----

/** Show what the exercise says, or first ask where it asked. @param {number} clicks */
export async function show(clicks) {
  if (!clicks || (unread && !(await reread()))) return;
  const sent = body({ made_up: file.madeUp, kept: kept.length });
  const [found] = await Promise.all([asked("analyse", sent, () => show(1)), start()]);
  if (found === undefined) return;
  outdate();
  if (!found) return;
  if (found.question) return put(found);
  shown = { name: found.name, exercise: read.exercise, base: read.base, where, madeUp: file.madeUp };
  put(found);
  lay();
}

/** Work out weights. @param {number} clicks @param {string[]} wanted what they are made for */
export async function weigh(clicks, wanted) {
  hide("heard-weights-files");
  const made = clicks && (await asked("weights", body({ margins: wanted }), () => weigh(1, wanted)));
  if (!made) return;
  margins = wanted;
  put(made);
}

// ---- several exercises ----

/** Lay the exercise on show beside those kept, if there are any. */
async function lay() {
  hide("heard-waves-together");
  drop("waves");
  say("heard-waves-said", "");
  const made = kept.length && (await asked("waves", bodies.waves(), lay));
  if (made) put(made);
}

/** The person calls the exercise on show something; one that nobody answered says so, whatever its name.
 * @param {string|null} text */
export function rename(text) {
  const { example_mark: mark, example_said: marked } = told.texts;
  const name = text?.trim();
  if (!shown || !name) return;
  const called = shown.madeUp && !name.toLowerCase().includes(marked) ? fill(mark, { name }) : name;
  if (called === shown.name) return;
  shown.name = called;
  if (kept.length) lay();
}

/** Keep the exercise on show to be laid beside others: make room for the next file. @param {number} clicks */
export function keep(clicks) {
  if (!clicks) return;
  rename(byId("heard-waves-name").value);
  kept = [...kept, shown];
  anew(read.base);
  byId("heard-file").value = "";
  give("heard-example", { children: told.texts.example_show_next });
  say("heard-status", fill(told.texts.kept, { name: shown.name }));
  byId("heard-start").scrollIntoView({ block: "start" });
  byId("heard-file").focus({ preventScroll: true });
}
