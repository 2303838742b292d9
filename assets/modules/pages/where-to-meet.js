/* Where to meet: the map of an answer, the session whose card is open, and the better answer that comes later. The form
 * writes the address; whom sessions reach, the server says (dashboard/where_to_meet). */
import { byId, every, give, insert } from "../core.js";
import { narrow } from "../fields.js";
import * as form from "../form.js";
import * as foundMap from "../found-map.js";
import * as map from "../map.js";
import { draw as drawSessions, drawVenues } from "../map-sessions.js";
import * as question from "../question.js";
import * as values from "../values.js";
import { seek, stop } from "./where-to-meet-best.js";
import { offer } from "./where-to-meet-search.js";

const PAGE = "where-to-meet";

/** @type {SessionsFound | null} */
let result = null;
/** The session whose card is open. @type {string | null} */
let chosen = null;
/** The address of what stands on the page, with the venues that are shown. */
let search = "";
/** The team's own venues. @type {OwnVenues} */
let own = [];
/** What the exact search has found for what stands on the page. @type {BestFound | null} */
let best = null;

/** Ask the server: the page's address is another, the team has other venues, or a better answer has been found.
 * @param {{ search: string } | null} asked @param {OwnVenues | null} venues @param {BestFound | null} found */
export function ask(asked, venues, found) {
  if (!asked) return undefined;
  const { triggered } = window.dash_clientside.callback_context;
  const is = (/** @type {string} */ store) => triggered.some((/** @type {any} */ one) => one.prop_id.startsWith(store));
  if (is("meet-best")) {
    if (found?.search !== search) return window.dash_clientside.no_update;
    best = found;
  } else {
    close(false);
    stop();
    insert("handover-status", []); // of a file of other sessions
    [best, result, own] = [null, null, venues || []];
    // Of other venues others may be chosen.
    search = is(`${PAGE}-asked`) ? asked.search : form.settle(PAGE, { s: undefined });
    map.use({ say: (code) => foundMap.say(result?.map, code), points });
  }
  return { search, own, best };
}

/** The server's answer has come: to what the page asks now, or to what it asked before.
 * @param {SessionsFound | null} answer */
export async function found(answer) {
  if (!answer) return;
  await Promise.all([values.start(), values.needFootprints()]);
  const isFirst = !best;
  if (!byId("meet") || !question.answer(answer.search)) return;
  result = answer;
  offer(answer);
  insert("meet-said", answer.said);
  insert("meet-line", answer.line || []);
  insert("meet-asked", answer.asked || []);
  insert("legend", answer.legend || []);
  byId(`${PAGE}-said`).textContent = "";
  byId("meet").dataset.asks = answer.chosen ? "something" : "nothing";
  stands(answer);
  if (answer.chosen && !answer.proven) seek(search, own);
  document.body.dataset.asked = search;
  const [, wanted] = /^#session-(\d{1,2})$/.exec(window.location.hash) || [];
  const first = isFirst && answer.sessions[Number(wanted) - 1];
  if (first) open(first.id);
  else draw(isFirst);
}

/** What is shown is known with its venues: the address gets those that have been found to be better, and files are made
 * of them. @param {SessionsFound} answer */
function stands(answer) {
  if (best) {
    search = form.settle(PAGE, { s: best.venues.join(".") });
    question.answer(search);
  }
  give("meet-shown", { data: answer.chosen ? asking() : null });
  const along = { own, bound: answer.bound };
  if (own.length || answer.bound !== null) byId("meet").dataset.along = JSON.stringify(along);
  else delete byId("meet").dataset.along;
}

/** What the server is to know of what is shown. */
const asking = () => ({ search, own, best });

// ---- the map ----

function draw(fit = true) {
  if (!result) return;
  const shown = result;
  foundMap.draw(shown.map, () => shown === result && Boolean(byId("meet")), { fit: fit ? shown.map.fit : null });
  map.whenThere(
    () => {
      drawSessions(map.leaflet(), shown, chosen, open);
      points();
    },
    () => shown === result && Boolean(byId("meet")),
  );
}

/** Venues where the map is near enough. */
function points() {
  if (result && map.leaflet()) drawVenues(map.leaflet(), result);
}

// ---- a session's card ----

/** Open a session's card; the server fills it. @param {string} id */
function open(id) {
  if (!result) return;
  chosen = id;
  draw(false);
  pressed();
  const number = result.sessions.findIndex((one) => one.id === id);
  note(`#session-${number + 1}`);
  map.leaflet()?.panInside([...result.sessions[number].at].reverse(), { padding: [80, 120] });
  question.fade(byId("session-card"), true);
  give("meet-session", { data: { ...asking(), venue: id } });
}

/** The address says which session is open, so that a link opens it. @param {string} hash */
function note(hash) {
  const { pathname, search: query } = window.location;
  window.history.replaceState(window.history.state, "", pathname + query + hash);
  give("url", { hash });
}

/** @param {boolean} [redraw] */
function close(redraw = true) {
  if (chosen === null) return;
  const [button] = every(`.session-button[data-session="${chosen}"]`);
  chosen = null;
  give("meet-session", { data: null });
  note("");
  if (!redraw) return;
  draw(false);
  pressed();
  button?.focus();
}

function pressed() {
  for (const button of every(".session-button"))
    button.setAttribute("aria-pressed", String(button.dataset.session === chosen));
}

/** The card is filled: bring it into view. */
export function sessionShown() {
  question.fade(byId("session-card"), false);
  if (chosen === null) return;
  byId("card").scrollTop = 0;
  if (narrow.matches) byId("session-card").scrollIntoView();
  byId("session-close")?.focus({ preventScroll: true });
}

document.addEventListener("click", ({ target }) => {
  const button = /** @type {any} */ (target)?.closest?.(".session-button, #session-close");
  if (button?.id === "session-close") close();
  else if (button) open(button.dataset.session);
});
