/* The Inequality page: what is asked. What an address means, and what is known of it, comes from the
 * server; this page writes addresses and asks again. */
window.atlas.inequality = (() => {
  "use strict";
  const { element, fileLink, queryOf, question } = window.atlas;
  const values = window.atlas.values;
  let options = null;
  const meant = new Map(); // what addresses mean: those written here, and those that the server has read
  let asked = null; // what the address means
  let lastAsked = null; // what the server was last asked
  let unfolded = false;

  const replace = (id, ...children) => document.getElementById(id)?.replaceChildren(...children.filter(Boolean));

  // ---- the address, which dashboard/inequality/view.py reads ----

  const LISTS = ["c", "p"]; // joined by points

  function write(now) {
    const { first } = options;
    const text = (of, key) => (LISTS.includes(key) ? of[key].join(".") : of[key]);
    // Which indicator and order is always said: a link without them opens with the page's own.
    const said = Object.keys(first).filter((key) => ["i", "o"].includes(key) || text(now, key) !== text(first, key));
    const search = queryOf(Object.fromEntries(said.map((key) => [key, text(now, key)])));
    meant.set(search, structuredClone(now));
    return search;
  }

  function go(change) {
    const next = { ...asked, ...change };
    const search = write(next);
    asked = next; // so that a quick second change builds on this one
    window.dash_clientside.set_props("url", { search });
  }

  // ---- the controls ----

  function select(id, label, choices, chosen, change) {
    const option = ([value, text]) => element("option", { value, text, selected: value === chosen });
    const inner = Array.isArray(choices)
      ? choices.map(option)
      : Object.entries(choices).map(([heading, those]) => element("optgroup", { label: heading }, ...those.map(option)));
    return element("div", { class: "ask" }, element("label", { for: id, text: label }),
      element("select", { id, onchange: (event) => change(event.target.value) }, ...inner));
  }

  /** Indicators that have a mean over places, by theme and group. */
  function indicators(without = []) {
    const { themes, indicators: all } = values.known.catalogue;
    const theme = Object.fromEntries(themes.map((one) => [one.id, one.label]));
    const groups = new Map();
    for (const id of options.indicators) {
      if (without.includes(id)) continue;
      const words = all[id];
      const heading = `${theme[words.theme]} · ${words.group}`;
      if (!groups.has(heading)) groups.set(heading, []);
      groups.get(heading).push({ value: id, label: words.label, note: words.short });
    }
    const order = themes.map((one) => one.label);
    const rank = (label) => order.indexOf(label.split(" · ")[0]);
    return [...groups].map(([label, those]) => ({ label, options: those })).sort((a, b) => rank(a.label) - rank(b.label));
  }

  function places() {
    const named = Object.entries(options.places).map(([label, those]) => ({ label, options: those.map(([value, name, note]) => ({ value, label: name, note, search: value })) }));
    return [{ label: "", options: [{ value: "", label: options.whole, note: "all of it" }] }, ...named];
  }

  function placeName(key) {
    const found = Object.values(options.places).flat().find(([code]) => code === key);
    return found ? found[1] : key ? key.split("~")[0] : options.whole;
  }

  function asksWithin() {
    const within = window.atlas.combobox({ id: "ask-within", label: "Within", placeholder: "A district, network or practice", groups: places(), choose: (w) => go({ w }) });
    within.set(asked.w, placeName(asked.w));
    return within.root;
  }

  function asksGap() {
    const words = values.words(asked.i);
    const indicator = window.atlas.combobox({ id: "ask-indicator", label: "Indicator", placeholder: "Search indicators", groups: indicators(), choose: (i) => go({ i, f: "none" }) });
    indicator.set(asked.i, words ? words.label : "");
    const fits = options.labels.fits.filter(([fit]) => (options.fits[asked.i] || []).includes(fit));
    return [
      indicator.root,
      element("p", { class: "note", text: `${words.short}. ${words.publisher}, ${words.period}.` }),
      select("ask-order", "In order of", options.orderings, asked.o, (o) => go({ o })),
      asksWithin(),
      options.registers.includes(asked.i) ? null : select("ask-groups", "Groups", options.labels.groups, asked.g, (g) => go({ g })),
      fits.length ? select("ask-fit", "Line through the groups", fits, asked.f, (f) => go({ f })) : null,
    ];
  }

  function asksMix() {
    const districts = [["", "All districts"], ...options.places.Districts];
    return [select("ask-within", "Place", districts, options.places.Districts.some(([code]) => code === asked.w) ? asked.w : "", (w) => go({ w }))];
  }

  function asksTogether() {
    const chip = (id) => {
      const { label } = values.words(id);
      const few = asked.c.length <= options.fewest;
      return element("button", { type: "button", class: "chip", disabled: few, title: few ? "Two are needed" : `Take off ${label}`, "aria-label": `Take off ${label}`, onclick: () => go({ c: asked.c.filter((one) => one !== id), p: [] }) }, label, few ? null : element("span", { "aria-hidden": "true", text: " ×" }));
    };
    const add = window.atlas.combobox({ id: "ask-add", label: `Add an indicator (up to ${options.most})`, placeholder: "Search indicators", searchOnly: true, groups: indicators(asked.c), choose: (id) => go({ c: [...asked.c, id] }) });
    return [
      element("div", { class: "ask" }, element("h2", { text: "Indicators" }), element("div", { class: "chips" }, ...asked.c.map(chip))),
      asked.c.length < options.most ? add.root : null,
      select("ask-level", "Over", options.labels.levels, asked.l, (l) => go({ l })),
      asksWithin(),
    ];
  }

  function ask() {
    const focused = document.activeElement?.id;
    const parts = element("div", { class: "themes", role: "group", "aria-label": "Part of the page" },
      ...options.labels.parts.map(([part, text]) => element("button", { type: "button", id: `part-${part}`, class: "theme", "aria-pressed": String(asked.t === part), text, onclick: () => go({ t: part }) })));
    const asks = { gap: asksGap, mix: asksMix, together: asksTogether }[asked.t]();
    const files = element("details", { id: "export" }, element("summary", { class: "plain", text: "Export" }),
      element("ul", {}, ...options.labels.files.filter(([kind]) => kind !== "districts" || asked.t === "gap").map(([kind, text, what]) => element("li", {}, fileLink(`/inequality/export/${kind}${write(asked)}`, text, what)))));
    // On a phone the finding comes first, and what can be changed unfolds.
    const folded = element("details", { class: "asks", open: window.innerWidth > 900 || unfolded, ontoggle: (event) => { unfolded = event.target.open; } },
      element("summary", { text: "Change what is shown" }), ...asks.filter(Boolean),
      element("div", { class: "hand" }, files, element("button", { id: "copy-link", type: "button", class: "plain", text: "Copy link", onclick: window.atlas.copyLink })));
    replace("inequality-ask", parts, folded);
    question.mark(); // what is exported has been made anew
    refocus(focused);
  }

  /** Back to the control that was used, without a list of choices opening again. */
  function refocus(id) {
    const control = id && document.activeElement?.id !== id ? document.getElementById(id) : null;
    control?.focus();
    if (control?.role === "combobox") control.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  }

  // ---- following the address, and the answer ----

  async function follow(address, given) {
    const search = address || "";
    const side = document.getElementById("inequality-side");
    if (!side) return;
    options = given;
    await values.start();
    if (!side.dataset.ready) {
      side.dataset.ready = "yes";
      lastAsked = null;
      document.getElementById("inequality-known").addEventListener("click", inside);
    }
    if (search === lastAsked) return;
    lastAsked = search;
    asked = meant.get(search) || asked || structuredClone(options.first);
    question.ask(search);
    document.getElementById("inequality-said").textContent = "Working it out…";
    window.dash_clientside.set_props("inequality-asked", { data: { search } });
  }

  /** The server has answered, and says what the address means. */
  function answered(answer) {
    if (!answer || !document.getElementById("inequality-side") || !question.answer(answer.search)) return;
    asked = structuredClone(answer.asked);
    meant.set(answer.search, asked);
    ask();
    const known = document.getElementById("inequality-known");
    requestAnimationFrame(() => {
      const said = document.getElementById("inequality-said");
      said.className = "visually-hidden";
      said.textContent = document.getElementById("finding")?.textContent || known.querySelector(".refused")?.textContent || "";
      document.body.dataset.drawn = `inequality-${asked.t}`;
      document.body.dataset.asked = lastAsked;
      // Districts and years come when the finding stands on the screen.
      setTimeout(() => window.dash_clientside.set_props("inequality-more-asked", { data: { search: answer.search } }), 0);
    });
  }

  /** Districts and years have come: of the finding that stands above them, or of an earlier one. */
  function moreCame(given) {
    document.getElementById("inequality-more").hidden = Boolean(given?.props) && given.props["data-of"] !== lastAsked;
  }

  /** Links inside the page change its address without leaving it. */
  function inside(event) {
    const link = event.target.closest?.("a.inside");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    window.dash_clientside.set_props("url", { search: new URL(link.href).search });
  }

  // Unfolded where there is room for it.
  window.matchMedia("(max-width: 900px)").addEventListener("change", () => { if (asked && document.getElementById("inequality-ask")) ask(); });

  return { follow, answered, moreCame };
})();
