/* "How many areas do I need?": the share of the people to reach against areas taken one after another,
 * for the areas found and for all; the same curve as layers/targeting/reach.py. */
window.atlas.needed = (() => {
  "use strict";
  const { element, count, address } = window.atlas;
  const values = window.atlas.values;
  const [W, H, LEFT, BOTTOM, TOP, RIGHT] = [340, 200, 44, 40, 8, 12];

  let given = null;
  let among = "found";
  let by = "count";
  let share = 50;
  let marking = false;

  /** Areas in the order in which they are taken, their people, and the share of all reached so far. */
  function curve(places) {
    const figure = new Map(given.every.map((at) => [at, values.over(given.group, [at])]));
    const people = (at) => figure.get(at)?.n || 0;
    const key = by === "count" ? people : (at) => figure.get(at)?.value || 0;
    const total = given.every.reduce((sum, at) => sum + people(at), 0) || 1;
    const order = [...places].sort((a, b) => key(b) - key(a) || a - b);
    let sum = 0;
    return { order, people: order.map(people), reached: order.map((at) => Math.min(1, (sum += people(at)) / total)) };
  }

  /** The fewest areas of a curve that reach a share; null where all of them do not. */
  function fewest(steps, wanted) {
    const at = steps.reached.findIndex((reached) => reached >= wanted - 1e-9);
    return at === -1 ? null : at + 1;
  }

  function show(now) {
    given = now;
    marking = false;
    const box = document.getElementById("needed");
    if (!box || !given.found.length) return;
    const every = `all ${count(given.every.length)} areas of ${given.where}, whatever the criteria`;
    const option = (value, text) => element("label", { class: "check" },
      element("input", { type: "radio", name: "needed-among", value, checked: among === value, onchange: () => { among = value; unmark(); draw(); } }), element("span", { text }));
    box.replaceChildren(
      element("fieldset", {}, element("legend", { class: "visually-hidden", text: "Take areas from" }),
        option("found", `the ${count(given.found.length)} areas found`), option("all", every)),
      element("div", { class: "field" }, element("label", { for: "needed-by", text: "Taking first those with" }),
        element("select", { id: "needed-by", onchange: (event) => { by = event.target.value; unmark(); draw(); } },
          element("option", { value: "count", selected: by === "count", text: "most people" }), element("option", { value: "rate", selected: by === "rate", text: "the highest share" }))),
      element("p", { class: "to-reach" }, element("label", { for: "needed-share", text: "To reach " }),
        element("input", { id: "needed-share", type: "number", min: 1, max: 100, value: share, oninput: (event) => {
          const wanted = Number(event.target.value);
          if (!(wanted > 0 && wanted <= 100)) return;
          share = wanted;
          unmark();
          draw();
        } }), element("span", { id: "needed-answer", role: "status" })),
      element("div", { id: "curve" }), element("p", { class: "note", id: "needed-at" }), element("div", { id: "needed-take" }));
    draw();
  }

  function unmark() {
    if (marking) given.mark([]);
    marking = false;
  }

  function draw() {
    const curves = { found: curve(given.found), all: curve(given.every) };
    const mine = curves[among];
    const number = fewest(mine, share / 100);
    const percent = (part) => `${(100 * part).toFixed(1)}%`;
    const holds = mine.reached[mine.order.length - 1];
    document.getElementById("needed-answer").replaceChildren(...(number === null
      ? [`% of them is more than these areas hold: all ${count(mine.order.length)} hold ${percent(holds)}.`]
      : ["% of them: ", element("strong", { text: `${count(number)} ${number === 1 ? "area" : "areas"}` })]));
    document.getElementById("curve").replaceChildren(picture(curves, number));
    point(curves, number ?? mine.order.length);
    taking(mine, number);
  }

  // ---- the picture ----

  function picture(curves, number) {
    const most = curves[among].order.length;
    const ends = ["found", "all"].map((name) => curves[name].reached[Math.min(most, curves[name].order.length) - 1]);
    const top = Math.min(1, Math.max(0.1, Math.ceil(10 * Math.max(...ends)) / 10));
    const x = (n) => LEFT + ((W - LEFT - RIGHT) * n) / most;
    const y = (part) => H - BOTTOM - ((H - BOTTOM - TOP) * part) / top;
    const svg = (tag, attributes, ...children) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
      made.append(...children);
      return made;
    };
    const line = (name) => svg("polyline", { class: `curve-${name}`, points: [`${x(0)},${y(0)}`, ...curves[name].reached.slice(0, most).map((part, i) => `${x(i + 1).toFixed(1)},${y(part).toFixed(1)}`)].join(" ") });
    const steps = (high, whole) => {
      const rough = high / 4;
      const unit = 10 ** Math.floor(Math.log10(rough));
      const step = Math.max(whole, [1, 2, 5, 10].find((one) => one * unit >= rough) * unit);
      return Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, i) => i * step);
    };
    const text = (words, attributes) => svg("text", attributes, words);
    const chart = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": `Share of the people reached as areas are taken, up to ${most} areas` },
      ...steps(100 * top, 1).flatMap((part) => [svg("line", { class: "grid", x1: LEFT, x2: W - RIGHT, y1: y(part / 100), y2: y(part / 100) }), text(`${Math.round(part)}%`, { x: LEFT - 6, y: y(part / 100) + 4, "text-anchor": "end" })]),
      ...steps(most, 1).map((n) => text(count(n), { x: x(n), y: H - BOTTOM + 17, "text-anchor": "middle" })),
      text("areas taken", { x: (LEFT + W - RIGHT) / 2, y: H - 4, "text-anchor": "middle" }),
      line(among === "found" ? "all" : "found"), line(among),
      ...(number === null ? [] : [svg("circle", { cx: x(number), cy: y(curves[among].reached[number - 1]), r: 5 })]),
      svg("line", { class: "pointer", x1: 0, x2: 0, y1: TOP, y2: H - BOTTOM, visibility: "hidden" }));
    const follow = (event) => {
      const frame = chart.getBoundingClientRect();
      const n = Math.round(((((event.clientX - frame.left) * W) / frame.width - LEFT) / (W - LEFT - RIGHT)) * most);
      if (n < 1 || n > most) return;
      const pointer = chart.querySelector(".pointer");
      pointer.setAttribute("x1", x(n));
      pointer.setAttribute("x2", x(n));
      pointer.setAttribute("visibility", "visible");
      point(curves, n);
    };
    chart.addEventListener("pointermove", follow);
    chart.addEventListener("pointerdown", follow);
    const key = element("ul", { class: "curve-key" }, element("li", { class: "key-found", text: "areas found" }), element("li", { class: "key-all", text: given.every.length === values.known.areas.code.length ? "all areas" : "all areas there" }));
    return element("figure", {}, chart, key);
  }

  /** Say what so many areas hold, on both curves. */
  function point(curves, n) {
    const part = (name) => curves[name].reached[Math.min(n, curves[name].order.length) - 1];
    const holds = (name) => `${(100 * part(name)).toFixed(1)}%`;
    const first = `${count(n)} ${n === 1 ? "area" : "areas"}: `;
    const line = document.getElementById("needed-at");
    line.textContent = n <= curves.found.order.length ? `${first}${holds("found")} if taken from those found, ${holds("all")} from all.` : `${first}${holds("all")} from all.`;
  }

  // ---- taking them ----

  function taking(mine, number) {
    const taken = number === null ? [] : mine.order.slice(0, number);
    const areas = `${taken.length === 1 ? "this area" : `these ${count(taken.length)}`}`;
    const parts = [];
    if (taken.length) {
      parts.push(element("button", { type: "button", class: "plain", id: "needed-mark", "aria-pressed": String(marking), text: marking ? "Take the marks off" : `Mark ${areas} on the map`, onclick: () => { marking = !marking; given.mark(marking ? taken : []); taking(mine, number); } }));
      const least = Math.floor(mine.people[number - 1]);
      const kept = mine.people.filter((people) => people >= least).length;
      if (among === "found" && by === "count" && least >= 1 && kept < mine.order.length) {
        parts.push(element("button", { type: "button", class: "plain", id: "needed-keep", text: `Keep only the ${count(kept)} with ${count(least)} or more of them`, onclick: () => given.keep(least) }));
      }
      if (taken.length <= address.part("selected").most) {
        const query = address.write({ ...address.blank(), indicator: given.group, selected: taken.map((at) => values.known.areas.code[at]) });
        parts.push(element("a", { href: `/${query}`, id: "needed-open", text: `Open ${areas} on Explore` }));
      }
    }
    document.getElementById("needed-take").replaceChildren(...parts);
  }

  return { show };
})();
