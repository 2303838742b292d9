/* Visits that wait in the browser, on pages other than their own (dashboard/plans/visit/unsent.py): said, and sent as
 * soon as there is a connection. */
import { fill } from "./base.js";
import { byId, give, hide, replace } from "./core.js";
import { deliver, device, keeping } from "./visit-kept.js";
import * as phone from "./visit-phone.js";
import { send } from "./visit-sending.js";

/** What the server has told. @type {VisitGiven} */
let told;
/** @type {VisitStore} */
let store;
let sending = false;
let clock = 0;

const shown = () => Boolean(told && byId("visit-unsent"));
/** A draft is on its own page, where it is typed. */
const unsent = () => store.all().filter(({ state }) => state !== "draft");

/** The server has told what sending needs. @param {VisitGiven} given */
export function watch(given) {
  [told, store] = [given, keeping(device(), given.who)];
  if (!shown()) return;
  byId("visit-phone").addEventListener("click", clicked);
  clearInterval(clock);
  clock = window.setInterval(sendWaiting, told.seconds.next * 1000);
  tell();
  sendWaiting();
}

/** Say what is not sent yet. @param {string} [also] what has been said of what was sent */
function tell(also = "") {
  const [all, { texts }] = [unsent(), told];
  const waits = all.filter(({ state }) => state === "waiting").length;
  const name = waits ? "unsent" : "unsent_look";
  const n = waits || all.length;
  const said = n ? fill(texts[n === 1 ? `${name}_one` : name], { n }) : "";
  replace("visit-unsent", [also, said].filter(Boolean).join(" "));
  hide("visit-unsent", !also && !said);
  phone.list(all, told, () => undefined);
}

/** Send what waits; when somebody asks for it, also what was not taken. @param {any} [asked] */
async function sendWaiting(asked) {
  if (!shown() || sending) return;
  const wanted = asked === true ? ["waiting", "refused"] : ["waiting"];
  const entries = unsent().filter(({ state }) => wanted.includes(state));
  if (!entries.length) return;
  sending = true;
  try {
    const answers = [...(await deliver(store, entries, (one) => send(one, told))).values()];
    if (!shown()) return;
    const kept = answers.filter(({ state }) => state === "kept");
    tell(kept.map(({ said }) => said).join(" "));
    // Figures and the diary are made anew with it.
    if (kept.length) give("plan-changed", { data: Date.now() });
  } finally {
    sending = false;
  }
}

/** Buttons of the list: forget one, at the second press; send. @param {{ target: any }} event */
function clicked({ target }) {
  const button = target.closest("[data-forget]");
  phone.calm(button);
  if (target.closest("#visit-send")) sendWaiting(true);
  if (button && phone.forget(button, store, told.texts.sure)) tell();
}

window.addEventListener("online", sendWaiting);
window.addEventListener("storage", () => shown() && tell()); // another tab has sent it, or keeps more
document.addEventListener("visibilitychange", () => !document.hidden && sendWaiting());
