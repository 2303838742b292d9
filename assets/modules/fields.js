/* What controls made in Python (dashboard/parts) need of the browser, alike on every page: comboboxes, lists that are
 * added to and taken from, numbers, what a phone folds, links to files, copying the page's address or a text of it. */
import { byTheme, narrowed, combobox as searchable } from "./combobox.js";
import { bring, byId, copyLink, copyText, every, give, load } from "./core.js";
import { known, start } from "./values.js";

/** Those that work already, by their input: each with what there is to choose from.
 * @type {WeakMap<HTMLElement, { set: (value: string, name: string) => void, choices: Choices }>} */
const boxes = new WeakMap();

/** Choices under headings; of indicators the browser has the words.
 * @param {Choices} choices @returns {Promise<Group[]>} */
async function groupsOf(choices) {
  if (Array.isArray(choices)) return choices;
  if ("file" in choices) return (await load(choices.file))[choices.name];
  await start();
  if (!("indicators" in choices)) return [];
  return [...byTheme((id) => choices.indicators.includes(id) && !choices.without.includes(id)), ...choices.more];
}

/** The element of an id, as soon as it is in the page. @param {string} id @returns {Promise<any>} */
async function inPage(id) {
  while (!byId(id)) await new Promise(requestAnimationFrame);
  return byId(id);
}

/** What is chosen in a combobox, or what there is to choose from, is there or has changed. @param {string} chosen
 * @param {Choices} choices @param {{ searchOnly: boolean, hint?: string, within?: string }} manner */
export async function combobox(chosen, choices, manner) {
  const { combobox: name } = window.dash_clientside.callback_context.outputs_list.id;
  // A file of choices comes when something is chosen, or somebody looks for something.
  const groups = "file" in choices && !chosen ? [] : await groupsOf(choices);
  const input = await inPage(name);
  let box = boxes.get(input);
  if (!box) {
    const choose = (/** @type {string} */ data) => give({ combobox: name, holds: "chosen" }, { data });
    const find = async (/** @type {string} */ text, /** @type {Say} */ say, /** @type {Say} */ speak) => {
      const found = await finding(boxes.get(input)?.choices || [], text, say, speak);
      return manner.within ? (await bring("places")).within(manner.within, text, found) : found;
    };
    box = { ...searchable({ id: name, input, list: byId(`${name}-list`), find, choose, ...manner }), choices };
    boxes.set(input, box);
  }
  box.choices = choices;
  const found = groups.flatMap(({ options }) => options).find(({ value }) => value === chosen);
  // An indicator's name is known; a group of one's own is its name.
  box.set(chosen, found?.label ?? known.catalogue?.indicators[chosen]?.label ?? String(chosen || "").split("~")[0]);
}

/** @typedef {(text: string) => void} Say */
/** Choices for a text; a function of a module may find them, which comes when somebody first looks for something.
 * @param {Choices} choices @param {string} text @param {Say} say @param {Say} speak @returns {Promise<Group[]>} */
async function finding(choices, text, say, speak) {
  return "module" in choices
    ? (await bring(choices.module))[choices.function](text, say, speak)
    : narrowed(await groupsOf(choices), text);
}

/** Add what was chosen in a combobox to a list; the combobox is empty again.
 * @param {string} chosen @param {string[]} list */
export function add(chosen, list) {
  const { no_update: unchanged } = window.dash_clientside;
  return chosen ? [[...new Set([...list, chosen])], ""] : [unchanged, unchanged];
}

/** The id by pattern of the button that was clicked; none where buttons have been made, and nobody has clicked. */
export function clickedId() {
  const { triggered } = window.dash_clientside.callback_context;
  const clicked = triggered.find((/** @type {any} */ { value }) => value);
  return clicked && JSON.parse(clicked.prop_id.slice(0, clicked.prop_id.lastIndexOf(".")));
}

/** Which of several buttons was clicked: what follows from it, the server says. */
export { clickedId as clicked };

/** Take off the chip that was clicked. @param {unknown} _ @param {string[]} list */
export function takeOff(_, list) {
  const id = clickedId();
  return id && list.filter((one) => one !== id.of);
}

export const narrow = window.matchMedia("(max-width: 991.98px)");

/** On a phone what can be changed unfolds; where there is room it is open. What a person has opened stays so. */
export function fold() {
  for (const part of every(".phone-fold")) {
    if (part.dataset.folded === String(narrow.matches)) continue;
    part.dataset.folded = String(narrow.matches);
    part.open = !narrow.matches;
  }
}
narrow.addEventListener("change", fold);

/** What a file's address gets of a field, as it is now. @param {any} link */
function take(link) {
  const [name, id] = link.dataset.takes.split("=");
  const whole = new URL(link.href);
  whole.searchParams.delete(name);
  if (byId(id)?.value) whole.searchParams.set(name, byId(id).value);
  link.href = whole.href;
}

document.addEventListener("click", (event) => {
  const target = /** @type {any} */ (event.target);
  const button = target.closest("button[data-copy]");
  if (button) copyLink(button);
  const copies = target.closest("button[data-copies]");
  if (copies) copyText(copies);
  const [inside, file] = [target.closest("[data-inside] a.inside"), target.closest("a[data-file]")];
  if (file?.dataset.takes) take(file);
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // they open it anew
  if (!inside && !file) return;
  event.preventDefault();
  // A link inside a page changes its address without leaving it.
  if (inside) give("url", { search: new URL(inside.href).search });
  else {
    file.closest(".dropdown, .dropup")?.querySelector(".dropdown-toggle[aria-expanded=true]")?.click();
    const { href, dataset } = file;
    const body = file.closest("[data-along]")?.dataset.along ?? null; // what a page sends along for each of its files
    bring("handing").then(
      ({ hand }) => hand(href, dataset.file, dataset.line || "handover-status", body),
      () => null,
    );
  }
});

// ---- numbers that cannot be used, in fields that say so in words of their own (typed_number in fields.py) ----

const PAUSE = 600; // ms after the last key, as there
let typing = 0;

/** Say below a number's field whether what stands in it can be used. @param {any} input */
export function judge(input) {
  const wrong = input.parentElement?.querySelector(".wrong");
  if (!wrong) return;
  wrong.hidden = input.checkValidity();
  if (wrong.hidden) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

const isTyped = (/** @type {any} */ { type, pattern }) => type === "number" && pattern;

/* Before the field's component hears of it, which asks whether it is valid: browsers know limits, not decimals. */
document.addEventListener(
  "input",
  (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!isTyped(input)) return;
    input.setCustomValidity(new RegExp(`^(?:${input.pattern})$`).test(input.value) ? "" : input.pattern);
    clearTimeout(typing);
    typing = setTimeout(() => judge(input), PAUSE);
  },
  true,
);
document.addEventListener("change", ({ target }) => isTyped(target) && judge(target), true);
