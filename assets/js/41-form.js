/* Forms whose controls are Dash components (dashboard/parts): writes the address when controls change,
 * puts into the controls what the server says an address means, and makes comboboxes, chips and links
 * to files work. The same for every page: which control stands for what is declared in Python. */
(() => {
  "use strict";
  const { atlas } = window;
  const same = (id) => (typeof id === "string" ? id : JSON.stringify(Object.entries(id).sort()));
  const unchanged = () => window.dash_clientside.no_update;

  /**
   * What is known of the form that a page has now.
   * @typedef {object} Form
   * @property {object} declared what Python declared; a new one each time the page is opened
   * @property {string|null} search the page's address, as followed or as written here
   * @property {string|null} of the address that `parts` is the meaning of, as the server said
   * @property {Object<string, string>} parts every part of that address as its text
   * @property {Map<string, string>} shown what each component shows, as JSON or by its shape
   */
  /** @type {Object<string, Form>} */
  const forms = {};

  /** The form as it is now: a page that is opened again begins anew. */
  function formOf(declared) {
    if (forms[declared.page]?.declared !== declared) {
      forms[declared.page] = { declared, search: null, of: null, parts: {}, shown: new Map() };
    }
    return forms[declared.page];
  }

  // ---- from the address to the controls ----

  /** The page's address has changed: the server is asked what it means. */
  function follow(address, declared) {
    const search = address || "";
    if (window.location.pathname !== declared.path) return unchanged(); // somebody is leaving the page
    const form = formOf(declared);
    if (form.asked === search) return unchanged();
    Object.assign(form, { search, asked: search });
    atlas.question.ask(search);
    say(declared, (line) => line.dataset.waits);
    return { search };
  }

  /** Say how it goes with the page's results, to those who listen. */
  function say({ page }, text) {
    const line = document.getElementById(`${page}-said`);
    if (line) line.textContent = text(line);
  }

  /** Results have come, and stand in the page in a moment: what comes after them is asked for then. */
  function answered(answer, declared) {
    if (!answer || !atlas.question.answer(answer.search)) return unchanged();
    const { search } = answer;
    return new Promise((done) => {
      requestAnimationFrame(() => {
        say(declared, (line) => {
          line.className = "visually-hidden";
          return document.querySelector("#finding, [data-answers] .refused")?.textContent || "";
        });
        Object.assign(document.body.dataset, { drawn: answer.drawn || declared.page, asked: search });
        setTimeout(() => done(formOf(declared).search === search ? { search } : unchanged()), 0);
      });
    });
  }

  /** What comes after the results has come: of those that stand there, or of earlier ones. */
  const moreCame = (came, declared) => (came && came.search === formOf(declared).search ? came.children : unchanged());

  /** What an address means has come. It is shown if that is still the page's address; nothing is touched
   * that shows it already, so that nobody loses the place where they are. */
  function set(meant, declared) {
    if (!meant) return unchanged();
    const form = formOf(declared);
    if (meant.of !== form.search) return unchanged();
    Object.assign(form, { of: meant.of, parts: meant.parts }); // first: write() is called by what follows
    const focused = document.activeElement?.id;
    for (const { id, props, shape } of meant.props) {
      const news = Object.entries(props).filter(([name, value]) => {
        const key = `${same(id)}.${name}`;
        const now = shape ?? JSON.stringify(value);
        const is = form.shown.get(key) !== now;
        form.shown.set(key, now);
        return is;
      });
      if (news.length) window.dash_clientside.set_props(id, Object.fromEntries(news));
    }
    document.querySelector(`[data-form="${declared.page}"]`)?.removeAttribute("data-unread");
    fold();
    requestAnimationFrame(() => {
      refocus(focused);
      document.querySelectorAll("[aria-invalid=true]").forEach(judge); // what the server put there is right
    });
    atlas.question.mark();
    return meant.of;
  }

  /** Back to the control that was used, if it was made anew. */
  function refocus(id) {
    const control = id && document.activeElement === document.body ? document.getElementById(id) : null;
    control?.focus();
    if (control?.role === "combobox") control.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  }

  /* Back and forward between views of one page: Dash would fetch the page and lay it out anew. */
  window.addEventListener("popstate", (event) => {
    const { pathname, search, href } = window.location;
    const here = Object.values(forms).find(({ declared }) => declared.path === pathname);
    if (!here || !document.querySelector(`[data-form="${here.declared.page}"]`)) return;
    event.stopImmediatePropagation();
    window.dash_clientside.set_props("url", { search, href });
  }, true);

  // ---- from the controls to the address ----

  /** A control's value as the address has it. */
  function textOf(value, { texts = {}, join = "", sorted = false }) {
    if (value === null || value === undefined) return "";
    if (join) return (sorted ? [...value].sort() : value).join(join);
    return texts[String(value)] ?? String(value);
  }

  /** The rows of a part: of each part the controls of all rows, in order. */
  function textOfRows(columns, { rows, inside, between, texts = {} }) {
    const lines = columns[0].map((_, at) => rows.map((name, column) => textOf(columns[column][at]?.value, { texts: texts[name] })).join(inside));
    return lines.join(between);
  }

  /** Another value of one part of a row sets another part: another rule starts with its usual amount. */
  function setBeside(form, [from, to], values, touched) {
    from.forEach((one, row) => {
      const other = values[one.value];
      const changed = form.shown.get(`${same(one.id)}.${one.property}`) !== JSON.stringify(one.value);
      if (touched(one) && changed && other !== undefined) to[row] = { ...to[row], value: other };
    });
  }

  /** What every part of the form says now, and which of its controls (`each`) have changed. */
  function said(form, declared, inputs, triggered) {
    const rest = [...inputs];
    const touched = new Set(triggered.map(({ prop_id: name }) => name));
    const is = ({ id, property }) => touched.has(`${typeof id === "string" ? id : JSON.stringify(id, Object.keys(id).sort())}.${property}`);
    return declared.parts.filter(({ id, rows }) => id || rows).map((part) => {
      const given = part.rows ? rest.splice(0, part.rows.length) : rest.splice(0, 1);
      for (const { when, then, values } of part.sets || []) setBeside(form, [when, then].map((name) => given[part.rows.indexOf(name)]), values, is);
      const each = given.flat();
      const text = part.rows ? textOfRows(given, part) : textOf(given[0].value, part);
      return { part, text, each: each.filter(is) };
    });
  }

  /** Whether a control shows anything but what was last put there or said there. */
  const isNews = (form) => ({ id, property, value }) => {
    const key = `${same(id)}.${property}`;
    const now = JSON.stringify(value);
    const is = form.shown.get(key) !== now;
    form.shown.set(key, now);
    return is;
  };

  /** A number that is none, or beyond its limits, is NaN to its field: what was there before counts. */
  const fitting = (form) => function fit(one) {
    if (Array.isArray(one)) return one.map(fit);
    const { id, property, value } = one;
    return Number.isNaN(value) ? { ...one, value: JSON.parse(form.shown.get(`${same(id)}.${property}`) ?? "null") } : one;
  };

  /** The address with some parts changed. What the server has understood of the present one counts; before it
   * has said so, what the address itself says. */
  function written(form, changed) {
    const { declared } = form;
    const next = { ...now(form), ...changed };
    form.parts = next;
    return atlas.queryOf(Object.fromEntries(declared.parts.map((part) => {
      const usual = textOf(part.otherwise ?? "", part);
      const text = next[part.key] ?? usual;
      return [part.key, (text === usual && !part.always) || !wanted(part, declared, next) ? "" : text];
    })));
  }

  /** What the present address says. */
  function now({ declared, search, of, parts }) {
    return search === of ? parts : Object.fromEntries(atlas.address.says(search || "", declared.parts.map(({ key }) => key)));
  }

  /** Whether a part is wanted: some stay only as long as there is a row that begins with a word. */
  function wanted({ beside }, { parts }, texts) {
    if (!beside) return true;
    const { between, inside } = parts.find(({ key }) => key === beside.key);
    return (texts[beside.key] || "").split(between).some((row) => row.split(inside)[0] === beside.first);
  }

  /** The address with some parts changed, as the page's from now on. */
  function rewritten(form, changed) {
    const search = written(form, changed);
    if (search === form.search) return unchanged();
    Object.assign(form, { search, of: search }); // so that a quick second change builds on this one
    return search;
  }

  /** Controls have changed: the address with what they say. */
  function write(...given) {
    const declared = given[given.length - 1];
    const { inputs_list: inputs, triggered } = window.dash_clientside.callback_context;
    const form = formOf(declared);
    if (form.of === null) return unchanged(); // the page is being opened
    const known = (part) => form.parts[part.key] ?? textOf(part.otherwise ?? "", part);
    // What set() has put there comes back here; it is nothing that a person has said.
    const news = said(form, declared, inputs.map(fitting(form)), triggered)
      .filter(({ part, text, each }) => each.filter(isNews(form)).length && text !== known(part));
    if (!news.length) return unchanged();
    const changed = Object.fromEntries(news.flatMap(({ part }) => part.resets || []).map((key) => [key, undefined]));
    for (const { part, text } of news) changed[part.key] = text;
    return rewritten(form, changed);
  }

  // ---- comboboxes ----

  const boxes = new WeakMap(); // by their input

  /** The choices that Python declared: groups, or ids of indicators, whose words the browser has. */
  async function groupsOf(choices) {
    if (Array.isArray(choices)) return choices;
    await atlas.values.start();
    const { themes, indicators } = atlas.values.known.catalogue;
    const groups = new Map(themes.map((theme) => [theme.id, new Map()]));
    for (const id of choices.indicators.filter((one) => !choices.without.includes(one))) {
      const words = indicators[id];
      const those = groups.get(words.theme);
      if (!those.has(words.group)) those.set(words.group, []);
      those.get(words.group).push({ value: id, label: words.label, note: words.short, more: words.description });
    }
    return themes.flatMap(({ id, label }) => [...groups.get(id)].map(([group, options]) => ({ label: `${label} · ${group}`, options })));
  }

  /** The element with an id, as soon as it is in the page. */
  function inPage(id) {
    return new Promise((done) => {
      const look = () => {
        const found = document.getElementById(id);
        if (found) done(found);
        else requestAnimationFrame(look);
      };
      look();
    });
  }

  /** What is chosen in a combobox, or what there is to choose from, is there or has changed. */
  async function combobox(chosen, choices, manner) {
    const { combobox: name } = window.dash_clientside.callback_context.outputs_list.id;
    const [groups, input] = await Promise.all([groupsOf(choices), inPage(name)]);
    let box = boxes.get(input);
    if (!box) {
      const choose = (value) => window.dash_clientside.set_props({ combobox: name, holds: "chosen" }, { data: value });
      box = atlas.combobox({ id: name, input, list: document.getElementById(`${name}-list`), groups, choose, ...manner });
      boxes.set(input, box);
    }
    box.offer(groups);
    const found = groups.flatMap(({ options }) => options).find(({ value }) => value === chosen);
    box.set(chosen, found ? found.label : String(chosen || "").split("~")[0]); // a group of one's own: its name
    return unchanged();
  }

  // ---- lists that are added to and taken from ----

  /** Add what was chosen in a combobox to a list; the combobox is empty again. */
  const add = (chosen, list) => (chosen ? [[...new Set([...list, chosen])], ""] : [unchanged(), unchanged()]);

  /** Take off the chip that was clicked. */
  function takeOff(clicks, list) {
    const { triggered } = window.dash_clientside.callback_context;
    const clicked = triggered.find(({ value }) => value);
    if (!clicked) return unchanged(); // chips have been made, and nobody has clicked
    const { of } = JSON.parse(clicked.prop_id.slice(0, clicked.prop_id.lastIndexOf(".")));
    return list.filter((one) => one !== of);
  }

  /** The rows of the page's address, and its part. */
  function rowsOf(form) {
    const part = form.declared.parts.find(({ rows }) => rows);
    return [part, (now(form)[part.key] || "").split(part.between).filter(Boolean)];
  }

  /** Add the row that belongs to what was chosen in a combobox, which is empty again. */
  function addRow(chosen, starts, declared) {
    const form = formOf(declared);
    if (!chosen || form.of === null) return [unchanged(), unchanged()];
    const [part, rows] = rowsOf(form);
    return [rewritten(form, { [part.key]: [...rows, chosen + part.inside + starts[chosen]].join(part.between) }), ""];
  }

  /** Take off the row whose button was clicked. */
  function takeOffRow(_, declared) {
    const clicked = window.dash_clientside.callback_context.triggered.find(({ value }) => value);
    const form = formOf(declared);
    if (!clicked || form.of === null) return unchanged();
    const { row } = JSON.parse(clicked.prop_id.slice(0, clicked.prop_id.lastIndexOf(".")));
    const [part, rows] = rowsOf(form);
    return rewritten(form, { [part.key]: rows.filter((_, at) => at !== row).join(part.between) });
  }

  /** The id by pattern of the button that was clicked; what follows from it the server says. */
  function clicked() {
    const { triggered } = window.dash_clientside.callback_context;
    const { prop_id: name } = triggered.find(({ value }) => value) || {};
    return name ? JSON.parse(name.slice(0, name.lastIndexOf("."))) : unchanged();
  }

  // ---- numbers that cannot be used ----

  const PAUSE = 600; // ms after the last key, as dashboard/parts/fields.py has it
  let typing = 0;

  /** Whether what stands in a number's field can be used is said below it, in the field's own words. */
  function judge(input) {
    const wrong = input.parentElement?.querySelector(".wrong");
    if (!wrong) return;
    wrong.hidden = input.checkValidity();
    if (wrong.hidden) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }

  /* Before the field's component hears of it, which asks whether it is valid: browsers know limits, not decimals. */
  document.addEventListener("input", ({ target }) => {
    if (target.type !== "number" || !target.pattern) return;
    target.setCustomValidity(new RegExp(`^(?:${target.pattern})$`).test(target.value) ? "" : target.pattern);
    clearTimeout(typing);
    typing = setTimeout(() => judge(target), PAUSE);
  }, true);
  document.addEventListener("change", ({ target }) => target.type === "number" && target.pattern && judge(target), true);

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.form = { follow, set, write, answered, moreCame, combobox, add, takeOff, addRow, takeOffRow, clicked };

  // ---- what is the same on every page ----

  const narrow = window.matchMedia("(max-width: 900px)");
  let folded = null; // what was last said of the width, so that what a person has opened stays open

  /** On a phone what can be changed unfolds; where there is room it is open. */
  function fold() {
    for (const part of document.querySelectorAll(".phone-fold")) {
      if (part.dataset.folded === String(narrow.matches)) continue;
      part.dataset.folded = String(narrow.matches);
      part.open = !narrow.matches;
    }
    folded = narrow.matches;
  }
  narrow.addEventListener("change", () => folded !== narrow.matches && fold());

  /** Links inside a page change its address without leaving it; with a modifier key they open anew. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-inside] a.inside");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    window.dash_clientside.set_props("url", { search: new URL(link.href).search });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (button) atlas.copyLink({ currentTarget: button });
    const link = event.target.closest?.("a[data-file]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.closest(".dropdown")?.querySelector(".dropdown-toggle[aria-expanded=true]")?.click();
    const { href, dataset: { file } } = link;
    atlas.later("handing").then(() => atlas.handing.hand(href, file, "handover-status"), () => null);
  });
})();
