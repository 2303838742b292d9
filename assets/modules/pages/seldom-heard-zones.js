/* The list of zones (dashboard/seldom_heard/zones_list.py): which checkbox somebody has ticked, and the field in which
 * a zone is renamed. What follows from it, the server says (zone_changes.py). */
import { byId, element, every, give } from "../core.js";

/** Controls of a zone's line. */
const CONTROLS = ["input", ".zone-button", ".dropdown-toggle", ".btn-link"];
/** The control that had the focus in what was found, if any did: its id, or its zone's line, that zone's first area
 * (its place) and which of that line's controls it is.
 * @type {{ id: string, line: number, place: number, control: string } | null} */
let left = null;
/** What the last change did to other zones, until the list says it. */
let moved = "";

/** @param {string | null} said */
export function told(said) {
  moved = said || "";
}

/** What was found is about to be made anew, and with it what has the focus there.
 * @param {number[][]} zones the places of each */
export function leave(zones) {
  const active = /** @type {HTMLElement} */ (document.activeElement);
  const line = active.closest(".zone-line");
  const control = CONTROLS.find((one) => active.matches(one)) || "button";
  const inside = active.closest("#targets-rest");
  const button = /** @type {HTMLElement | null | undefined} */ (line?.querySelector(".zone-button"));
  const [place] = zones[Number(button?.dataset.zone)] || [-1];
  left = inside && { id: line ? "" : active.id, line: every(".zone-line").indexOf(line), place, control };
}

/** The list is there: say what a change did, and back to the control that had the focus, or to that of the zone that
 * now holds its zone's first area. @param {number[][]} zones the places of each */
export function back(zones) {
  const said = byId("zones-said");
  if (said) said.textContent = moved;
  moved = "";
  if (!left || document.activeElement !== document.body) return;
  const { id, line, place, control } = left;
  const lines = every(".zone-line");
  const at = zones.findIndex((places) => places.includes(place));
  const holds = document.querySelector(`.zone-button[data-zone="${at}"]`)?.closest(".zone-line");
  // Who ticks a zone off goes on with the next one, in its place.
  const off = control === "input" && holds?.querySelector("input:not(:checked)");
  const there = (!off && holds) || lines[Math.min(Math.max(line, 0), lines.length - 1)];
  const found = (id && byId(id)) || there?.querySelector(control) || there?.querySelector("button");
  found?.focus({ preventScroll: true });
}

/** The zone whose checkbox stands otherwise than it was drawn: a person has ticked it. */
export function ticked() {
  const { triggered } = window.dash_clientside.callback_context;
  for (const { prop_id: name, value } of triggered) {
    const id = JSON.parse(name.slice(0, name.lastIndexOf(".")));
    if (value !== Boolean(id.on)) return id;
  }
  return window.dash_clientside.no_update;
}

/** Put a field for a zone's name below it. @param {DOMStringMap} item of the menu @param {any} toggle the menu's
 * button */
function rename({ rename: of, part, name, label, longest }, toggle) {
  const id = "zone-name";
  const input = element("input", { id, class: "form-control", value: name, maxlength: longest, autocomplete: "off" });
  const words = element("label", { for: id, class: "note", text: label });
  const field = element("div", { class: "zone-rename" }, words, input);
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => {
    if (key !== "Enter" && key !== "Escape") return;
    toggle.focus(); // and the field goes
    if (key === "Enter") give("zone-changed", { data: { part, of, name: input.value } });
  });
  input.addEventListener("blur", () => field.remove());
  toggle.closest("li").append(field);
  input.focus();
  input.select();
}

document.addEventListener("click", ({ target }) => {
  const item = /** @type {any} */ (target)?.closest?.(".zone-menu .dropdown-item");
  if (!item) return;
  const toggle = item.closest(".zone-menu").querySelector(".dropdown-toggle");
  toggle.click(); // the menu closes
  toggle.focus();
  if (item.dataset.rename) rename(item.dataset, toggle);
});
