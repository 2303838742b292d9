/* One searchable list for every choice from many: type to narrow it, arrows and Enter to choose.
 * Follows the ARIA combobox pattern with a listbox; groups are read out with their options. */
window.atlas.combobox = (() => {
  "use strict";
  const { element } = window.atlas;

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");

  /**
   * @param {object} setup id, label (visible), placeholder, groups: [{label, options: [{value,
   *   label, note, search}]}], choose(value), clear (text of the button that takes the choice off)
   * @returns {{root: HTMLElement, set: (value: string, label: string) => void}}
   */
  function combobox(setup) {
    const list = element("ul", { id: `${setup.id}-list`, role: "listbox", "aria-label": setup.label, class: "options", hidden: true });
    const input = element("input", {
      id: setup.id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      placeholder: setup.placeholder || "", class: "combobox-input",
      "aria-expanded": "false", "aria-controls": `${setup.id}-list`, "aria-autocomplete": "list",
    });
    const clear = setup.clear
      ? element("button", { type: "button", class: "combobox-clear", hidden: true, "aria-label": setup.clear, title: setup.clear, text: "×", onclick: () => { setup.choose(""); input.focus(); } })
      : null;
    const root = element("div", { class: "combobox" },
      element("label", { for: setup.id, class: setup.hideLabel ? "visually-hidden" : "", text: setup.label }),
      element("div", { class: "combobox-box" }, input, clear), list);
    const options = [];
    let active = -1;
    let shown = "";
    let current = "";

    for (const group of setup.groups) {
      const heading = group.label ? element("li", { role: "presentation", class: "options-heading", text: group.label }) : null;
      if (heading) list.append(heading);
      for (const option of group.options) {
        const item = element("li", { role: "option", id: `${setup.id}-${options.length}`, "aria-selected": "false", "data-value": option.value },
          element("span", { text: option.label }),
          option.note ? element("small", { text: option.note }) : null);
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => pick(option));
        list.append(item);
        const name = plain(`${option.label} ${option.search || ""} ${group.label || ""}`);
        options.push({ ...option, item, heading, name, all: `${name} ${plain(option.note || "")}` });
      }
    }
    const nothing = element("li", { role: "presentation", class: "options-none", hidden: true, text: "Nothing matches. Try fewer letters." });
    list.append(nothing);

    function visible() {
      return options.filter((option) => !option.item.hidden);
    }

    function narrow(text) {
      const wanted = plain(text).split(/\s+/).filter(Boolean);
      // Names first; only when no name has the words are the notes below them searched too.
      const fits = (key) => options.filter((option) => wanted.every((word) => option[key].includes(word)));
      const named = fits("name");
      const found = new Set(named.length ? named : fits("all"));
      const headings = new Set([...found].map((option) => option.heading));
      options.forEach((option) => { option.item.hidden = !found.has(option); });
      for (const heading of new Set(options.map((option) => option.heading))) {
        if (heading) heading.hidden = !headings.has(heading);
      }
      nothing.hidden = visible().length > 0;
    }

    function activate(at) {
      const those = visible();
      options.forEach((option) => option.item.classList.remove("active"));
      active = those.length ? (at + those.length) % those.length : -1;
      if (active >= 0) {
        those[active].item.classList.add("active");
        input.setAttribute("aria-activedescendant", those[active].item.id);
        those[active].item.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function open() {
      if (!list.hidden) return;
      list.hidden = false;
      // Fixed to the window, because the panel around it scrolls and would cut it off.
      const box = input.getBoundingClientRect();
      list.style.left = `${box.left}px`;
      list.style.minWidth = `${box.width}px`;
      list.style.top = `${box.bottom + 4}px`;
      list.style.maxHeight = `${Math.max(160, Math.min(560, window.innerHeight - box.bottom - 16))}px`;
      input.setAttribute("aria-expanded", "true");
      narrow("");
      activate(Math.max(0, visible().findIndex((option) => option.value === current)));
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
      setup.choose(option.value);
    }

    function set(value, label) {
      current = value;
      // A box that only searches stays empty: what was chosen is said below it.
      shown = setup.searchOnly ? "" : label || "";
      if (list.hidden) input.value = shown;
      if (clear) clear.hidden = !value;
      options.forEach((option) => option.item.setAttribute("aria-selected", String(option.value === value)));
    }

    input.addEventListener("focus", open);
    input.addEventListener("click", open);
    input.addEventListener("blur", close);
    window.addEventListener("resize", close);
    input.addEventListener("input", () => { open(); narrow(input.value); activate(0); });
    input.addEventListener("keydown", (event) => {
      const those = visible();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        else activate(active + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && those[active]) {
        event.preventDefault();
        pick(those[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if ((event.key === "Home" || event.key === "End") && !list.hidden && event.ctrlKey) {
        activate(event.key === "Home" ? 0 : those.length - 1);
      }
    });
    return { root, set };
  }

  return combobox;
})();
