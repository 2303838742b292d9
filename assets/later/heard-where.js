/* "Who have we heard from?": where the exercise asked, chosen beside whom it asked, and the question that
 * comes before any finding while nobody has said it. */
window.atlas.heardWhere = (() => {
  "use strict";
  const { element, count, server } = window.atlas;
  const [UNSAID, EVERYWHERE, SOME] = ["", "everywhere", "some"];

  let around = null; // texts, name of the atlas, post, change(where)
  let where = null; // as the server takes it; null until somebody has said it
  let places = null; // what can be chosen, once the server has said it
  let told = null; // what the server made of the answer
  let wrong = null; // an error, as server.ask() has it

  const holder = (id) => document.getElementById(id);
  const replace = (id, ...children) => holder(id)?.replaceChildren(...children.filter(Boolean));
  const kind = () => (where === null ? UNSAID : where.everywhere ? EVERYWHERE : SOME);
  const filled = (text) => text.replace("{atlas}", around.atlas);

  const again = (anew) => (anew ? server.again(anew) : null);
  const waits = (text, anew) => replace("heard-where-said", `${text || "Looking…"} `, again(anew));

  async function known() {
    places ||= await (await server.ask("/heard/places", {}, waits)).json();
    return places;
  }

  const nameOf = (code) => (places || []).flatMap((group) => group.options).find(([one]) => one === code)?.[1] || code;

  /** Take an answer on, have the server say what it comes to, and show both. */
  async function say(answer) {
    where = answer;
    [told, wrong] = [null, null];
    around.change(where);
    draw();
    if (kind() !== SOME || !(where.places.length || where.definition)) return;
    const asked = where;
    try {
      await known();
      const made = await (await around.post("/heard/where", JSON.stringify(asked), waits)).json();
      if (where !== asked) return;
      told = made;
    } catch (error) {
      if (where !== asked) return;
      wrong = error;
    }
    draw();
  }

  const more = (change) => say({ places: [], definition: "", zones: [], ...where, everywhere: false, ...change });

  /** The choice itself, to stand among the others about the file. */
  function control() {
    const options = [[UNSAID, filled(around.texts.where_unsaid)], [EVERYWHERE, filled(around.texts.where_all)], [SOME, around.texts.where_some]];
    const take = (value) => (value === SOME ? more({}) : say(value === EVERYWHERE ? { everywhere: true } : null));
    return element("div", { class: "ask wide" }, element("label", { for: "heard-where", text: around.texts.where }),
      element("select", { id: "heard-where", onchange: (event) => take(event.target.value) },
        ...options.map(([value, text]) => element("option", { value, text, selected: value === kind() }))));
  }

  /** Below it: which places, and what they come to. */
  function chooser() {
    return element("div", { id: "heard-where-places", hidden: true });
  }

  function draw() {
    const select = holder("heard-where");
    if (!select) return;
    select.value = kind();
    const box = holder("heard-where-places");
    box.hidden = kind() !== SOME;
    if (box.hidden) {
      box.replaceChildren();
      return;
    }
    if (!box.firstChild) build(box);
    const chips = where.places.map((code) => element("button", { type: "button", class: "chip", "aria-label": `Take off ${nameOf(code)}`, onclick: () => more({ places: where.places.filter((one) => one !== code) }) }, nameOf(code), element("span", { "aria-hidden": "true", text: " ×" })));
    replace("heard-where-chips", ...chips.slice(0, 60), chips.length > 60 ? element("span", { text: `and ${count(chips.length - 60)} more` }) : null);
    holder("heard-where-chips").hidden = !chips.length;
    replace("heard-where-said", ...(wrong ? [...server.said(wrong), " ", again(wrong.passing && (() => say(where)))] : [told ? `Asked in ${told.label}: ${count(told.areas)} ${told.areas === 1 ? "area" : "areas"}, ${count(told.residents)} residents.` : where.places.length || where.definition ? "Looking…" : around.texts.where_none]));
    holder("heard-where-said").classList.toggle("flag", Boolean(wrong));
    zones();
  }

  function build(box) {
    const from = (text) => more({ definition: text.trim(), zones: [] });
    const link = element("input", { id: "heard-where-link", type: "text", value: where.definition || "", onchange: (event) => from(event.target.value) });
    const saved = element("input", { id: "heard-where-file", type: "file", accept: ".json", onchange: async (event) => {
      if (!event.target.files[0]) return;
      try {
        const { query } = await (await around.post("/targets/definition.json", await event.target.files[0].text(), waits)).json();
        link.value = query;
        from(query);
      } catch (error) {
        wrong = error;
        draw();
      }
    } });
    const list = element("textarea", { id: "heard-where-list", rows: 3, spellcheck: "false" });
    const listed = () => more({ places: [...new Set([...where.places, ...list.value.toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean)])] });
    box.replaceChildren(
      element("div", { id: "heard-where-search" }),
      element("div", { class: "chips", id: "heard-where-chips" }),
      element("details", {}, element("summary", { text: around.texts.where_definition }),
        element("div", { class: "ask" }, element("label", { for: "heard-where-link", text: around.texts.where_link }), link),
        element("div", { class: "ask" }, element("label", { for: "heard-where-file", text: around.texts.where_file }), saved),
        element("div", { id: "heard-where-zones" })),
      element("details", {}, element("summary", { text: around.texts.where_list }),
        element("div", { class: "ask" }, element("label", { for: "heard-where-list", text: around.texts.where_codes }), list),
        element("button", { type: "button", class: "plain", text: "Add these", onclick: listed })),
      element("p", { id: "heard-where-said", role: "status" }),
      element("p", { class: "note", text: around.texts.where_note }));
    known().then((groups) => {
      const search = window.atlas.combobox({
        id: "heard-where-add", label: around.texts.where_add, placeholder: "Search by name", searchOnly: true,
        groups: groups.map(({ label, options }) => ({ label, options: options.map(([value, name, note]) => ({ value, label: name, note })) })),
        choose: (code) => more({ places: [...new Set([...where.places, code])] }),
      });
      replace("heard-where-search", search.root);
      draw(); // names of what is chosen already
    }).catch(() => replace("heard-where-search", "The places could not be fetched. Load the page again."));
  }

  /** Zones of a definition: those that were asked, all until some are ticked. */
  function zones() {
    const made = told?.zones || [];
    if (!made.length) {
      if (!where.definition) replace("heard-where-zones");
      return;
    }
    if (holder("heard-where-zones").childElementCount && holder("heard-where-zones").dataset.of === where.definition) return;
    holder("heard-where-zones").dataset.of = where.definition;
    const tick = (number, on) => more({ zones: on ? [...where.zones, number] : where.zones.filter((one) => one !== number) });
    replace("heard-where-zones", element("fieldset", { class: "heard-zones" }, element("legend", { text: around.texts.where_zones }),
      ...made.map(([name, areas], n) => element("div", { class: "heard-box" },
        element("input", { type: "checkbox", id: `heard-zone-${n + 1}`, checked: where.zones.includes(n + 1), onchange: (event) => tick(n + 1, event.target.checked) }), " ",
        element("label", { for: `heard-zone-${n + 1}`, text: `${n + 1}. ${name} (${areas === 1 ? "1 area" : `${areas} areas`})` })))));
  }

  /** The form is drawn anew: put what is chosen back into it. `given`: texts, atlas, post, change. */
  function start(given, answer) {
    around = given;
    if (JSON.stringify(answer) !== JSON.stringify(where)) [where, told, wrong] = [answer, null, ""];
    return { control: control(), chooser: chooser() };
  }

  /** Nobody has said it, and it matters: ask, and have nothing else shown. `then` shows what was found. */
  function ask(question, then) {
    const answer = async (given) => {
      forgetQuestion();
      await say(given);
      then();
    };
    const choose = () => {
      more({});
      holder("heard-where").scrollIntoView({ block: "center" });
      setTimeout(() => (holder("heard-where-add") || holder("heard-where")).focus({ preventScroll: true }), 300);
    };
    replace("heard-question",
      element("h2", { class: "finding", id: "question", tabindex: -1, text: question.text }),
      element("p", { text: around.texts.where_why }),
      element("div", { class: "heard-files" },
        question.only_wards ? element("button", { type: "button", class: "primary", id: "heard-only-wards", text: question.only_wards, onclick: () => answer({ places: question.wards, definition: "", zones: [] }) }) : null,
        question.only ? element("button", { type: "button", class: question.only_wards ? "plain" : "primary", id: "heard-only", text: question.only, onclick: () => answer({ places: question.others, definition: "", zones: [] }) }) : null,
        element("button", { type: "button", class: "plain", id: "heard-everywhere", text: question.everywhere, onclick: () => answer({ everywhere: true }) }),
        element("button", { type: "button", class: "plain", id: "heard-choose", text: around.texts.where_choose, onclick: choose })));
    holder("heard-question").hidden = false;
    holder("question").focus({ preventScroll: true });
    holder("heard-question").scrollIntoView({ block: "start" });
  }

  function forgetQuestion() {
    const box = holder("heard-question");
    if (!box) return;
    box.hidden = true;
    box.replaceChildren();
  }

  function forget() {
    [where, told, wrong] = [null, null, ""];
    forgetQuestion();
  }

  return { start, draw, ask, forget, forgetQuestion };
})();
