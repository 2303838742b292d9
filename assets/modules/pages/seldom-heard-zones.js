/* The list of zones (dashboard/seldom_heard/zones_list.py): which checkbox somebody has ticked, and the field in which
 * a zone is renamed. What follows from it, the server says (zone_changes.py). */
import { byId, element, give } from "../core.js";

/** The zone whose checkbox stands otherwise than it was drawn: a person has ticked it. */
export function ticked() {
  const { triggered } = window.dash_clientside.callback_context;
  for (const { prop_id: name, value } of triggered) {
    const id = JSON.parse(name.slice(0, name.lastIndexOf(".")));
    if (value !== Boolean(id.on)) return id;
  }
  return window.dash_clientside.no_update;
}

/** Put a field for a zone's name below it. @param {any} item of the menu */
function rename(item) {
  const { rename: of, name, label, longest } = item.dataset;
  const line = item.closest("li");
  const toggle = line.querySelector(".dropdown-toggle");
  toggle.click(); // the menu closes
  const id = "zone-name";
  byId(id)?.dispatchEvent(new Event("blur"));
  const input = element("input", { id, class: "form-control", value: name, maxlength: longest, autocomplete: "off" });
  const field = element(
    "div",
    { class: "zone-rename" },
    element("label", { for: id, class: "note", text: label }),
    input,
  );
  const leave = () => {
    field.remove();
    toggle.focus();
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") leave();
    if (event.key !== "Enter") return;
    leave();
    give("zone-changed", { data: { part: item.dataset.part, of, name: input.value } });
  });
  input.addEventListener("blur", () => field.remove());
  line.append(field);
  input.focus();
  input.select();
}

document.addEventListener("click", ({ target }) => {
  const item = /** @type {any} */ (target)?.closest?.("[data-rename]");
  if (item) rename(item);
});
