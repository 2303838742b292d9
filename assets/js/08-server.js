/* Asking the server. What it has no room for at the moment it refuses with a sentence and the seconds
 * to wait (dashboard/web/refusal_texts.py): these are waited here. What takes long, or does not come, is said
 * with a way to try again. The words and the seconds are the server's (dashboard/parts/waiting.toml). */
window.atlas = {
  /* Under which path of its host the atlas stands; as assets/modules/base.js has it. */
  base: (() => {
    const base = JSON.parse(document.getElementById("atlas-base").textContent);
    return { to: (address) => base + address, within: (path) => (path.startsWith(`${base}/`) ? path.slice(base.length) : path) };
  })(),
  server: (() => {
    "use strict";
    const LONGEST = 30; // seconds that are waited for without asking anybody
    const WATCHED = /^\/(_dash-|files\/|modules\/)/; // what pages are made of; whoever asks for anything else says how it went
    const { seconds: SLOW, said: SAID, parts: PARTS, files: FILES } = JSON.parse(document.getElementById("atlas-waiting").textContent);
    const once = window.fetch.bind(window);
    const within = (address) => window.atlas.base.within(String(address));
    const filled = (text, values) => text.replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
    const unreached = () => Object.assign(new Error(SAID.unreached), { passing: true });

    function pause(seconds, signal) {
      return new Promise((done, failed) => {
        const clock = setTimeout(done, seconds * 1000);
        signal?.addEventListener("abort", () => { clearTimeout(clock); failed(signal.reason); });
      });
    }

    /** Fetch, and up to `more` times again where the server will have room in a moment; `waits` is told of
     * the wait, and with "" of its end. */
    async function patiently(address, options, more, waits) {
      const answer = await once(address, options);
      const seconds = Number(answer.headers.get("Retry-After"));
      if (!more || ![429, 503].includes(answer.status) || !(seconds >= 1 && seconds <= LONGEST)) return answer;
      waits(filled(SAID.retry, { why: answer.status === 429 ? SAID.often : SAID.busy, time: seconds === 1 ? "a second" : `${seconds} seconds` }));
      await pause(seconds * (1 + Math.random() / 4), options?.signal); // who was refused together comes back apart
      waits("");
      return patiently(address, options, more - 1, waits);
    }

    /** What a refusal says, if it says it in a sentence; its reference is for whoever looks into it.
     * `passing`: another try may go well. */
    async function refusal(answer) {
      const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      const [text, reference] = plain ? (await answer.text()).trim().split(/\s+Reference: /) : [];
      return Object.assign(new Error(text || filled(SAID.broken, { status: answer.status })), { reference, passing: answer.status >= 500 || answer.status === 429 });
    }

    /** Begin something that takes a while. When it is slow, `slow` is given a way to begin it anew; only
     * what was begun last counts. `signal` ends it for good. */
    function unhurried(begin, slow, signal) {
      return new Promise((done, failed) => {
        let now = null;
        const anew = () => {
          now?.abort();
          const mine = new AbortController();
          now = mine;
          const clock = setTimeout(() => slow(anew), SLOW * 1000);
          const ends = (then) => (what) => { clearTimeout(clock); if (now === mine) then(what); };
          begin(mine.signal).then(ends(done), ends(failed));
        };
        signal?.addEventListener("abort", () => { now.abort(signal.reason); failed(signal.reason); });
        anew();
      });
    }

    /** The answer of an address of the atlas's own, or of a whole one; what is wrong with it, or with the way to it, becomes the error's message. `waits` is
     * told what there is to wait for, with a way to try again where it takes long; `what` names it. */
    async function ask(address, options, waits = () => null, what = PARTS.other) {
      const whole = address.startsWith("/") ? window.atlas.base.to(address) : address;
      const begin = (signal) => patiently(whole, { ...options, signal }, 2, waits);
      let answer;
      try {
        answer = await unhurried(begin, (anew) => waits(filled(SAID.slow, { what, seconds: SLOW }), () => { waits(""); anew(); }), options?.signal);
      } catch (error) {
        throw options?.signal?.aborted ? error : unreached();
      }
      if (!answer.ok) throw await refusal(answer);
      return answer;
    }

    /** An error as people read it. */
    function said({ message, reference }) {
      return reference ? [message, " ", window.atlas.element("span", { class: "reference", text: `Reference: ${reference}` })] : [message];
    }

    const button = (text, onclick) => window.atlas.element("button", { type: "button", class: "again", text, onclick });

    /** What can be done about something that did not come: try it again. */
    const again = (does) => button(SAID.again, does);

    // ---- the line above the page ----

    const troubles = new Map(); // what did not come → what is said of it, its name, and a way to begin it anew

    /** Say above the page what is wrong with a part of it; without an error, that it is well again.
     * `name` says what did not come; `anew` asks for it again, and without it only the page as a whole
     * can be asked for; `passing` says that it is being asked for again by itself. */
    function trouble(what, error = null, { name = "", anew = null, passing = false } = {}) {
      troubles.delete(what);
      if (error) troubles.set(what, { error, name, anew, passing });
      tell();
    }

    function tell() {
      const every = [...troubles.values()];
      const last = every.at(-1);
      const line = document.getElementById("trouble");
      document.body.toggleAttribute("data-trouble", Boolean(last));
      if (last || line.hasChildNodes()) line.replaceChildren(...(last ? [whole(every, last)] : []));
      // Pages that fill the window leave room for it.
      document.documentElement.style.setProperty("--trouble", `${line.offsetHeight}px`);
    }

    /** All that is wrong, in one paragraph. */
    function whole(every, last) {
      const alike = every.filter((one) => one.error.message === last.error.message);
      const names = [...new Set(alike.map((one) => one.name))].filter(Boolean);
      const what = [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");
      const ways = every.map((one) => one.anew).filter(Boolean);
      const anew = () => { troubles.clear(); tell(); ways.forEach((does) => does()); };
      const way = ways.length ? again(anew) : button(SAID.reload, () => window.location.reload());
      const slow = last.error.message === SAID.slow;
      const text = slow ? { message: filled(SAID.slow, { what, seconds: SLOW }) } : last.error;
      return window.atlas.element("p", {}, ...(last.passing ? said(text) : [
        what && !slow ? `${filled(SAID.failed, { what })} ` : null, ...said(text),
        document.querySelector("[data-faded]") ? ` ${SAID.stale}` : null, " ", way,
      ]));
    }

    // ---- what pages are made of ----

    /** Have something come, however often it must be asked for: what is slow or fails is said above the page,
     * with a way to begin it anew. `name` says what it is; `key` keeps it apart from what else is waited for. */
    async function hold(key, name, begin, signal) {
      const slow = (anew) => trouble(key, new Error(SAID.slow), { name, anew });
      for (;;) {
        try {
          const came = await unhurried(begin, slow, signal);
          trouble(key);
          return came;
        } catch (error) {
          if (signal?.aborted || !error.passing) {
            trouble(key, signal?.aborted ? null : error, { name });
            throw error;
          }
          await new Promise((anew, ended) => {
            signal?.addEventListener("abort", () => { trouble(key); ended(signal.reason); });
            trouble(key, error, { name, anew });
          });
        }
      }
    }

    const files = () => Object.entries(JSON.parse(document.getElementById("atlas-files").textContent));

    /** What an address brings, in words: of Dash, by the part of the page that is filled. */
    function nameOf(address, options) {
      if (within(address).startsWith("/modules/")) return FILES.program;
      if (!within(address).startsWith("/files/")) {
        const parts = /"output":"([^"]*)"/.exec(options?.body)?.[1] || address;
        return PARTS[Object.keys(PARTS).find((part) => parts.includes(part))] || PARTS.other;
      }
      const [path] = address.split("#");
      return FILES[(files().find(([, known]) => known === path) || ["one"])[0]] || PARTS.other;
    }

    const asking = new Map(); // of each of Dash's callbacks, a way to end its request, and on which page it was made

    /** Whoever has gone on to another page waits for nothing of the one before. */
    function left() {
      for (const { stop, path } of asking.values()) if (path !== window.location.pathname) stop.abort();
    }

    /* Dash, and the map's outlines, fetch by themselves, and tell nobody what became of it. Dash lets go
     * of a callback's earlier request once there is a later one: it is ended, as if there were no news. */
    window.fetch = async (address, options) => {
      if (!WATCHED.test(within(address))) return once(address, options);
      const output = /"output":"[^"]*"/.exec(options?.body)?.[0] || "";
      const key = output || address;
      const name = nameOf(address, options);
      const stop = new AbortController();
      options?.signal?.addEventListener("abort", () => stop.abort(options.signal.reason));
      if (output) {
        asking.get(key)?.stop.abort();
        asking.set(key, { stop, path: window.location.pathname });
      }
      const begin = async (signal) => {
        let answer;
        try {
          answer = await patiently(address, { ...options, signal }, 1, (text) => trouble(key, text && new Error(text), { passing: true }));
        } catch (error) {
          throw signal.aborted ? error : unreached();
        }
        if (!answer.ok) throw Object.assign(await refusal(answer.clone()), { answer });
        return answer;
      };
      try {
        return await hold(key, name, begin, stop.signal);
      } catch (error) {
        if (error.answer) return error.answer; // whoever asked is told as ever
        if (output && stop.signal.aborted && !options.signal?.aborted) return new Response(null, { status: 204 });
        throw error;
      } finally {
        if (asking.get(key)?.stop === stop) asking.delete(key);
      }
    };

    /** Fetch a program and have it run; `name` says which. */
    function program(address, name = FILES.program) {
      return hold(address, name, (signal) => new Promise((done, failed) => {
        const script = window.atlas.element("script", { src: address, "data-held": true });
        script.addEventListener("load", done);
        script.addEventListener("error", () => { script.remove(); failed(unreached()); });
        signal.addEventListener("abort", () => script.remove());
        document.head.append(script);
      }));
    }

    /* Programs and styles that others ask for: only the page as a whole can ask for them again. */
    const address = ({ src, href }) => src || href;
    const others = (node) => node.matches?.("script[src]:not([data-held]), link[rel=stylesheet]");
    new MutationObserver((changes) => changes.flatMap(({ addedNodes }) => [...addedNodes]).filter(others).forEach((node) => {
      const clock = setTimeout(() => trouble(address(node), new Error(SAID.slow), { name: FILES.program }), SLOW * 1000);
      for (const end of ["load", "error"]) node.addEventListener(end, () => clearTimeout(clock));
      node.addEventListener("load", () => trouble(address(node)));
    })).observe(document.head, { childList: true });
    window.addEventListener("error", ({ target }) => {
      if (target instanceof Element && others(target)) trouble(address(target), new Error(SAID.unreached), { name: FILES.program });
    }, true);

    return { ask, said, again, unreached, left, program, files: FILES };
  })(),
};
