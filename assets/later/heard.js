/* "Who have we heard from?": the file and what was counted from it are held here, in the page's
 * memory, and gone with it. heard-shown.js draws what was found. */
window.atlas.heard = (() => {
  "use strict";
  const { element, fileLink, count, server } = window.atlas;
  const NOT_SAID = "";
  const AGES = "age";
  const FIRST = 8; // runs of rows until all are asked for
  const EXAMPLE = "/heard/example.csv";
  const TEMPLATES = [["csv", "CSV"], ["xlsx", "Excel workbook"]];

  let options = null;
  let file = null; // { name, content, madeUp }
  let decided = null; // what the person has said about the file
  let read = null; // what the server made of it
  let stale = false; // whether something was decided since

  const holder = (id) => document.getElementById(id);
  const replace = (id, ...children) => holder(id)?.replaceChildren(...children.filter(Boolean));

  function forget() {
    [file, read, stale] = [null, null, false];
    decided = { base: "", where: null, place: "", count: null, columns: {}, meanings: {} };
    window.atlas.heardShown?.forget();
    window.atlas.heardWhere?.forget();
  }

  /** Say how it goes; `anew` tries it again, where it is slow or did not come. */
  function say(text, wrong = false, anew = null) {
    const line = holder("heard-status");
    if (!line) return;
    line.replaceChildren(...(text instanceof Error ? server.said(text) : [text]), ...(anew ? [" ", server.again(anew)] : []));
    line.classList.toggle("flag", wrong);
    if (wrong || anew) line.scrollIntoView({ block: "nearest" });
  }

  /** Ask the server; what it says is wrong becomes the error's message. `waits` is told when it is busy or
   * slow, and `what` is what it makes. */
  const post = (address, body, waits, what) => server.ask(address, { method: "POST", body, cache: "no-store" }, waits, what);

  /** Say that something is being done, and what there is to wait for meanwhile. */
  function doing(text) {
    say(text);
    return (told, anew) => say(told || text, false, anew);
  }

  /** An error, with a way to try again what may go well another time. */
  const failed = (error, anew) => say(error, true, error.passing ? anew : null);

  // ---- 1. the file ----

  function start() {
    const { texts } = options;
    const input = element("input", { type: "file", id: "heard-file", accept: ".csv,.tsv,.txt,.xlsx", "aria-describedby": "heard-file-note", onchange: (event) => event.target.files[0] && take(event.target.files[0], event.target.files[0].name, false) });
    replace("heard-start",
      element("div", { class: "heard-file" }, element("label", { for: "heard-file", text: texts.file }), input,
        element("p", { class: "note", id: "heard-file-note" }, `${texts.file_note.replace("{largest}", Math.floor(options.largest / 1e5) / 10)} Template: `,
          ...TEMPLATES.flatMap(([ending, text], i) => [i ? " or " : "", fileLink(`/heard/template.${ending}`, text, "the template", "heard-status")]), ".")),
      element("div", { class: "heard-example" }, element("p", { text: texts.example }),
        element("button", { type: "button", class: "plain", id: "heard-example", text: "Show a made-up example", onclick: showExample }),
        element("p", { class: "note", text: texts.example_note })));
  }

  async function showExample() {
    try {
      const answer = await server.ask(window.atlas.heardWaves?.number() ? `${EXAMPLE}?wave=2` : EXAMPLE, {}, doing("Making the example…"), "the example");
      holder("heard-file").value = "";
      await take(await answer.blob(), "Made-up example", true);
      if (read) await show();
    } catch (error) {
      failed(error, showExample);
    }
  }

  async function take(content, name, madeUp) {
    const { base } = decided;
    forget();
    if (window.atlas.heardWaves?.number()) decided.base = base;
    holder("heard-results").hidden = holder("heard-check").hidden = true;
    file = { name, content, madeUp };
    if (madeUp) [decided.base, decided.where] = ["16", { everywhere: true }];
    if (content.size > options.largest) {
      file = null;
      say(`The file has ${(content.size / 1e6).toFixed(1)} MB; the most is ${Math.floor(options.largest / 1e5) / 10} MB. Leave out columns that are not needed here, such as comments, and try again.`, true);
      return;
    }
    await reread();
  }

  /** Have the file read with what is decided; whether that went well. */
  async function reread() {
    const asked = file;
    const mine = structuredClone(decided);
    try {
      const answer = await post("/heard/read", new Blob([JSON.stringify(decided), "\n", file.content]), doing("Reading the file…"), "what is in the file");
      const [made] = await Promise.all([answer.json(), window.atlas.later("heard-where")]);
      if (file !== asked || !holder("heard")) return false;
      read = made;
      stale = false;
      hide(); // they are of another reading
      check();
      say(file.madeUp ? "This is the made-up example. Nobody gave these answers." : "The file is read. Check below how it was understood.");
      return true;
    } catch (error) {
      if (file === asked) failed(error, () => { decided = mine; reread(); });
      return false;
    }
  }

  /** What was shown is not of what is now decided. */
  function hide() {
    holder("heard-results").hidden = true;
    window.atlas.heardWhere.forgetQuestion();
  }

  // ---- 2. how it was understood ----

  const option = (value, text, chosen) => element("option", { value, text, selected: value === chosen });

  function ask(id, label, choices, chosen, change) {
    return element("div", { class: "ask" }, element("label", { for: id, text: label }),
      element("select", { id, onchange: (event) => change(event.target.value) }, ...choices.map(([value, text]) => option(value, text, chosen))));
  }

  async function decide(change) {
    const before = structuredClone(decided);
    Object.assign(decided, change);
    if (!(await reread())) {
      decided = before;
      check();
    }
  }

  function check() {
    const focused = document.activeElement?.id;
    const open = [...document.querySelectorAll("#heard-check details[open]")].map((one) => one.id);
    const headers = read.headers.map((one) => [one, one]);
    const where = window.atlas.heardWhere.start({ texts: options.texts, atlas: options.atlas, post, change: (answer) => { decided.where = answer; hide(); } }, decided.where);
    const column = (question) => ask(`heard-column-${question.id}`, question.label, [["", "Not in the file"], ...headers], read.columns[question.id] || "", (header) => {
      delete decided.meanings[question.id];
      decide({ columns: { ...decided.columns, [question.id]: header } });
    });
    replace("heard-check",
      element("h2", { text: options.texts.check }),
      element("p", { id: "heard-counts" }, "From here and counted: ", element("strong", { text: some(read.placed) }), " responses. From elsewhere: ", element("strong", { text: some(read.elsewhere) }), ". Rows that could not be used: ", element("strong", { text: some(read.unread) }), `, of ${some(read.rows)}.`),
      read.notes.length ? element("ul", { class: "flag heard-notes", id: "heard-notes" }, ...read.notes.map((text) => element("li", { text }))) : null,
      problems(),
      element("fieldset", { class: "heard-columns" }, element("legend", { text: "Columns" }),
        read.sheets.length > 1 ? ask("heard-sheet", "Sheet of the workbook", read.sheets.map((one) => [one, one]), read.sheet, (sheet) => decide({ sheet, place: "", count: null, columns: {}, meanings: {} })) : null,
        ask("heard-place", "Postcode or LSOA", headers, read.place, (place) => decide({ place })),
        ask("heard-count", "Responses in each row", [["", "One"], ...headers], read.count, (header) => decide({ count: header })),
        ...options.questions.map(column)),
      read.unused.length ? element("p", { class: "note", id: "heard-unused", text: options.texts.unused.replace("{headers}", () => read.unused.map((one) => `“${one}”`).join(", ")) }) : null,
      element("fieldset", { class: "heard-columns" }, element("legend", { text: options.texts.asked }),
        ask("heard-base", "Who was asked", options.bases, read.base, (base) => decide({ base })),
        where.control, where.chooser),
      decided.base || !read.columns[AGES] ? null : element("p", { class: "note", text: options.texts.youngest }),
      ...options.questions.filter((one) => read.columns[one.id]).map((one) => meanings(one, open)),
      read.any
        ? element("button", { type: "button", class: "primary", id: "heard-show", text: "Show who we heard from", onclick: show })
        : element("p", { class: "flag", text: options.texts.none_here }));
    holder("heard-check").hidden = false;
    window.atlas.heardWhere.draw();
    if (focused) holder(focused)?.focus();
  }

  /** A number of rows or responses as the server tells it: null for a small one. */
  const some = (n) => (n === null ? `fewer than ${read.fewer}` : n ? `about ${count(n)}` : "none");

  /** Which rows, by the file's own numbers: only somebody who has the file can look them up. */
  function problems() {
    if (!read.problems.length) return null;
    const { texts } = options;
    const all = (one) => `${one.rows.slice(FIRST).join(", ")}${one.more ? `, and ${count(one.more)} more runs of rows` : ""}`;
    const which = (one) => [`${one.many === 1 ? "Row" : "Rows"} ${one.rows.slice(0, FIRST).join(", ")}`,
      one.rows.length > FIRST ? element("details", {}, element("summary", { text: texts.rows_more }), all(one)) : null].filter(Boolean);
    return element("details", { id: "heard-problems", open: true }, element("summary", { text: texts.rows_left }),
      element("div", { class: "heard-scroll heard-left", tabindex: 0, role: "group", "aria-label": texts.rows_left },
        element("table", {}, element("thead", {}, element("tr", {}, ...[texts.rows_why, texts.rows_rows, texts.rows_which].map((text, n) => element("th", { scope: "col", text, class: n === 1 ? "number" : null })))),
          element("tbody", {}, ...read.problems.map((one) => element("tr", {},
            element("th", { scope: "row", text: one.reason[0].toUpperCase() + one.reason.slice(1) }),
            element("td", { class: "number", text: count(one.many) }),
            element("td", {}, ...which(one))))))));
  }

  /** What each different answer of a column counts as. */
  function meanings(question, open) {
    const given = read.meanings[question.id];
    const unknown = given.filter(([, meaning]) => meaning === null).length;
    const id = `heard-meanings-${question.id}`;
    const categories = question.categories.map(([value, label, within]) => [value, within ? `– ${label}` : label]);
    const row = ([answer, meaning], n) => {
      const select = element("select", { id: `${id}-${n}`, onchange: (event) => {
        decided.meanings[question.id] = { ...decided.meanings[question.id], [answer]: event.target.value };
        stale = true;
        hide();
      } }, ...(meaning === null ? [element("option", { value: NOT_SAID, text: "Not known: say what it means", selected: true })] : []), option(NOT_SAID, "Not said", meaning), ...categories.map(([value, text]) => option(value, text, meaning)));
      return element("tr", {}, element("th", { scope: "row" }, element("label", { for: `${id}-${n}`, text: answer || "(empty)" })), element("td", {}, select));
    };
    // What nobody knows comes first, and stays where it is once somebody has said what it means.
    const asked = decided.meanings[question.id] || {};
    const toSay = ([answer, meaning]) => meaning === null || answer in asked;
    const rows = given.map((one, n) => [one, n]).sort(([a], [b]) => toSay(b) - toSay(a));
    return element("details", { id, class: "heard-meanings", open: unknown > 0 || open.includes(id) },
      element("summary", { text: `${question.label}: ${given.length} different ${given.length === 1 ? "answer" : "answers"}${unknown ? `, ${unknown} not known (counted as not said until you choose)` : ", all understood"}` }),
      element("div", { class: "heard-scroll", tabindex: 0, role: "group", "aria-label": `${question.label}: what each answer counts as` },
        element("table", {}, element("thead", {}, element("tr", {}, element("th", { scope: "col", text: "In the file" }), element("th", { scope: "col", text: "Counts as" }))),
          element("tbody", {}, ...rows.map(([one, n]) => row(one, n))))));
  }

  // ---- 3. what it says ----

  const body = (more = {}) => JSON.stringify({ exercise: read.exercise, base: read.base, where: decided.where, ...more });

  /** The file once more, with what was decided about it and more. */
  const withFile = (more) => new Blob([JSON.stringify({ ...decided, base: read.base, ...more }), "\n", file.content]);

  async function show() {
    if (stale && !(await reread())) return;
    const [asked, { where }] = [read, decided];
    try {
      const [answer] = await Promise.all([post("/heard/analyse", body(), doing("Comparing with residents…"), "the comparison with residents"), ...["handing", "heard-waves", "heard-shown"].map(window.atlas.later), window.atlas.values.start()]);
      const found = await answer.json();
      if (read !== asked || decided.where !== where || !holder("heard")) return;
      say("");
      hide();
      if (found.question) {
        window.atlas.heardWhere.ask(found.question, show);
        return;
      }
      window.atlas.heardShown.show(found, { texts: options.texts, post, body, say, madeUp: file.madeUp, withFile, current: () => ({ exercise: asked.exercise, base: asked.base, where }), next });
    } catch (error) {
      if (read !== asked) return;
      hide();
      failed(error, show);
      holder("heard-status").scrollIntoView({ block: "center" });
    }
  }

  /** An exercise is kept to be laid beside others: make room for the next file. */
  function next(name) {
    const { base } = read;
    forget();
    decided.base = base; // the next wave asks the same people, unless somebody says otherwise
    holder("heard-file").value = "";
    holder("heard-results").hidden = holder("heard-check").hidden = true;
    holder("heard-example").textContent = "Show a made-up second exercise";
    say(`“${name}” is kept on this page. Choose the file of the next exercise.`);
    holder("heard-start").scrollIntoView({ block: "start" });
    holder("heard-file").focus({ preventScroll: true });
  }

  function leave() {
    forget();
    window.atlas.heardWaves?.forget();
  }

  // ---- following the page ----

  function follow(_, given) {
    const page = holder("heard");
    if (!page || page.dataset.ready) return;
    page.dataset.ready = "yes";
    options = given;
    leave();
    start();
    document.body.dataset.drawn = "heard-start";
    // Gone with the page: nothing is held once somebody has left it for another.
    const watch = new MutationObserver(() => {
      if (page.isConnected) return;
      watch.disconnect();
      leave();
    });
    watch.observe(holder("page"), { childList: true, subtree: true });
  }

  return { follow };
})();
