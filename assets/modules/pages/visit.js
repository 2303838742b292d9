/* Record a visit: what is typed is kept in the browser until the server has it, and sent as soon as there is a
 * connection. What the page says, and the form, are the server's (dashboard/plans/visit). */
import { says } from "../address.js";
import { fill } from "../base.js";
import { bring, byId, give, hide, insert, replace } from "../core.js";
import { levels, start } from "../values.js";
import { both } from "../visit-both.js";
import * as form from "../visit-form.js";
import { deliver, device, keeping, newId } from "../visit-kept.js";
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
/** The zone of the visit that was saved last: the next is likely there too. @type {string | null} */
let last = null;
let clock = 0;

const shown = () => Boolean(byId("visit"));
const waiting = () => store.all().filter(({ id, state }) => state === "waiting" && id !== entry?.id);

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
  [told, store, entry, last] = [given, keeping(device(), given.who), null, null];
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
  connected();
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
    values: { on: today, ...values, ...(last !== null && { zone_id: last }) },
    was: version === null ? null : { values, heard, heard_at },
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
  form.raiseWhole({ dataset });
  /** @type {Record<string, any>} */
  const values = { ...entry.values, ...form.values(), lsoa: entry.values.lsoa || "" };
  const { zone_id, on, people } = values;
  const named = { zone: told.zones[zone_id || ""], on: day(on), people };
  const called = fill(people === null ? told.texts.called_uncounted : told.texts.called, named);
  entry = { ...entry, state: "draft", called, values, ...form.counts(), despite: false, answer: undefined };
  store.put(entry);
  showZone(entry);
  if (event) say("");
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
  const wrong = { ...form.tally(told.texts, told.labels), ...form.tooFew(told.texts, told.labels) };
  const values = form.values();
  for (const name of told.needed)
    if (values[name] === null || values[name] === "")
      wrong[name] = fill(told.texts.needed, { label: told.labels[name] });
  const [first] = form.fault(wrong);
  if (first) say(fill(told.texts.not_saved, { why: wrong[first] }), true);
  return !first;
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
  if (answer.state === "kept" && told.start.activity) {
    const { values, heard, heard_at } = answer.now || sent;
    told.start = { ...told.start, values, heard, heard_at, version: answer.version ?? null };
  }
  if (!told.start.activity) last = sent.values.zone_id || "";
  const empty = told.start.activity ? "" : ` ${fill(told.texts.another, { zone: told.zones[last || ""] })}`;
  begin(fresh());
  list();
  byId("visit").scrollIntoView();
  if (answer.state === "kept") await sendWaiting();
  say(answer.said + empty);
}

/** Show what the server said of the entry. @param {VisitAnswer} answer */
function answered(answer) {
  say(answer.said, true);
  hide("visit-both", answer.state !== "changed");
  if (answer.state === "changed") both(answer, told.texts, join);
  else form.fault(answer.faults || {});
}

/** Save what is chosen of a visit that somebody else has changed too, on top of what is kept.
 * @param {VisitContent} chosen @param {VisitAnswer} answer */
function join(chosen, { now, version }) {
  if (!entry) return;
  begin({ ...entry, ...chosen, was: now, version: version ?? null, answer: undefined });
  save();
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

/** Say whether there is a connection, before anybody saves. */
function connected() {
  if (shown()) hide("visit-offline", navigator.onLine);
}

for (const name of ["online", "offline"]) window.addEventListener(name, connected);
window.addEventListener("online", sendWaiting);
window.addEventListener("storage", () => told && list()); // another tab has sent one, or keeps more
document.addEventListener("visibilitychange", () => !document.hidden && sendWaiting());
