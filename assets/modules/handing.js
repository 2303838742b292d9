/* Handing over a file that the server makes: says that it is being made, saves it, or says why not. */
import { capital, fill } from "./base.js";
import { byId, element, rules } from "./core.js";
import { again, along, ask, said, unreached } from "./server.js";

/** What is being made: by address, and by what is sent along. @type {Map<string, Work>} */
const works = new Map();

/** Say how it goes with one file, beside others that are still being made. @param {Work} work @param {...any} parts */
function say(work, ...parts) {
  work.note.replaceChildren(...parts);
  const line = byId(work.line);
  if (!line || line.contains(work.note)) return;
  const others = [...works.values()]
    .map(({ note }) => note)
    .filter((note) => note !== work.note && line.contains(note));
  line.classList.remove("flag");
  line.replaceChildren(...others, work.note);
}

/** Have a file made and saved. @param {string} address @param {string} what its name in a sentence @param {string} line
 * the id of where that is said @param {BodyInit | null} body what is sent along */
export async function hand(address, what, line, body = null) {
  const key = `${address} ${body}`;
  if (works.has(key)) return;
  const note = element("span", { class: "d-block mt-1" });
  const work = { line, note, stop: new AbortController(), path: window.location.pathname };
  works.set(key, work);
  const { making, made } = rules.labels.handing;
  const begins = fill(making, { what });
  say(work, begins);
  const { signal } = work.stop;
  /** @param {string} text @param {() => void} [anew] */
  const waits = (text, anew) => say(work, text || begins, ...(anew ? [" ", again(anew)] : []));
  try {
    const answer = await ask(address, { ...along(body), signal }, waits, what);
    const file = await answer.blob().catch(() => {
      throw unreached();
    });
    save(file, nameOf(answer));
    say(work, capital(fill(made, { what })));
  } catch (error) {
    if (signal.aborted) return;
    note.classList.add("flag");
    const passing = /** @type {any} */ (error).passing;
    say(work, ...said(error), ...(passing ? [" ", again(() => hand(address, what, line, body))] : []));
    note.scrollIntoView({ block: "nearest" });
  } finally {
    works.delete(key);
  }
}

/** The name that an answer gives its file. @param {Response} answer */
function nameOf(answer) {
  const disposition = answer.headers.get("Content-Disposition") || "";
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (coded) return decodeURIComponent(coded);
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] || "seldom-heard";
}

/** Give the browser's downloads a file. @param {Blob} blob @param {string} file */
export function save(blob, file) {
  const href = URL.createObjectURL(blob);
  const link = element("a", { href, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

/* Whoever has gone on to another page waits for none of its files: the server need not go on. */
new MutationObserver(() => {
  for (const { path, stop } of works.values()) if (path !== window.location.pathname) stop.abort();
}).observe(byId("page"), { childList: true, subtree: true });
