/* One searchable list for every choice from many: type to narrow it, arrows and Enter to choose.
 * Follows the ARIA combobox pattern with a listbox. */
window.atlas.combobox = (() => {
  "use strict";
  const { element } = window.atlas;

  const { values } = window.atlas;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");

  /** Groups whose options have every word, or another word for it, in their name or heading; only when
   * none has, in the note below the name; and at last in what describes them. */
  function narrowed(groups, text) {
    const wanted = plain(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return groups;
    const also = Object.entries(values.known.catalogue?.also || {});
    const ways = wanted.map((word) => [word, ...(word.length > 2 ? also.filter(([said]) => said.startsWith(word)).flatMap(([, meant]) => meant) : [])]);
    const filter = (hay) => groups
      .map((group) => ({ ...group, options: group.options.filter((option) => ways.every((words) => words.some((word) => hay(option, group).includes(word)))) }))
      .filter((group) => group.options.length);
    const name = (option, group) => plain(`${option.label} ${option.search || ""} ${group.label || ""}`);
    const noted = (option, group) => `${name(option, group)} ${plain(option.note || "")}`;
    for (const hay of [name, noted]) {
      const found = filter(hay);
      if (found.length) return found;
    }
    return filter((option, group) => `${noted(option, group)} ${plain(option.more || "")}`);
  }

  /**
   * @param {object} setup id, label (visible unless hideLabel), placeholder;
   *   groups: [{label, options: [{value, label, note, search}]}], or
   *   find: async (text) => groups, for more than a list can hold;
   *   choose(value, option); searchOnly: stay empty after a choice;
   *   input, list: elements that are there already (dashboard/parts/combobox.py), else they are made.
   * @returns {{root: HTMLElement, set: (value: string, label: string) => void, offer: (groups: object[]) => void}}
   */
  function combobox(setup) {
    const list = setup.list || element("ul", { id: `${setup.id}-list`, role: "listbox", "aria-label": setup.label, class: "options", hidden: true });
    const input = setup.input || element("input", { id: setup.id, type: "text", autocomplete: "off", placeholder: setup.placeholder || "", class: "combobox-input" });
    const manners = { role: "combobox", spellcheck: "false", "aria-expanded": "false", "aria-controls": `${setup.id}-list`, "aria-autocomplete": "list" };
    Object.entries(manners).forEach(([name, value]) => input.setAttribute(name, value));
    const root = setup.input ? setup.input.parentElement : element("div", { class: "combobox" },
      element("label", { for: setup.id, class: setup.hideLabel ? "visually-hidden" : "", text: setup.label }), input, list);
    let options = [];
    let active = -1;
    let current = "";
    let shown = "";
    let asked = 0;

    /** Show what there is to choose from; `none` says why there is nothing. */
    function render(groups, none = "") {
      options = [];
      list.replaceChildren();
      for (const group of groups) {
        if (group.label) list.append(element("li", { role: "presentation", class: "options-heading", text: group.label }));
        for (const option of group.options) {
          const item = element("li", { role: "option", id: `${setup.id}-${options.length}`, "aria-selected": String(option.value === current) },
            element("span", { text: option.label }), option.note ? element("small", { text: option.note }) : null);
          item.addEventListener("mousedown", (event) => event.preventDefault());
          item.addEventListener("click", () => pick(option));
          list.append(item);
          options.push({ option, item });
        }
      }
      if (!options.length) {
        const text = none || (setup.find && !input.value.trim() ? setup.hint : "Nothing matches. Try fewer letters.");
        list.append(element("li", { role: "presentation", class: "options-none", text }));
      }
    }

    async function refresh(text) {
      asked += 1;
      const mine = asked;
      const say = (why) => mine === asked && render([], why);
      let groups = [];
      try {
        groups = setup.find ? await setup.find(text, say) : narrowed(setup.groups, text);
      } catch (error) {
        say(error.message); // it could not be looked for, which is not that there is nothing
        return;
      }
      if (mine !== asked) return;
      render(groups);
      activate(text ? 0 : Math.max(0, options.findIndex(({ option }) => option.value === current)));
    }

    function activate(at) {
      options.forEach(({ item }) => item.classList.remove("active"));
      active = options.length ? (at + options.length) % options.length : -1;
      if (active >= 0) {
        options[active].item.classList.add("active");
        input.setAttribute("aria-activedescendant", options[active].item.id);
        options[active].item.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function open() {
      if (!list.hidden) return;
      list.hidden = false;
      // Fixed to the window, because the panel around it scrolls and would cut it off.
      const box = input.getBoundingClientRect();
      list.style.left = `${box.left}px`;
      list.style.minWidth = `${box.width}px`;
      const [above, below] = [box.top - 16, window.innerHeight - box.bottom - 16];
      const up = below < 320 && above > below;
      list.style.top = up ? "auto" : `${box.bottom + 4}px`;
      list.style.bottom = up ? `${window.innerHeight - box.top + 4}px` : "auto";
      list.style.maxHeight = `${Math.max(160, Math.min(560, up ? above : below))}px`;
      input.setAttribute("aria-expanded", "true");
      refresh("");
      input.select();
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      input.value = shown;
    }

    function pick(option) {
      set(option.value, option.label);
      close();
      setup.choose(option.value, option);
    }

    function set(value, label) {
      current = value;
      shown = setup.searchOnly ? "" : label || "";
      if (list.hidden) input.value = shown;
    }

    input.addEventListener("focus", open);
    input.addEventListener("click", open);
    input.addEventListener("blur", close);
    window.addEventListener("resize", close);
    input.addEventListener("input", () => { open(); refresh(input.value); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        else activate(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && options[active]) {
        event.preventDefault();
        pick(options[active].option);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    /** Other choices from now on. */
    const offer = (groups) => { setup.groups = groups; };

    return { root, set, offer };
  }

  combobox.narrowed = narrowed;
  return combobox;
})();
