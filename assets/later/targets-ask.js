/* The form of the Seldom-heard page: ready-made definitions, criteria, places, and the people to
 * reach. What is typed is taken on after a short pause, with Enter, or when the field is left. */
window.atlas.asking = (() => {
  "use strict";
  const { element } = window.atlas;
  const values = window.atlas.values;
  const { go, take, replace, words: wordsOf, isOwn } = window.atlas.targets;
  const { fits } = window.atlas.address;
  const PAUSE = 600; // ms after the last key

  let asked = null;
  let options = null; // dashboard/seldom_heard/form_options.py
  let presets = [];
  let drawn = ""; // the criteria last drawn, but for their amounts
  const pickers = {};

  // ---- what a person types ----

  /** Have what is typed taken on: `read` gives a value, or throws the sentence that says what is wrong. */
  function typed(input, read, change) {
    let timer = 0;
    const settle = () => {
      clearTimeout(timer);
      const error = input.parentElement.querySelector(".wrong");
      let value = null;
      try {
        value = read(input.value.trim());
        error?.remove();
        input.removeAttribute("aria-invalid");
      } catch (wrong) {
        input.setAttribute("aria-invalid", "true");
        if (error) error.textContent = wrong.message;
        else input.parentElement.append(element("p", { class: "note wrong", role: "alert", text: wrong.message }));
        return;
      }
      change(value);
    };
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(settle, PAUSE); });
    input.addEventListener("change", settle);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") settle(); });
    return input;
  }

  /** A sentence about what cannot be used, with its numbers. */
  function wrong(name, numbers = {}) {
    return new Error(options.labels.wrong[name].replace(/\{(\w+)\}/g, (_, gap) => window.atlas.count(numbers[gap])));
  }

  function whole(low, high) {
    return (text) => {
      const number = Number(text);
      if (text === "" || !Number.isInteger(number) || number < low || number > high) throw wrong("whole", { low, high });
      return number;
    };
  }

  /** Reads the amount of a criterion, inside the bounds that the server gives. */
  function amount({ indicator, rule }) {
    const { low, high } = options.rules[rule];
    if (rule === "d") return whole(low, high);
    return (text) => {
      const number = Number(text);
      const { exercise } = options;
      if (isOwn({ indicator }) && !(number > exercise.low && number <= exercise.high)) throw wrong("exercise", exercise);
      if (text === "" || !Number.isFinite(number)) throw wrong("number");
      if (high !== undefined && !(number > low && number <= high)) throw wrong("percent", { high });
      if (!fits(window.atlas.rules.decimal, String(number))) throw wrong("decimals");
      return number;
    };
  }

  // ---- building ----

  const rulesOf = ({ indicator }) => (isOwn({ indicator }) ? [options.exercise.rule] : options.criteria[indicator].split(" "));

  function starting(indicator) {
    const [rule] = rulesOf({ indicator });
    return { indicator, rule, amount: options.rules[rule].usual, required: true };
  }

  function groups(wanted) {
    const { themes, indicators } = values.known.catalogue;
    return themes.map((theme) => ({
      label: theme.label,
      options: Object.entries(indicators).filter(([id, words]) => words.theme === theme.id && wanted(words, id))
        .map(([value, words]) => ({ value, label: words.label, note: words.short, more: words.description })),
    })).filter((group) => group.options.length);
  }

  function build() {
    const { areas, footprints } = values.known;
    const add = (key) => (code) => go({ [key]: [...new Set([...asked[key], code])] });
    const box = (setup) => window.atlas.combobox(setup);
    pickers.preset = box({
      id: "preset", label: "Start from a ready-made definition", placeholder: "Choose one", searchOnly: true,
      groups: [{ label: "", options: presets.map((one) => ({ value: one.id, label: one.label, note: one.available ? one.who : `Not available. ${one.why_not}` })) }],
      choose: (id) => {
        const one = presets.find((preset) => preset.id === id);
        if (one.available) take(one);
        else replace("notice", element("p", { text: `${one.label}: ${one.why_not}` }));
      },
    });
    const adder = box({
      id: "add-criterion", label: "Add a criterion", placeholder: "Search all indicators", searchOnly: true,
      groups: groups((_, id) => id in options.criteria),
      choose: (id) => go({ c: [...asked.c, starting(id)].slice(0, options.most.criteria) }),
    });
    pickers.group = box({ id: "group", label: "The people to reach", groups: groups((words) => words.kind === "share"), choose: (id) => go({ g: id }) });
    const places = (id, label, placeholder, options, key) => [
      box({ id, label, placeholder, searchOnly: true, groups: [{ label: "", options }], choose: add(key) }).root,
      element("div", { class: "chips", id: `${id}-chips` }),
    ];
    const networks = new Map(footprints.practices.filter((one) => one.pcnCode).map((one) => [one.pcnCode, one]));
    const ward = areas.ward.code.map((value, at) => ({ value, label: areas.ward.name[at], note: values.levels.ward.note[at] })).sort((a, b) => a.label.localeCompare(b.label));
    const boxes = areas.district.code.map((code, at) => element("label", { class: "check" },
      element("input", { type: "checkbox", name: "target-district", value: code, onchange: () => go({ d: [...document.querySelectorAll("[name=target-district]:checked")].map((one) => one.value) }) }),
      element("span", { text: areas.district.name[at] })));
    const number = (id, label, low, high, key) => element("div", { class: "field" }, element("label", { for: id, text: label }),
      typed(element("input", { id, type: "number", min: low, max: high }), whole(low, high), (n) => go({ [key]: n })));
    replace("ask",
      pickers.preset.root, element("div", { id: "preset-why" }),
      element("h3", { text: "Whom do you want to hear from?" }), element("ol", { id: "criteria" }), element("div", { id: "counted" }), adder.root,
      pickers.group.root, element("p", { class: "note", id: "group-means" }),
      element("fieldset", {}, element("legend", { text: "Look in" }), ...boxes),
      element("details", { id: "limits" }, element("summary", { text: "More limits" }),
        ...places("target-ward", "Only in a ward", "Any ward", ward, "w"),
        ...places("target-practice", "Only where a GP practice's patients live", "Any practice", footprints.practices.map((one) => ({ value: one.code, label: one.name, note: `${one.place} · ${one.pcn || "no network"}` })), "p"),
        ...places("target-network", "Only where a network's (PCN's) patients live", "Any network", [...networks].map(([value, one]) => ({ value, label: one.pcn, note: one.place })), "n"),
        element("p", { class: "note", text: options.labels.practices.replace("{held}", options.held) }),
        number("people", "Fewest people to reach in an area", 0, options.most.people, "q"), number("largest", "No zone of more areas than", 1, options.most.largest, "z")),
      element("div", { class: "field wide-field" }, element("label", { for: "team-name", text: "Your own name for it" }),
        typed(element("input", { id: "team-name", type: "text", maxlength: options.most.name, placeholder: "For example: Winter listening plan" }), (text) => text, (t) => go({ t: t || (named()?.label ?? "") }))),
      element("div", { class: "field" },
        element("button", { type: "button", class: "plain", text: "Load a saved definition", onclick: () => document.getElementById("definition-file").click() }),
        element("input", { id: "definition-file", type: "file", accept: ".json", hidden: true, onchange: loadDefinition })));
    drawn = "";
  }

  async function loadDefinition(event) {
    const [file] = event.target.files;
    const { most } = options;
    event.target.value = "";
    try {
      if (file.size > 1024 * most.file) throw wrong("file_size", { most: most.file });
      const { query } = JSON.parse(await file.text());
      if (typeof query !== "string") throw wrong("no_definition");
      window.dash_clientside.set_props("url", { search: query });
    } catch (error) {
      replace("notice", element("p", { text: `That file could not be loaded: ${error.message}. Choose a file that this page saved ("Definition" under Hand over).` }));
    }
  }

  // ---- showing ----

  let preset = {}; // the ready-made definition that this is, and the one that it was

  /** The ready-made definition that gives the name, where the person gave none. */
  function named() {
    return preset.was;
  }

  /** Show what is asked; the field that somebody is in keeps its place and what is being typed. */
  function show({ said, ...now }) {
    ({ asked, presets, options } = now);
    if (said) {
      const ready = (id) => presets.find((one) => one.id === id);
      preset = { is: ready(said.preset.is), was: ready(said.preset.was) };
    }
    if (!document.getElementById("criteria")) build();
    const focused = document.activeElement?.id;
    criteria();
    if (said) counted(said.counting);
    const put = (id, value) => {
      const input = document.getElementById(id);
      if (input !== document.activeElement) input.value = value;
    };
    document.querySelectorAll("[name=target-district]").forEach((box) => { box.checked = asked.d.includes(box.value); });
    put("people", asked.q || "");
    put("largest", asked.z);
    if (said) put("team-name", named() ? "" : asked.t);
    const group = values.words(asked.g);
    pickers.group.set(asked.g, group.label);
    replace("group-means", group.modelled ? element("span", { class: "tag", text: "Modelled" }) : null, `${group.who}. Among: ${group.of.charAt(0).toLowerCase()}${group.of.slice(1)}.`);
    chips();
    if (said) because();
    offer();
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  }

  function criteria() {
    const shape = JSON.stringify(asked.c.map((one) => ({ ...one, amount: 0 })));
    if (shape !== drawn || document.getElementById("criteria").childElementCount !== asked.c.length) replace("criteria", ...asked.c.map(criterion));
    else asked.c.forEach((one, at) => {
      const input = document.getElementById(`amount-${at}`);
      if (input !== document.activeElement) input.value = one.amount;
    });
    drawn = shape;
  }

  function criterion(one, at) {
    const words = wordsOf(one.indicator);
    const label = (rule) => options.labels.rules[rule][words.polarity === "low" ? 1 : 0];
    const change = (part) => go({ c: asked.c.map((old, i) => (i === at ? { ...old, ...part } : old)) });
    const unit = ["nt", "lt"].includes(one.rule) ? "%" : one.rule === "d" ? "" : words.unit === "%" ? "%" : isOwn(one) ? " times as often" : "";
    return element("li", { class: "criterion" },
      element("div", { class: "criterion-head" }, element("strong", { text: words.label }),
        element("button", { type: "button", class: "combobox-clear", "aria-label": `Take off ${words.label}`, text: "×", onclick: () => go({ c: asked.c.filter((_, i) => i !== at) }) })),
      words.modelled ? element("span", { class: "tag", text: "Modelled" }) : null,
      isOwn(one) ? element("span", { class: "tag", text: "Own exercise" }) : null,
      element("div", { class: "criterion-rule" },
        element("select", { id: `rule-${at}`, "aria-label": `How ${words.label} is judged`, onchange: (event) => change({ rule: event.target.value, amount: options.rules[event.target.value].usual ?? one.amount }) },
          ...rulesOf(one).map((rule) => element("option", { value: rule, selected: rule === one.rule, text: label(rule) }))),
        typed(element("input", { id: `amount-${at}`, type: "number", step: "any", value: one.amount, "aria-label": `Amount for ${words.label}` }), amount(one), (number) => change({ amount: number })), unit,
        element("span", { class: "note cut", id: `cut-${at}` })),
      element("select", { id: `kind-${at}`, "aria-label": `${words.label} must be met or counts`, onchange: (event) => change({ required: event.target.value === "r" }) },
        element("option", { value: "r", selected: one.required, text: "must be met" }), element("option", { value: "c", selected: !one.required, text: "counts" })));
  }

  /** What each criterion comes to in its own unit: "that is 2.6% or more". */
  function cuts(texts) {
    const same = texts.length === asked.c.length;
    asked.c.forEach((one, at) => replace(`cut-${at}`, same && texts[at] && !["ge", "le"].includes(one.rule) ? `That is ${texts[at]}.` : ""));
  }

  /** How required and counted criteria play together, with the number that is asked for. */
  function counted({ counted: number, fewest, atLeast }) {
    if (document.activeElement?.id === "at-least-counted" && number) {
      warn(atLeast);
      return;
    }
    const input = () => typed(element("input", { id: "at-least-counted", type: "number", min: fewest, max: number, value: atLeast, "aria-label": `How many of the ${number} that count must be met` }), whole(fewest, number), (k) => { warn(k); go({ k }); });
    replace("counted", number ? element("div", { class: "counted" }, element("p", {},
      number < asked.c.length ? "An area is found if it meets all that must be met, and at least " : "An area is found if it meets at least ", input(), ` of the ${number} that ${number === 1 ? "counts" : "count"}.`)) : null,
    number ? element("p", { class: "flag", id: "counts-nothing", role: "status", hidden: true }) : null);
    if (number) warn(atLeast);
  }

  function warn(atLeast) {
    const line = document.getElementById("counts-nothing");
    line.hidden = atLeast > 0;
    line.textContent = atLeast > 0 ? "" : "With 0, the criteria that count change nothing.";
  }

  function chips() {
    const { areas, footprints } = values.known;
    const names = {
      w: (code) => areas.ward.name[areas.ward.code.indexOf(code)],
      p: (code) => values.practice(code)?.name,
      n: (code) => footprints.practices.find((one) => one.pcnCode === code)?.pcn,
    };
    for (const [key, id] of [["w", "target-ward"], ["p", "target-practice"], ["n", "target-network"]]) {
      replace(`${id}-chips`, ...asked[key].map((code) => [code, names[key](code)]).filter(([, name]) => name).map(([code, name]) =>
        element("button", { type: "button", class: "chip", "aria-label": `Take off ${name}`, onclick: () => go({ [key]: asked[key].filter((old) => old !== code) }) }, name, element("span", { "aria-hidden": "true", text: " ×" }))));
    }
    if (["w", "p", "n"].some((key) => asked[key].length)) document.getElementById("limits").open = true;
  }

  /** Why the thresholds are what they are, or what this was before somebody changed it. */
  function because() {
    const { is, was } = preset;
    if (is) replace("preset-why", element("p", { class: "note" }, element("strong", { text: `${is.label}. ` }), `${is.rationale} Source: ${is.source}`));
    else if (was && asked.c.length) replace("preset-why", element("p", { class: "note" }, element("strong", { text: `${options.changed}${was.label}. ` }),
      element("button", { type: "button", class: "plain", text: asked.c.some(isOwn) ? "Change it back, without your exercise" : "Change it back", onclick: () => take(was, []) })));
    else replace("preset-why");
  }

  /** With nothing asked yet, offer the ready-made definitions where the answer will stand. */
  function offer() {
    replace("preset-offer", ...(asked.c.length ? [] : [
      element("h2", { text: "Ready-made definitions" }),
      element("p", { class: "note", text: "“Core20” is the NHS's name for the most deprived fifth of England." }),
      element("ul", { class: "offers" }, ...presets.map((one) => element("li", {}, one.available
        ? element("button", { type: "button", class: "plain", onclick: () => take(one) }, element("strong", { text: one.label }), element("small", { text: one.who }))
        : element("div", { class: "no-offer" }, element("strong", { text: one.label }), element("span", { class: "tag", text: "Not available" }), element("small", { text: one.why_not }))))),
    ]));
  }

  return { show, cuts };
})();
