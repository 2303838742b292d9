/* "Bring your own figures": the file, and what was decided about it, are in the page's memory; what is made of it goes
 * to own-held.js. The server says what the page shows of both (dashboard/own). */
import { asking, say } from "../asking.js";
import { fill } from "../base.js";
import { byId, element, give, hide, insert, replace } from "../core.js";
import * as foundMap from "../found-map.js";
import { use as hasMap } from "../map.js";
import * as marks from "../map-own.js";
import { held, hold } from "../own-held.js";
import { start } from "../values.js";
import * as list from "./own-list.js";

/** What Python tells the page (form.py): words, whom it asks, its fields, limits. @type {any} */
let told = {};
/** The file that was chosen. @type {File | null} */
let file = null;
/** What the person has decided about it. @type {Record<string, any>} */
let decided = {};
/** What the file says of its figures by itself, by field. @type {Record<string, any> | null} */
let guessed = null;
/** What the server made of the file and of what is said of it. @type {any} */
let made = null;

const { asked, drop } = asking(() => told.asks);

/** The page is there. @param {any} given what Python tells it */
export function follow(given) {
  const page = byId("own");
  if (!page || page.dataset.ready) return;
  page.dataset.ready = "yes";
  told = given;
  forget();
  for (const place of page.querySelectorAll("[data-file-input]")) {
    const input = element("input", JSON.parse(place.dataset.fileInput));
    place.replaceChildren(input);
    input.addEventListener("change", () => input.files[0] && take(input.files[0]));
  }
  // Wherever it is dropped: beside the field a browser would open the file in place of the page.
  page.addEventListener("dragover", (/** @type {DragEvent} */ event) => event.preventDefault());
  page.addEventListener("drop", dropped);
  byId("own-check").addEventListener("change", decide);
  for (const kind of ["input", "change"]) byId("own-words").addEventListener(kind, worded);
  list.begin(told);
  document.body.dataset.drawn = "own-start";
}

/** Nothing is known of a file any more, nor awaited. */
function forget() {
  [file, decided, guessed] = [null, {}, null];
  for (const name of Object.keys(told.asks)) drop(name);
  outdate();
}

/** What was made, or refused, is not of what is now decided. */
function outdate() {
  drop("layer");
  say(told.asks.layer.line, "");
  made = null;
  hide("own-look-part");
  give("own-made", { data: null });
}

// ---- 1. the file ----

/** @param {DragEvent} event */
function dropped(event) {
  event.preventDefault();
  const [first] = event.dataTransfer?.files || [];
  if (first) take(first);
}

/** A file was chosen: what another one said is gone. @param {File} chosen */
function take(chosen) {
  forget();
  for (const id of ["own-check", "own-words"]) hide(id);
  if (chosen.size > told.largest) {
    const size = (chosen.size / 1e6).toFixed(1);
    return void say(told.asks.read.line, new Error(fill(told.texts.too_large, { size })));
  }
  file = chosen;
  return reread();
}

/** What goes to the server: a line of JSON, and the file. @param {any} line */
const withFile = (line) => new Blob([JSON.stringify(line), "\n", /** @type {File} */ (file)]);

/** All that is decided about the file. */
const reads = () => ({ ...decided, file: file?.name || "" });

/** Have the file read with what is decided. */
async function reread() {
  if (!file) return;
  const read = await asked("read", withFile(reads()), reread);
  if (!read) return;
  if (read.layer) {
    forget();
    if (!keeps(read.layer, told.asks.read.line)) return;
    give("own-made", { data: read.layer });
    return void say(told.asks.read.line, read.status);
  }
  outdate();
  show(read);
  say(told.asks.read.line, read.status);
}

// ---- 2. what it holds ----

/** Show what it was taken for; who was in a list is there again. @param {any} read */
function show(read) {
  const focused = document.activeElement?.id || "";
  insert("own-read", read.said);
  hide("own-check", false);
  hide("own-words", !read.usable);
  for (const [id, is] of Object.entries(read.unasked)) hide(id, is);
  const answers = propose(read.words);
  for (const one of told.shows) {
    if (!read.unasked[one.asked]) showWith(one, answers[one.of] ?? holds(byId(one.of)));
  }
  if (focused && document.activeElement === document.body) byId(focused)?.focus();
}

/** A list of what the file holds was changed. @param {any} event */
function decide({ target: { dataset, value } }) {
  const { decides, column } = dataset;
  if (!decides) return;
  if (decides === "column") decided = { ...decided, columns: { ...decided.columns, [column]: value } };
  // Another sheet has columns of its own.
  else if (decides === "sheet") decided = { sheet: value };
  else decided = { ...decided, [decides]: value };
  // Which years there are follows from both.
  if (decides === "form" || column === "year") decided = { ...decided, year: "" };
  reread();
}

// ---- 3. what it is ----

/** What a field holds. @param {any} control */
function holds(control) {
  if (control.type === "checkbox") return control.checked;
  return control.type === "number" ? control.valueAsNumber : control.value;
}

/** Fill in what a file says by itself, where nobody has said otherwise. @param {Record<string, any>} words
 * @returns {Record<string, any>} what was filled in, by field: it stands there a moment later */
function propose(words) {
  /** @type {Record<string, any>} */
  const given = {};
  for (const [name, value] of Object.entries(words)) {
    const id = told.fields[name];
    if (guessed && holds(byId(id)) !== guessed[name]) continue;
    give(id, { value });
    given[id] = value;
  }
  guessed = words;
  return given;
}

/** A field is there with some answers of another.
 * @param {{ where: string[], frame: string }} field @param {string} answer of the other */
const showWith = ({ where, frame }, answer) => hide(frame, !where.includes(answer));

/** Say beside a field what it lacks, where whoever is led there sees it; "" that it lacks nothing any more.
 * @param {any} field @param {string} why */
function lacks(field, why) {
  const id = `${field.id}-lacks`;
  byId(id)?.remove();
  if (!why) return void field.removeAttribute("aria-invalid");
  field.setAttribute("aria-invalid", "true");
  field.after(element("p", { id, class: "flag mb-0", text: why }));
}

/** A field was changed: some are only there with one answer of another. @param {any} event */
function worded({ target }) {
  if (target.closest("#own-show")) return;
  lacks(target, "");
  for (const one of told.shows) if (one.of === target.id) showWith(one, target.value);
  outdate();
}

/** Have the figures made, and show them. @param {number} clicks */
export async function look(clicks) {
  if (!clicks || !file) return;
  /** @type {[string, any][]} */
  const controls = Object.entries(told.fields).map(([name, id]) => [name, byId(id)]);
  const wrong = controls.find(([, control]) => !control.checkValidity());
  if (wrong) return void wrong[1].reportValidity();
  const said = Object.fromEntries(controls.map(([name, control]) => [name, holds(control)]));
  const sent = withFile({ decided: reads(), said });
  const [found] = await Promise.all([asked("layer", sent, () => look(1)), start()]);
  if (!found) return;
  if (found.lacks) {
    const field = byId(told.fields[found.lacks]);
    say(told.asks.layer.line, new Error(found.why));
    lacks(field, found.why);
    return void field.focus();
  }
  made = found;
  replace("own-title", found.title);
  insert("own-look", found.said);
  insert("own-then", []);
  give("own-use", { disabled: false });
  hide("own-look-part", false);
  give("own-made", { data: found.layer });
  draw(found.map);
  marks.look(found.layer.kind === "points" ? found.layer : null);
  const head = byId("own-look-heading");
  head.focus({ preventScroll: true });
  head.scrollIntoView({ block: "start" });
}

// ---- 4. how it looks ----

/** @param {FoundMap} found */
function draw(found) {
  hasMap({ say: (code) => foundMap.say(found, code) });
  foundMap.draw(found, () => made?.map === found && Boolean(byId("map-frame")));
}

/** Hold a layer, if there is room for it. @param {OwnLayer} layer @param {string} line the id of where is said that
 * there is none */
export function keeps(layer, line) {
  const there = held().some(({ id }) => id === layer.id);
  if (!there && held().length >= told.most) {
    say(line, new Error(told.texts.full));
    return false;
  }
  hold(layer);
  return true;
}

/** The layer goes into the atlas: what can be done with it is there. @param {number} clicks */
export function use(clicks) {
  if (!clicks || !made || !keeps(made.layer, told.lookLine)) return;
  insert("own-then", made.then);
  give("own-use", { disabled: true });
  byId("own-then").querySelector("a")?.focus();
}

/** Give it as a file. @param {number} clicks */
export function save(clicks) {
  if (clicks && made) list.save(made.layer, told.lookLine);
}
