/* "Where to meet": a team's own venues, from a file or typed. They are in the page's memory, where its other
 * parts find them as a list, and are gone with it; the server says what was read (own_venues_said.py). */
import { asking, say } from "../asking.js";
import { fill } from "../base.js";
import { byId, element, give, hide, insert } from "../core.js";

/** What Python tells the part (own_venues_form.py): words, whom it asks, limits. @type {any} */
let told = {};
/** The file that was chosen. @type {Blob|null} */
let file = null;
/** What the person has decided about it. @type {{ sheet?: string, columns: Record<string, string> }} */
let decided = { columns: {} };
/** What the server made of it. @type {any} */
let read = null;
/** Venues that were typed, each with its line of the list. @type {{ venue: OwnVenue, said: any[] }[]} */
let typed = [];

const { asked, drop } = asking(() => told.asks);

const line = () => told.asks.read.line;

/** The part is there. @param {any} given what Python tells it */
export function follow(given) {
  const part = byId("own-venues-part");
  if (!part || part.dataset.ready) return;
  part.dataset.ready = "yes";
  told = given;
  forget();
  for (const place of part.querySelectorAll("[data-file-input]")) {
    const input = element("input", JSON.parse(place.dataset.fileInput));
    place.replaceChildren(input);
    input.addEventListener("change", () => input.files[0] && take(input.files[0]));
  }
  part.addEventListener("dragover", (/** @type {DragEvent} */ event) => event.preventDefault());
  part.addEventListener("drop", dropped);
  part.addEventListener("change", decide);
  part.addEventListener("click", takeOff);
}

function forget() {
  [file, decided, read, typed] = [null, { columns: {} }, null, []];
  for (const name of Object.keys(told.asks)) drop(name);
}

/** All of them. @returns {OwnVenue[]} */
const every = () => [...(read?.venues || []), ...typed.map(({ venue }) => venue)];

/** Everybody else finds them here. */
function keep() {
  const all = every();
  give("own-venues", { data: all });
  insert(
    "own-venues-typed",
    typed.flatMap(({ said }) => said),
  );
  hide("own-venues-some", !all.length);
  give("meet-plan-own-field", { hidden: !all.length });
  byId("copy-link").dataset.lacks = all.length ? told.texts.link : "";
}

/** @param {DragEvent} event */
function dropped(event) {
  event.preventDefault();
  const [first] = event.dataTransfer?.files || [];
  if (first) take(first);
}

/** A file was chosen: what another one said is gone. @param {Blob} content */
function take(content) {
  [file, decided, read] = [null, { columns: {} }, null];
  drop("read");
  insert("own-venues-said", []);
  keep();
  if (content.size > told.largest) {
    const size = (content.size / 1e6).toFixed(1);
    say(line(), new Error(fill(told.texts.too_large, { size })));
    return;
  }
  file = content;
  reread();
}

/** Have the file read with what is decided. */
async function reread() {
  if (!file) return;
  const made = await asked("read", new Blob([JSON.stringify(decided), "\n", file]), reread);
  if (made === undefined) return;
  if (made) read = made;
  if (!read) return;
  show(); // also where it failed: the columns show again what counts
  if (!made) return;
  say(line(), read.status);
  keep();
}

/** Show what was read; what was open stays so, and who was in a list of columns is there again. */
function show() {
  const focused = document.activeElement?.id || "";
  const said = byId("own-venues-said");
  const open = [...said.querySelectorAll("details[open]")].map(({ id }) => id).filter(Boolean);
  insert("own-venues-said", read.said);
  for (const id of open) byId(id)?.setAttribute("open", "");
  list();
  if (focused && document.activeElement === document.body) byId(focused)?.focus();
}

/** A column or a sheet was chosen. @param {any} event */
function decide({ target: { dataset, value } }) {
  if (dataset.sheet !== undefined) decided = { sheet: value, columns: {} };
  else if (dataset.column) decided = { ...decided, columns: { ...decided.columns, [dataset.column]: value } };
  else return;
  reread();
}

/** Add a venue that was typed. @param {number} clicks @param {number} entered @param {string} name
 * @param {string} postcode */
export async function add(clicks, entered, name, postcode) {
  if (!clicks && !entered) return;
  if (every().length >= told.most) return void say(line(), new Error(told.texts.full));
  const sent = JSON.stringify({ name: name || "", postcode: postcode || "" });
  const made = await asked("typed", sent, () => add(1, 0, name, postcode));
  if (!made) return;
  const [venue] = made.venues;
  const there = every().some(is(venue));
  if (!there) typed = [...typed, { venue, said: made.said }];
  say(line(), there ? fill(told.texts.there, venue) : made.status);
  // First, as a field that is left says once more what was typed into it.
  byId("own-venues-name").focus();
  for (const id of ["own-venues-name", "own-venues-postcode"]) give(id, { value: "" });
  keep();
}

/** Whether a venue is just this one. @param {OwnVenue} venue */
const is = (venue) => (/** @type {OwnVenue} */ one) => JSON.stringify(one) === JSON.stringify(venue);

/** Which venue a button takes off. @param {any} button @returns {OwnVenue} */
const of = (button) => JSON.parse(button.dataset.ownVenue);

/** Of the list that was read only venues that are still there. */
function list() {
  const said = byId("own-venues-said");
  for (const button of said.querySelectorAll("[data-own-venue]"))
    if (!read.venues.some(is(of(button)))) button.closest("li").remove();
  if (!read.venues.length) byId("own-venues-listed")?.remove();
}

/** One venue is taken off: whoever did that is at the next one of its list, or at the field for another.
 * @param {any} event */
function takeOff({ target }) {
  const button = target.closest("[data-own-venue]");
  if (!button) return;
  const [venue, lines] = [of(button), button.closest("ul")];
  const at = [...lines.children].indexOf(button.closest("li"));
  const stays = (/** @type {OwnVenue} */ one) => !is(venue)(one);
  typed = typed.filter((one) => stays(one.venue));
  if (read) {
    read.venues = read.venues.filter(stays);
    list();
  }
  say(line(), fill(told.texts.one_off, venue));
  keep();
  (lines.children[at]?.querySelector("[data-own-venue]") || byId("own-venues-name")).focus();
}

/** Take all of them off. @param {number} clicks */
export function off(clicks) {
  if (!clicks) return;
  forget();
  byId("own-venues-file").value = "";
  insert("own-venues-said", []);
  say(line(), told.texts.off);
  keep();
}
