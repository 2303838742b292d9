/* Several exercises laid together: those kept are held here, in the page's memory, and gone with it. */
window.atlas.heardWaves = (() => {
  "use strict";
  const { element } = window.atlas;
  const MOST = 6; // as the server has it

  let kept = []; // { name, exercise, base }
  let around = null; // see show()
  let laid = null;
  let level = "";
  let names = []; // what the person calls the exercises, the one on show last

  const holder = (id) => document.getElementById(id);
  const replace = (id, ...children) => holder(id)?.replaceChildren(...children.filter(Boolean));
  const two = (number) => (number === null ? "–" : number.toFixed(2));
  const signed = (number) => (number === null ? "–" : `${number > 0 ? "+" : number < 0 ? "−" : ""}${Math.abs(number).toFixed(2)}`);

  function forget() {
    [kept, laid, names] = [[], null, []];
  }

  const number = () => kept.length;

  /** The page shows an exercise: offer to lay another beside it, or lay it beside those kept.
   * `given`: texts, post, hand, table, current() with exercise and base, next(name), madeUp. */
  async function show(given) {
    around = given;
    names = [...kept.map((one) => one.name), around.madeUp ? (kept.length ? "Made-up second exercise" : "Made-up example") : `Exercise ${kept.length + 1}`];
    if (kept.length) await lay();
    else offer();
  }

  /** What a person calls an exercise; one that nobody answered says so, whatever its name. */
  const called = (text) => (around.madeUp && !/made.up/i.test(text) ? `${text.slice(0, 48)} (made up)` : text);

  const waves = () => JSON.stringify({ waves: [...kept, around.current()].map((one, n) => ({ ...one, name: names[n] })) });

  function keeping(text) {
    if (kept.length + 1 >= MOST) return null;
    const name = element("input", { id: "heard-wave-name", type: "text", maxlength: 60, value: names.at(-1) });
    const keep = () => {
      kept = [...kept, { ...around.current(), name: called(name.value.trim() || names.at(-1)) }];
      around.next(kept.at(-1).name);
    };
    return element("div", { class: "heard-wave" }, element("div", { class: "ask" }, element("label", { for: "heard-wave-name", text: around.texts.waves_name }), name),
      element("button", { type: "button", class: "plain", id: "heard-keep", text, onclick: keep }));
  }

  function offer() {
    replace("heard-waves", element("h2", { text: around.texts.waves }),
      element("p", { text: around.texts.waves_note }),
      keeping("Keep this one and choose the next"));
  }

  async function lay() {
    const again = (anew) => (anew ? [" ", window.atlas.server.again(anew)] : []);
    const says = (text, anew) => replace("heard-waves", element("h2", { text: around.texts.waves }), element("p", { role: "status" }, text || "Laying the exercises together…", ...again(anew)));
    says("");
    try {
      laid = await (await around.post("/heard/waves", waves(), says, "the exercises laid together")).json();
    } catch (error) {
      replace("heard-waves", element("h2", { text: around.texts.waves }), element("p", { class: "flag", role: "status" }, ...window.atlas.server.said(error), ...again(error.passing && lay)), keeping("Keep this one too and choose the next"));
      return;
    }
    if (!laid.levels.some((one) => one.id === level)) level = laid.levels[0].id;
    draw();
  }

  function draw() {
    const one = laid.levels.find((each) => each.id === level);
    const choose = element("select", { id: "heard-wave-level", onchange: (event) => { level = event.target.value; draw(); holder("heard-wave-level").focus(); } }, ...laid.levels.map((each) => element("option", { value: each.id, text: each.label, selected: each.id === level })));
    const rows = one.rows.map(([name, ...numbers]) => {
      const [change, lower, upper, verdict] = numbers.splice(-4);
      return [name, ...numbers.map(two), change === null ? "–" : `${signed(change)} (${signed(lower)} to ${signed(upper)})`, [laid.verdicts[verdict]]];
    });
    replace("heard-waves", element("h2", { text: around.texts.waves }),
      element("ul", { id: "heard-waves-finding" }, ...laid.finding.map((text) => element("li", { text }))),
      element("div", { class: "ask" }, element("label", { for: "heard-wave-level", text: "Compare by" }), choose),
      around.table(`${one.label}: the exercises laid together`, ["Group", ...laid.names, "Change (95% limits)", "In words"], rows),
      one.apart ? element("p", { text: one.apart }) : null,
      ...laid.notes.map((text) => element("p", { class: "note", text })),
      element("div", { class: "heard-files" }, ...[["xlsx", "Excel workbook"], ["zip", "CSV with notes (zip)"], ["csv", "CSV, data only"]].map(([kind, text]) => element("button", { type: "button", class: "plain", id: `heard-waves-${kind}`, text: `Laid together: ${text}`, onclick: () => around.hand(`/heard/waves/export/${kind}`, waves(), "heard-waves-handed") }))),
      element("p", { id: "heard-waves-handed", role: "status" }),
      keeping("Keep this one too and choose the next"));
    const name = holder("heard-wave-name");
    if (name) name.onchange = () => { names[names.length - 1] = called(name.value.trim() || names.at(-1)); lay(); };
  }

  return { show, forget, number };
})();
