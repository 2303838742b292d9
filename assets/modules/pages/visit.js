/* Record a visit: what is typed is kept in the browser until the server has it, and sent as soon as there is a
 * connection. What the page says, and the form, are the server's (dashboard/plans/visit). */
import { says } from "../address.js";
import { fill } from "../base.js";
import { bring, byId, element, give, hide, insert, replace } from "../core.js";
import { levels, start } from "../values.js";
import * as form from "../visit-form.js";
import { deliver, keeping, newId } from "../visit-kept.js";
import * as phone from "../visit-phone.js";
import { send, turned } from "../visit-sending.js";

/** What the server has told. @type {VisitGiven} */
let told;
/** @type {VisitStore} */
let store;
/** What the form shows. @type {VisitEntry | null} */
let entry = null;
/** What is being sent. @type {Promise<Map<string, VisitAnswer>> | null} */
let sending = null;
/** The person has been told that postcodes are left out. */
let without = false;
let clock = 0;

const shown = () => Boolean(byId("visit"));
const waiting = () => store.all().filter(({ id, state }) => state === "waiting" && id !== entry?.id);

/** The browser's storage; where there is none, one that has no room. @returns {Storage} */
function storage() {
  try {
    return window.localStorage;
  } catch {
    const none = () => null;
    const setItem = () => {
      throw new DOMException();
    };
    return { length: 0, key: none, getItem: none, removeItem: none, clear: none, setItem };
  }
}

/** Say how it goes. @param {string} text @param {boolean} [wrong] */
function say(text, wrong = false) {
  const line = byId("visit-said");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("flag", wrong);
}

// ---- the page ----

/** The server has told what the page needs. @param {VisitGiven} given */
export function follow(given) {
  if (!shown()) return;
  [told, store, entry] = [given, keeping(storage(), given.who), null];
  replace("visit-about", told.said);
  hide("visit-about", !told.said);
  hide("visit-form", !told.plan);
  hide("visit-away", !told.plan);
  if (!byId("visit-phone").dataset.ready) {
    byId("visit-phone").dataset.ready = "yes";
    byId("visit").addEventListener("click", forget);
    byId("visit-send").addEventListener("click", () => sendWaiting(true));
  }
  if (told.plan) open();
  list();
  clearInterval(clock);
  clock = window.setInterval(sendWaiting, told.seconds.next * 1000);
  sendWaiting();
}

function open() {
  replace("visit-title", told.title);
  replace("visit-of", told.of);
  byId("visit-back").href = told.back;
  insert("visit-first", told.first);
  insert("visit-second", told.second);
  form.make(told.texts);
  const whole = byId("visit-form");
  if (!whole.dataset.ready) listen(whole);
  const named = says(window.location.search, ["e"]).get("e") || told.start.activity;
  const there = named ? store.get(named) : store.all().findLast(isDraft);
  begin(there && there.plan === told.plan ? there : fresh());
  if (there === entry && !there?.answer) say(fill(told.texts.restored, { at: time(there?.at || "") }));
  document.body.dataset.drawn = "visit";
}

/** What was typed on this page before. @param {VisitEntry} one */
const isDraft = ({ state, plan, zone, version }) =>
  state === "draft" && plan === told.plan && zone === told.start.values.zone_id && version === null;

const language = () => document.documentElement.lang;
const time = (/** @type {string} */ at) =>
  new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));
const day = (/** @type {string} */ on) =>
  on
    ? new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" }).format(new Date(on))
    : told.texts.undated;

/** @param {HTMLElement} whole */
function listen(whole) {
  whole.dataset.ready = "yes";
  whole.addEventListener("input", typed);
  whole.addEventListener("submit", save);
  whole.addEventListener("click", clicked);
  whole.addEventListener("keydown", (event) => {
    // A number's Enter key on a phone is not the end of the form.
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
  });
}

// ---- the form ----

/** A visit that nothing is known of yet, or the one to be changed as the server has it. @returns {VisitEntry} */
function fresh() {
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const { activity, version, values, heard, heard_at } = told.start;
  return {
    id: activity || newId(),
    plan: told.plan || "",
    zone: values.zone_id || "",
    version,
    state: "draft",
    at: now.toISOString(),
    called: "",
    values: { on: today, ...values },
    heard,
    heard_at,
    despite: false,
  };
}

/** Have the form show an entry. @param {VisitEntry} one */
function begin(one) {
  entry = one;
  without = false;
  for (const id of ["visit-postcodes", "visit-area"]) byId(id).value = "";
  replace("visit-turned");
  replace("visit-areas");
  hide("visit-both");
  form.clear([...Object.keys(told.labels), ""]);
  const named = start().catch(() => null); // without names, areas have their codes
  named.then(() => {
    if (entry?.id !== one.id) return;
    showAreas(entry);
    form.show(entry);
    form.tally(told.texts, told.labels);
  });
  form.show(one);
  showZone(one);
  form.tally(told.texts, told.labels);
  if (one.answer) answered(one.answer);
}

/** @param {string} code */
const nameOf = (code) => {
  const at = levels.lsoa?.place[code];
  return at === undefined
    ? code
    : fill(told.texts.area_said, { name: levels.lsoa.name[at], code: levels.lsoa.note[at] });
};

/** The zone of an entry, where it has one. @param {VisitEntry} one */
const showZone = ({ values }) => replace("visit-zone", values.zone_id ? told.zones[values.zone_id] : "");

/** The areas of an entry: where the venue is, and where people live. @param {VisitEntry} one */
function showAreas({ values, heard_at }) {
  replace("visit-area-is", values.lsoa ? nameOf(values.lsoa) : "");
  for (const code of Object.keys(heard_at)) form.addArea(code, nameOf(code), told.most, told.texts);
}

/** Something was typed: keep it. @param {Event} [event] */
function typed(event) {
  const { id = "", dataset = {}, value = "" } = /** @type {any} */ (event?.target || {});
  if (id === "visit-postcodes") without = false;
  if (!entry || (event && !dataset.field && !dataset.of)) return;
  if (dataset.field === "meeting_id") at(value);
  /** @type {Record<string, any>} */
  const values = { ...entry.values, ...form.values(), lsoa: entry.values.lsoa || "" };
  const { zone_id, on, people } = values;
  const named = { zone: told.zones[zone_id || ""], on: day(on), people };
  const called = fill(people === null ? told.texts.called_uncounted : told.texts.called, named);
  entry = { ...entry, state: "draft", called, values, ...form.counts(), despite: false, answer: undefined };
  store.put(entry);
  showZone(entry);
  if (dataset.field) form.say(dataset.field, "");
  form.tally(told.texts, told.labels);
}

/** At a session its venue, area and zone are known. @param {string} meeting */
function at(meeting) {
  const { venue, lsoa, on, zone_id } = told.meetings[meeting] || {};
  if (!entry || venue === undefined) return;
  const known = { venue, lsoa, ...(on && { on }), ...(zone_id && { zone_id }) };
  entry = { ...entry, values: { ...entry.values, ...form.values(), ...known } };
  form.show({ ...entry, ...form.counts() });
  showAreas(entry);
}

/** A place was found for the venue. @param {string} value */
export async function placed(value) {
  if (!value || !entry) return;
  const [kind, code] = value.split(":");
  const areas = kind === "lsoa" ? [code] : (await bring("places")).at(value)?.areas || [];
  form.say("lsoa", areas.length === 1 ? "" : told.texts.area_large);
  if (areas.length === 1) {
    entry.values = { ...entry.values, lsoa: areas[0] };
    showAreas(entry);
    typed();
  }
  give({ combobox: "visit-area", holds: "chosen" }, { data: "" });
}

/** Buttons in the form. @param {{ target: any }} event */
function clicked({ target }) {
  const { id, dataset } = target.closest("button") || { dataset: {} };
  if (id === "visit-turn") turn();
  if (dataset.rest !== undefined) {
    form.countRest(dataset.rest, "");
    typed();
  }
}

/** Turn the postcodes that were typed into areas. @returns {Promise<boolean>} whether none is left */
async function turn() {
  const box = byId("visit-postcodes");
  if (!box.value.trim()) return true;
  replace("visit-turned", told.texts.turning);
  try {
    const { heard_at, left, said } = await turned(box.value, told);
    box.value = left.join("\n");
    replace("visit-turned", said);
    add(heard_at);
  } catch (/** @type {any} */ error) {
    replace("visit-turned", error.passing || error.name === "TimeoutError" ? told.texts.turn_later : error.message);
  }
  return !box.value.trim();
}

/** More people in some areas. @param {Record<string, number>} more */
function add(more) {
  if (!entry) return;
  const heard_at = { ...form.counts().heard_at };
  for (const [code, number] of Object.entries(more)) heard_at[code] = (heard_at[code] || 0) + number;
  entry = { ...entry, heard_at };
  showAreas(entry);
  form.show({ values: { ...entry.values, ...form.values() }, heard: form.counts().heard, heard_at });
  typed();
}

/** What keeps an entry from being sent, said at its place. @returns {boolean} whether nothing does */
function sound() {
  const wrong = form.tally(told.texts, told.labels);
  const values = form.values();
  for (const name of told.needed)
    if (values[name] === null || values[name] === "")
      wrong[name] = fill(told.texts.needed, { label: told.labels[name] });
  return !fault(wrong);
}

/** Say what is wrong where it is; whoever listens is taken to the first. @param {Record<string, string>} faults */
function fault(faults) {
  const names = Object.keys(faults);
  for (const name of names) form.say(name, faults[name]);
  const first = names.map((name) => byId(`visit-${name}-wrong`)?.closest(".field-block, details")).find(Boolean);
  const control = first?.querySelector("input, select, textarea, summary");
  control?.focus();
  first?.scrollIntoView({ block: "center" });
  return names.length > 0;
}

// ---- sending ----

/** Keep the entry, and send it. @param {Event} [event] */
async function save(event) {
  event?.preventDefault();
  await sending;
  if (!entry || !sound()) return;
  if (!(await turn()) && !without) {
    without = true;
    return say(told.texts.postcodes_left, true);
  }
  if (!sound()) return;
  const sent = /** @type {VisitEntry} */ ({ ...entry, state: "waiting", answer: undefined });
  const room = store.put(sent);
  say(told.texts.sending);
  const [answer] = (await sendAll([sent])).values();
  if (!shown() || entry.id !== sent.id) return;
  if (answer.state === "later" && !room) return say(told.texts.no_room, true);
  if (answer.state !== "kept" && answer.state !== "later") {
    entry = { ...sent, state: answer.state, answer, despite: answer.state === "warned" };
    return answered(answer);
  }
  if (answer.state === "kept" && told.start.activity)
    told.start = { ...told.start, ...sent, version: answer.version ?? null };
  const empty = told.start.activity ? "" : ` ${told.texts.another}`;
  begin(fresh());
  list();
  byId("visit").scrollIntoView();
  if (answer.state === "kept") await sendWaiting();
  say(answer.said + empty);
}

/** Show what the server said of the entry. @param {VisitAnswer} answer */
function answered({ state, said, faults = {}, rows = [], version }) {
  say(said, true);
  hide("visit-both", state !== "changed");
  if (state === "changed") both(rows, version ?? null);
  else fault(faults);
}

/** What is kept, beside what was sent. @param {NonNullable<VisitAnswer["rows"]>} rows @param {number | null} version */
function both(rows, version) {
  const { theirs, yours, keep_theirs, keep_yours } = told.texts;
  const line = (/** @type {string} */ head, /** @type {string} */ text) =>
    element("p", {}, element("b", { text: head }), ` ${text}`);
  const parts = rows.map((one) =>
    element(
      "div",
      { class: "mb-3" },
      element("h2", { class: "fs-6 m-0", text: one.label }),
      line(theirs, one.theirs),
      line(yours, one.yours),
    ),
  );
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    element("button", { type: "button", class: "btn btn-plain me-2", text, onclick });
  const mine = () => {
    if (entry) entry = { ...entry, version };
    hide("visit-both");
    save();
  };
  const other = () => {
    if (entry) store.remove(entry.id);
    window.location.reload();
  };
  replace("visit-both", ...parts, button(keep_yours, mine), button(keep_theirs, other));
  byId("visit-both").scrollIntoView({ block: "center" });
}

/** Send some entries; nothing else is sent meanwhile. @param {VisitEntry[]} entries */
async function sendAll(entries) {
  const whole = byId("visit-form");
  const shows = entries.some(({ id }) => id === entry?.id);
  whole?.toggleAttribute("inert", shows);
  sending = deliver(store, entries, (one) => send(one, told));
  try {
    return await sending;
  } finally {
    sending = null;
    whole?.removeAttribute("inert");
  }
}

/** Send what waits; when somebody asks for it, also what was not taken. @param {any} [asked] */
async function sendWaiting(asked) {
  if (!told || sending) return;
  const refused = asked === true ? store.all().filter(({ state }) => state === "refused") : [];
  const entries = [...waiting(), ...refused];
  if (!entries.length) return;
  const answers = [...(await sendAll(entries)).values()];
  list();
  const kept = answers.filter(({ state }) => state === "kept").map(({ said }) => said);
  if (kept.length || asked === true) say(kept.join(" ") || answers[0].said);
}

/** What of others is kept here, besides what the form shows. */
function list() {
  const others = store.all().filter(({ id }) => id !== entry?.id);
  if (shown()) phone.list(others, told, reopen);
}

/** @param {VisitEntry} one */
function reopen(one) {
  begin(one);
  if (!one.answer) say(told.texts.opened);
  list();
}

/** Forget what is kept here, at the second press. @param {{ target: any }} event */
function forget({ target }) {
  const button = target.closest("[data-forget]");
  phone.calm(button);
  if (!button || !phone.forget(button, store, told.texts.sure)) return;
  if (told.plan && !button.dataset.forget) begin(fresh());
  list();
}

window.addEventListener("online", sendWaiting);
document.addEventListener("visibilitychange", () => !document.hidden && sendWaiting());
