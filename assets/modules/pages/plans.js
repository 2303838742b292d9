/* The Plans page: the map of a plan's zones and sessions. What stands on the page, the server writes
 * (dashboard/plans). */
import { byId, element, every, give } from "../core.js";
import * as foundMap from "../found-map.js";
import * as map from "../map.js";
import { draw as drawSessions } from "../map-sessions.js";
import { lead } from "../own-held.js";
import { start, units } from "../values.js";

/** What is on the map, and each zone's areas.
 * @type {{ map: FoundMap, zones: number[][], plan: string, sessions: SessionPoint[] } | null} */
let shown = null;

/** Draw a plan's zones; after a change of the same plan the map stays where somebody has moved it.
 * @param {typeof shown} plan */
export async function show(plan) {
  if (!plan) return;
  await start();
  const same = shown?.plan === plan.plan && document.body.dataset.drawn === shown.map.drawn;
  shown = plan;
  map.use({ say: (code) => foundMap.say(shown?.map, code), number: toCard, click: clicked });
  const wanted = () => shown === plan && Boolean(byId("plans") && byId("map-frame"));
  foundMap.draw(plan.map, wanted, { groups: plan.zones, ...(same ? { fit: null } : {}) });
  const sessions = { sessions: plan.sessions, metres: 0 };
  map.whenThere(() => drawSessions(map.leaflet(), sessions, null, toSessions), wanted);
}

/** An area was clicked: its zone's card is brought into view. @param {string} code */
function clicked(code) {
  const at = units().place[code];
  const zone = shown ? shown.zones.findIndex((areas) => areas.includes(at)) : -1;
  if (zone >= 0) toCard(zone);
}

function toSessions() {
  byId("sessions")?.scrollIntoView();
}

/** @param {number} zone its number, from 0 */
function toCard(zone) {
  const [button] = every(`.plan-zone-number[data-zone="${zone + 1}"]`);
  button?.focus({ preventScroll: true });
  button?.closest(".card").scrollIntoView({ block: "nearest" });
}

/** Go to a page that has been made, so that the way back does not lead to the form. @param {string | null} address */
export function goTo(address) {
  if (address) lead(address, { instead: true });
}

/** The file of a plan that is to be brought in, as its text; gone with the page. */
let brought = "";

/** Have a plan's file chosen, and hand on what stands in it. */
function choose() {
  const input = element("input", { type: "file", accept: ".json" });
  input.addEventListener("change", async () => {
    brought = await input.files[0].text();
    handOn(false);
  });
  input.click();
}

/** @param {boolean} copy whether it is to be here twice */
function handOn(copy) {
  // The same file once more is another wish.
  give("plans-file", { data: { text: brought, copy, at: Date.now() } });
}

document.addEventListener("click", ({ target }) => {
  const { id } = /** @type {any} */ (target);
  if (id === "plans-bring") choose();
  if (id === "plans-bring-copy") handOn(true);
});

document.addEventListener("click", ({ target }) => {
  const button = /** @type {any} */ (target)?.closest?.(".plan-zone-number");
  const places = shown?.zones[Number(button?.dataset.zone) - 1];
  if (!button || !places?.length) return;
  map.fit(places);
  byId("map-area").scrollIntoView({ block: "nearest" });
});
