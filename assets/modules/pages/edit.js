/* The panel in which a plan is changed (dashboard/plans/edit): where the keyboard is, what belongs to which field for
 * those who listen, and that nothing written is thrown away unasked. */
import { byId, every, give, hide } from "../core.js";

const FIELDS = "#edit-body :is(input, select, textarea)";
/** What stood in the form when it was opened. */
let before = "";

/** What stands in the form. */
const written = () =>
  JSON.stringify(every(FIELDS).map((one) => (one.matches("[type=radio], [type=checkbox]") ? one.checked : one.value)));

/** Once Dash has drawn what it was given. @param {() => void} then */
const drawn = (then) => requestAnimationFrame(() => requestAnimationFrame(then));

/** Other content stands in the panel. */
export function shown() {
  drawn(() => {
    const form = byId("edit-body")?.querySelector("[data-form]");
    if (form?.dataset.fresh) before = written();
    for (const field of every("#edit-body [data-field]")) describe(field);
    (byId("edit-body")?.querySelector("[data-look], [aria-invalid=true]") || byId("edit-title"))?.focus();
  });
}

/** Tie to a field's controls what is said below them. @param {HTMLElement} field */
function describe(field) {
  const said = [...field.querySelectorAll(".form-text, [id^=edit-fault-]")];
  for (const [at, one] of said.entries()) one.id ||= `edit-note-${field.dataset.field}-${at}`;
  for (const control of field.querySelectorAll("input, select, textarea")) {
    if (said.length) control.setAttribute("aria-describedby", said.map(({ id }) => id).join(" "));
    if ("fault" in field.dataset) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

/** Something was done, and is said below the page: the keyboard goes there when the panel has closed. */
export function told() {
  const look = () => (byId("edit-body") ? setTimeout(look, 50) : read());
  if (byId("edit-told-text")) drawn(look);
}

/** What only says what was done goes by itself, unless the keyboard is there. */
function read() {
  const line = byId("edit-told-text");
  if (!line) return;
  line.focus();
  const inUse = () => line.parentElement?.querySelector(":focus-visible");
  const go = () => line.isConnected && !inUse() && does.told();
  if (line.dataset.goneAfter) setTimeout(go, Number(line.dataset.goneAfter) * 1000);
}

/** Close the panel, unless something is written there that would be lost. */
function close() {
  const line = byId("edit-unsaved");
  if (!line || written() === before) return give("edit-panel", { is_open: false });
  line.hidden = false;
  line.querySelector("button").focus();
}

/** What buttons with `data-edit` do. @type {Record<string, () => void>} */
const does = {
  close,
  keep: () => hide("edit-unsaved"),
  throw: () => give("edit-panel", { is_open: false }),
  told: () => give("edit-told", { children: null }),
};

document.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest?.("button[data-edit], button[data-press]");
  if (!(button instanceof HTMLElement)) return;
  const { edit, press } = button.dataset;
  if (edit) does[edit]?.();
  if (!press) return;
  /** @type {HTMLElement | null | undefined} */
  (button.closest(".dropdown")?.querySelector(".dropdown-toggle[aria-expanded=true]"))?.click();
  give("edit-clicked", { data: JSON.parse(press) });
});
// A list that is open closes first: it says so (combobox.js).
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && byId("edit-body")) close();
});
