/* Handing over a file that the server makes: says that it is being made, saves it, or says why not. */
window.atlas.handing = (() => {
  "use strict";
  const { element, server } = window.atlas;
  const works = new Map(); // what is being made: by address, and by what is sent along

  /** Say how it goes with one file, beside others that are still being made. */
  function say(work, ...parts) {
    work.note.replaceChildren(...parts);
    const line = document.getElementById(work.line);
    if (!line || line.contains(work.note)) return;
    const others = [...works.values()].map(({ note }) => note).filter((note) => note !== work.note && line.contains(note));
    line.classList.remove("flag");
    line.replaceChildren(...others, work.note);
  }

  /** Have a file made and saved.
   * `what` is its name in a sentence, `line` the id of where that is said, `body` what is sent along. */
  async function hand(address, what, line, body = null) {
    const key = `${address} ${body}`;
    if (works.has(key)) return;
    const work = { line, note: element("span", { class: "handed" }), stop: new AbortController(), path: window.location.pathname };
    works.set(key, work);
    const making = `Making ${what}…`;
    const anew = () => hand(address, what, line, body);
    say(work, making);
    const { signal } = work.stop;
    try {
      const options = body === null ? { signal } : { method: "POST", body, cache: "no-store", signal };
      const answer = await server.ask(address, options, (text, again) => say(work, text || making, ...(again ? [" ", server.again(again)] : [])), what);
      const file = await answer.blob().catch(() => { throw server.unreached(); });
      save(file, name(answer));
      say(work, `${what.charAt(0).toUpperCase()}${what.slice(1)} is among your downloads.`);
    } catch (error) {
      if (signal.aborted) return;
      work.note.classList.add("flag");
      say(work, ...server.said(error), ...(error.passing ? [" ", server.again(anew)] : []));
      work.note.scrollIntoView({ block: "nearest" });
    } finally {
      works.delete(key);
    }
  }

  /** The name that an answer gives its file. */
  function name(answer) {
    const disposition = answer.headers.get("Content-Disposition") || "";
    const [, coded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) || [];
    if (coded) return decodeURIComponent(coded);
    return (/filename="?([^";]+)"?/i.exec(disposition) || [])[1] || "seldom-heard";
  }

  /** Give the browser's downloads a file. */
  function save(blob, file) {
    const href = URL.createObjectURL(blob);
    const link = element("a", { href, download: file });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  }

  /* Whoever has gone on to another page waits for none of its files: the server need not go on. */
  new MutationObserver(() => works.forEach((work) => work.path !== window.location.pathname && work.stop.abort())).observe(document.getElementById("page"), { childList: true, subtree: true });

  return { hand, save };
})();
