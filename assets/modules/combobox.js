/* One searchable list for every choice from many: type to narrow it, arrows and Enter to choose. Follows the ARIA
 * combobox pattern with a listbox. */
import { byId, element, rules } from "./core.js";
import { known, words } from "./values.js";

const [ITEM, NONE] = ["dropdown-item text-wrap", "options-none dropdown-item-text text-body-secondary"];
const STALE = ["opacity-50", "pe-none"];
const plain = (/** @type {string} */ text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "");

/** An indicator to choose; it is also found by what describes it. @param {string} id @returns {Option} */
export function indicator(id) {
  const { label, short, description } = words(id);
  return { value: id, label, note: short, more: description };
}

/** Some indicators, by theme and group. @param {(id: string) => boolean} wanted @returns {Group[]} */
export function byTheme(wanted = () => true) {
  const all = known.catalogue.groups.map(([label, ids]) => ({ label, options: ids.filter(wanted).map(indicator) }));
  return all.filter(({ options }) => options.length);
}

/** Groups whose options have every word, or another word for it, in their name or heading; only when none has, in the
 * note below the name; and at last in what describes them.
 * @param {Group[]} groups @param {string} text @returns {Group[]} */
export function narrowed(groups, text) {
  const wanted = plain(text).split(/\s+/).filter(Boolean);
  if (!wanted.length) return groups;
  const also = Object.entries(known.catalogue?.also || {});
  const others = (/** @type {string} */ word) =>
    word.length > 2 ? also.filter(([said]) => said.startsWith(word)).flatMap(([, meant]) => meant) : [];
  const ways = wanted.map((word) => [word, ...others(word)]);
  /** @type {((option: Option, group: Group) => string)[]} */
  const hays = [
    (option, group) => `${option.label} ${option.search || ""} ${group.label || ""}`,
    (option, group) => `${hays[0](option, group)} ${option.note || ""}`,
    (option, group) => `${hays[1](option, group)} ${option.more || ""}`,
  ];
  for (const hay of hays) {
    const has = (/** @type {Option} */ option, /** @type {Group} */ group) => {
      const straw = plain(hay(option, group));
      return ways.every((words) => words.some((word) => straw.includes(word)));
    };
    const found = groups.map((group) => ({ ...group, options: group.options.filter((option) => has(option, group)) }));
    if (found.some((group) => group.options.length)) return found.filter((group) => group.options.length);
  }
  return [];
}

/** Make an input and its list (dashboard/parts/combobox.py) work. @param {Searchable} setup */
export function combobox(setup) {
  const { id, input, list } = setup;
  const manners = { role: "combobox", spellcheck: "false", "aria-expanded": "false", "aria-controls": `${id}-list` };
  for (const [name, value] of Object.entries({ ...manners, "aria-autocomplete": "list" }))
    input.setAttribute(name, value);
  /** @type {{ option: Option, item: HTMLElement }[]} */
  let options = [];
  let active = -1;
  let current = "";
  let shown = "";
  let asked = 0;
  /** Enter was pressed before what was asked for came. */
  let hasty = false;
  const status = byId(`${id}-said`);

  /** Show what there is to choose from; `none` says why there is nothing, `spoken` is for those who do not see it.
   * @param {Group[]} groups @param {string} none @param {string} spoken */
  function render(groups, none, spoken) {
    options = [];
    list.replaceChildren();
    const aside = (/** @type {string} */ look, /** @type {string | undefined} */ text) =>
      list.append(element("li", { role: "presentation", class: look, text }));
    for (const group of groups) {
      if (group.said) aside(NONE, group.said);
      if (group.label) aside("dropdown-header sticky-top panel fw-semibold", group.label);
      for (const option of group.options) {
        const chosen = String(option.value === current);
        const is = { class: ITEM, role: "option", id: `${id}-${options.length}`, "aria-selected": chosen };
        const note = option.note ? element("small", { class: "note d-block", text: option.note }) : null;
        const item = element("li", is, element("span", { text: option.label }), note);
        item.addEventListener("mousedown", (/** @type {Event} */ event) => event.preventDefault());
        item.addEventListener("click", () => pick(option));
        list.append(item);
        options.push({ option, item });
      }
    }
    const silent = none || (!input.value.trim() && setup.hint) || rules.labels.no_match;
    if (!options.length && !groups.some(({ said }) => said)) aside(NONE, silent);
    status.textContent = spoken || (options.length ? "" : list.textContent);
    list.classList.remove(...STALE);
  }

  /** @param {string} text */
  async function refresh(text) {
    asked += 1;
    const mine = asked;
    // What is still there answers an earlier question: faded, and not to be chosen.
    [options, active, hasty] = [[], -1, false];
    list.classList.add(...STALE);
    input.removeAttribute("aria-activedescendant");
    let spoken = "";
    const say = (/** @type {string} */ why) => {
      if (mine === asked) render([], why, "");
    };
    let groups;
    try {
      groups = await setup.find(text, say, (said) => {
        spoken = said;
      });
    } catch (error) {
      say(/** @type {Error} */ (error).message); // it could not be looked for, which is not that there is nothing
      return;
    }
    if (mine !== asked) return;
    render(groups, "", spoken);
    if (hasty && options.length) return pick(options[0].option);
    const chosen = options.findIndex(({ option }) => option.value === current);
    activate(text ? 0 : Math.max(0, chosen));
  }

  /** @param {number} at */
  function activate(at) {
    for (const { item } of options) item.classList.remove("active");
    active = options.length ? (at + options.length) % options.length : -1;
    if (active < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    const { item } = options[active];
    item.classList.add("active");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function open() {
    if (!list.hidden) return;
    list.hidden = false;
    // Fixed to the window, because the panel around it scrolls and would cut it off.
    const box = input.getBoundingClientRect();
    const [above, below] = [box.top - 16, window.innerHeight - box.bottom - 16];
    const up = below < 320 && above > below;
    Object.assign(list.style, {
      left: `${box.left}px`,
      minWidth: `${box.width}px`,
      maxWidth: `${Math.max(box.width, Math.min(560, window.innerWidth - box.left - 16))}px`,
      top: up ? "auto" : `${box.bottom + 4}px`,
      bottom: up ? `${window.innerHeight - box.top + 4}px` : "auto",
      maxHeight: `${Math.max(160, Math.min(560, up ? above : below))}px`,
    });
    input.setAttribute("aria-expanded", "true");
    refresh("");
  }

  /** Somebody begins anew: what they type takes the place of what stands there. */
  function begin() {
    if (!list.hidden) return;
    open();
    input.select();
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = shown;
  }

  /** @param {Option} option */
  function pick(option) {
    set(option.value, option.label);
    close();
    setup.choose(option.value, option);
  }

  /** @param {string} value @param {string} name */
  function set(value, name) {
    current = value;
    shown = setup.searchOnly ? "" : name || "";
    if (list.hidden) input.value = shown;
  }

  /** Keys while the list is open, and those that open it. @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => (list.hidden ? open() : activate(active + 1)),
    ArrowUp: () => (list.hidden ? open() : activate(active - 1)),
    Enter: () => {
      hasty = !options[active];
      if (!hasty) pick(options[active].option);
    },
    Escape: close,
  };
  input.addEventListener("focus", begin);
  input.addEventListener("click", begin);
  input.addEventListener("blur", close);
  window.addEventListener("resize", close);
  input.addEventListener("input", () => {
    open();
    refresh(input.value);
  });
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const { key } = event;
    if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) begin();
    const meant =
      key.startsWith("Arrow") ||
      (!list.hidden &&
        (key === "Escape" || (key === "Enter" && (options[active] || list.classList.contains(STALE[0])))));
    if (!meant || !keys[key]) return;
    event.preventDefault();
    keys[key]();
  });
  return { set };
}
