/* Asking the server. What it has no room for at the moment it refuses with a sentence and the seconds
 * to wait (dashboard/web/texts.py): these are waited here, and what stays refused is said. */
window.atlas = {
  server: (() => {
    "use strict";
    const LONGEST = 30; // seconds that are waited for without asking anybody
    const WATCHED = /^\/(_dash-|files\/)/; // what pages are made of; whoever asks for anything else says how it went
    const UNREACHED = "The server could not be reached. Check your connection and try again.";
    const once = window.fetch.bind(window);

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
      const why = answer.status === 429 ? "That was a lot in a short time" : "The atlas is busy at the moment";
      waits(`${why}; trying again in ${seconds === 1 ? "a second" : `${seconds} seconds`}…`);
      await pause(seconds * (1 + Math.random() / 4), options?.signal); // who was refused together comes back apart
      waits("");
      return patiently(address, options, more - 1, waits);
    }

    /** What a refusal says, if it says it in a sentence; its reference is for whoever looks into it. */
    async function refusal(answer) {
      const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      const [text, reference] = plain ? (await answer.text()).trim().split(/\s+Reference: /) : [];
      return Object.assign(new Error(text || `The server had a fault (${answer.status}). Try again in a minute; if it happens again, tell whoever looks after this atlas.`), { reference });
    }

    /** The answer; what is wrong with it, or with the way to it, becomes the error's message. */
    async function ask(address, options, waits = () => null) {
      let answer;
      try {
        answer = await patiently(address, options, 2, waits);
      } catch (error) {
        throw options?.signal?.aborted ? error : new Error(UNREACHED);
      }
      if (!answer.ok) throw await refusal(answer);
      return answer;
    }

    /** An error as people read it. */
    function said({ message, reference }) {
      return reference ? [message, " ", window.atlas.element("span", { class: "reference", text: `Reference: ${reference}` })] : [message];
    }

    const troubles = new Map(); // what did not come → why, and on which page it was wanted

    /** Say above the page what is wrong with a part of it; without an error, that it is well again. */
    function trouble(what, error, lasts = true) {
      const { element } = window.atlas;
      const path = window.location.pathname;
      troubles.delete(what);
      if (error) troubles.set(what, { error, path, lasts });
      troubles.forEach((one, of) => one.path !== path && troubles.delete(of));
      const last = [...troubles.values()].pop();
      const reload = () => element("button", { type: "button", text: "Reload the page", onclick: () => window.location.reload() });
      const line = document.getElementById("trouble");
      if (last || line.hasChildNodes()) line.replaceChildren(...(last ? [element("p", {}, ...said(last.error), " ", last.lasts ? reload() : null)] : []));
    }

    /* Dash, and the map's outlines, fetch by themselves, and tell nobody what became of it. */
    window.fetch = async (address, options) => {
      if (!WATCHED.test(address)) return once(address, options);
      const what = `${address} ${/"output":"[^"]*"/.exec(options?.body) || ""}`;
      try {
        const answer = await patiently(address, options, 1, (text) => trouble(what, text && new Error(text), false));
        trouble(what, answer.ok ? null : await refusal(answer.clone()));
        return answer;
      } catch (error) {
        if (error.name !== "AbortError") trouble(what, new Error(UNREACHED));
        throw error;
      }
    };

    return { ask, said, trouble, UNREACHED };
  })(),
};
