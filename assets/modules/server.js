/* Asking the server. What it has no room for at the moment it refuses with a sentence and the seconds to wait
 * (dashboard/web/refusal_texts.py): these are waited here. What takes long, or does not come, is said with a way to try
 * again. The words and the seconds are the server's (dashboard/parts/waiting.toml). */
import { fill, listed, to } from "./base.js";
import { byId, element, files } from "./core.js";
import * as own from "./own-held.js";

const LONGEST = 30; // seconds that are waited for without asking anybody
const { seconds: SLOW, said: SAID, parts: PARTS, files: FILES } = JSON.parse(byId("atlas-waiting").textContent);
/** The browser's own asking, with the layers that this page holds.
 * @param {string} address @param {RequestInit} options */
const once = (address, options) => window.dash_clientside.fetch(address, own.carrying(address, options));

/** What files are called in a sentence, by name. @type {Record<string, string>} */
export const names = FILES;

/** The way to the server is cut. @returns {Trouble} */
export const unreached = () => Object.assign(new Error(SAID.unreached), { passing: true });

/** @param {number} seconds @param {AbortSignal} [signal] */
function pause(seconds, signal) {
  return new Promise((done, failed) => {
    const clock = setTimeout(done, seconds * 1000);
    signal?.addEventListener("abort", () => {
      clearTimeout(clock);
      failed(signal.reason);
    });
  });
}

/** Fetch, and up to `more` times again where the server will have room in a moment. @param {string} address
 * @param {RequestInit} options @param {number} more @param {Waits} waits @returns {Promise<Response>} */
async function patiently(address, options, more, waits) {
  const answer = await once(address, options);
  const seconds = Number(answer.headers.get("Retry-After"));
  if (!more || ![429, 503].includes(answer.status) || !(seconds >= 1 && seconds <= LONGEST)) return answer;
  const why = answer.status === 429 ? SAID.often : SAID.busy;
  const time = fill(seconds === 1 ? SAID.second : SAID.seconds, { seconds });
  waits(fill(SAID.retry, { why, time }));
  // Who was refused together comes back apart.
  await pause(seconds * (1 + Math.random() / 4), options.signal || undefined);
  waits("");
  return patiently(address, options, more - 1, waits);
}

/** What a refusal says, if it says it in a sentence. @param {Response} answer @returns {Promise<Trouble>} */
async function refusal(answer) {
  const plain = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
  const [text, reference] = plain ? (await answer.text()).trim().split(/\s+Reference: /) : [];
  const passing = answer.status >= 500 || answer.status === 429;
  return Object.assign(new Error(text || fill(SAID.broken, { status: answer.status })), { reference, passing });
}

/** Begin something that takes a while. When it is slow, `slow` is given a way to begin it anew; only what was begun
 * last counts. @template T @param {(signal: AbortSignal) => Promise<T>} begin @param {(anew: () => void) => void} slow
 * @param {AbortSignal | null} [signal] ends it for good @returns {Promise<T>} */
function unhurried(begin, slow, signal) {
  return new Promise((done, failed) => {
    let now = new AbortController();
    const anew = () => {
      now.abort();
      const mine = new AbortController();
      now = mine;
      const clock = setTimeout(() => slow(anew), SLOW * 1000);
      const ends = (/** @type {(what: any) => void} */ then) => (/** @type {any} */ what) => {
        clearTimeout(clock);
        if (now === mine) then(what);
      };
      begin(mine.signal).then(ends(done), ends(failed));
    };
    signal?.addEventListener("abort", () => {
      now.abort(signal.reason);
      failed(signal.reason);
    });
    anew();
  });
}

/** The answer; what is wrong with it, or with the way to it, is thrown as an error that people can read.
 * @param {string} address @param {RequestInit} options @param {number} more @param {Waits} waits */
async function sound(address, options, more, waits) {
  const answer = await patiently(address, options, more, waits).catch((error) => {
    throw options.signal?.aborted ? error : unreached();
  });
  if (!answer.ok) throw Object.assign(await refusal(answer.clone()), { answer });
  return answer;
}

/** Ask for an answer that is sound. @param {string} address @param {RequestInit} options @param {Waits} waits
 * @param {string} what what is waited for, in a sentence */
export function ask(address, options = {}, waits = () => undefined, what = PARTS.other) {
  const whole = address.startsWith("/") ? to(address) : address;
  const begin = (/** @type {AbortSignal} */ signal) => sound(whole, { ...options, signal }, 2, waits);
  const slow = (/** @type {() => void} */ anew) =>
    waits(fill(SAID.slow, { what, seconds: SLOW }), () => {
      waits("");
      anew();
    });
  return unhurried(begin, slow, options.signal);
}

/** Options to send something along, whose answer nothing keeps; of null there is nothing to send.
 * @param {BodyInit | null} body @returns {RequestInit} */
export const along = (body) => (body === null ? {} : { method: "POST", body, cache: "no-store" });

/** An error as people read it. @param {any} error @returns {Child[]} */
export function said({ message, reference }) {
  return reference
    ? [message, " ", element("span", { class: "reference note d-inline-block", text: `Reference: ${reference}` })]
    : [message];
}

const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
  element("button", { type: "button", class: "again btn btn-link p-0 align-baseline", text, onclick });

/** What can be done about something that did not come: try it again. @param {() => void} does */
export const again = (does) => button(SAID.again, does);

// ---- the line above the page ----

/** What did not come, and what is said of it, on which page it was wanted. @type {Map<any, Told>} */
const troubles = new Map();

/** Files that are fetched ahead for one page alone: on another, nobody waits for them. */
const AHEAD = [FILES.values, FILES.cards];

/** Say above the page what is wrong with a part of it; without an error, that it is well again.
 * @param {any} what @param {Trouble | null} error @param {Partial<Told>} more `name` says what did not come; `anew`
 * asks for it again, and without it only the page as a whole can be asked for; `passing` says that it is being asked
 * for again by itself */
function trouble(what, error = null, { name = "", anew = null, passing = false, path = here() } = {}) {
  troubles.delete(what);
  if (error) troubles.set(what, { error, name, anew, passing, path });
  tell();
}

const here = () => window.location.pathname;

function tell() {
  const every = [...troubles.values()].filter(({ name, path }) => path === here() || !AHEAD.includes(name));
  const last = every.at(-1);
  const line = byId("trouble");
  document.body.toggleAttribute("data-trouble", Boolean(last));
  if (last || line.hasChildNodes()) line.replaceChildren(...(last ? [whole(every, last)] : []));
  // Pages that fill the window leave room for it.
  document.documentElement.style.setProperty("--trouble", `${line.offsetHeight}px`);
}

/** All that is wrong, in one paragraph. @param {Told[]} every @param {Told} last */
function whole(every, last) {
  const alike = every.filter((one) => one.error.message === last.error.message);
  const called = [...new Set(alike.map((one) => one.name))].filter(Boolean);
  const what = listed(called);
  const ways = every.flatMap((one) => (one.anew ? [one.anew] : []));
  const anew = () => {
    troubles.clear();
    tell();
    for (const does of ways) does();
  };
  const way = ways.length ? again(anew) : button(SAID.reload, () => window.location.reload());
  const slow = last.error.message === SAID.slow;
  const text = slow ? { message: fill(SAID.slow, { what, seconds: SLOW }) } : last.error;
  if (last.passing) return element("p", {}, ...said(text));
  const failed = what && !slow ? `${fill(SAID.failed, { what })} ` : null;
  const stale = document.querySelector("[data-faded]") ? ` ${SAID.stale}` : null;
  return element("p", {}, failed, ...said(text), stale, " ", way);
}

// ---- what pages are made of ----

/** Have something come, however often it must be asked for: what is slow or fails is said above the page, with a way to
 * begin it anew. @template T @param {any} key keeps it apart from what else is waited for @param {string} name says
 * what it is @param {(signal: AbortSignal) => Promise<T>} begin @param {AbortSignal} [signal] @returns {Promise<T>} */
async function hold(key, name, begin, signal) {
  const path = here();
  const slow = (/** @type {() => void} */ anew) => trouble(key, new Error(SAID.slow), { name, anew, path });
  for (;;) {
    try {
      const came = await unhurried(begin, slow, signal);
      trouble(key);
      return came;
    } catch (failure) {
      const error = /** @type {Trouble} */ (failure);
      if (signal?.aborted || !error.passing) {
        trouble(key, signal?.aborted ? null : error, { name, path });
        throw error;
      }
      await new Promise((anew, ended) => {
        signal?.addEventListener("abort", () => {
          trouble(key);
          ended(signal.reason);
        });
        trouble(key, error, { name, anew: () => anew(undefined), path });
      });
    }
  }
}

/** What an address brings, in words: of Dash, by the part of the page that is filled.
 * @param {string} address @param {any} body */
function nameOf(address, body) {
  if (/\/modules\//.test(address)) return FILES.program;
  if (/\/(_dash-|find\/said)/.test(address)) {
    const parts = /"output":"([^"]*)"/.exec(body)?.[1] || address;
    return PARTS[Object.keys(PARTS).find((part) => parts.includes(part)) || "other"];
  }
  const [path] = address.split("#");
  const [name] = Object.entries(files).find(([, file]) => file === path) || ["one"];
  return FILES[name] || PARTS.other;
}

/** Of each of Dash's callbacks, a way to end its request, and on which page it was made.
 * @type {Map<string, { stop: AbortController, path: string }>} */
const asking = new Map();

/** Whoever has gone on to another page waits for nothing of the one before. */
export function left() {
  for (const { stop, path } of asking.values()) if (path !== here()) stop.abort();
  tell();
}

/** What the stub calls for what pages are made of: Dash, and the map's outlines, fetch by themselves, and tell nobody
 * what became of it. A callback's earlier request, or an earlier view's, is ended once there is a later one, as if
 * there were no news. @param {string} address @param {RequestInit} [options] */
export async function held(address, options = {}) {
  const body = typeof options.body === "string" ? options.body : "";
  const output = /"output":"[^"]*"/.exec(body)?.[0] || /\/find\/said/.exec(address)?.[0] || "";
  const key = output || address;
  const stop = new AbortController();
  options.signal?.addEventListener("abort", () => stop.abort(options.signal?.reason));
  if (output) {
    asking.get(key)?.stop.abort();
    asking.set(key, { stop, path: here() });
  }
  const waits = (/** @type {string} */ text) => trouble(key, text ? new Error(text) : null, { passing: true });
  const begin = (/** @type {AbortSignal} */ signal) => sound(address, { ...options, signal }, 1, waits);
  try {
    return await hold(key, nameOf(address, body), begin, stop.signal);
  } catch (error) {
    const { answer } = /** @type {Trouble} */ (error);
    if (answer) return answer; // whoever asked is told as ever
    if (output && stop.signal.aborted && !options.signal?.aborted) return new Response(null, { status: 204 });
    throw error;
  } finally {
    if (asking.get(key)?.stop === stop) asking.delete(key);
  }
}

/** Fetch a classic program and have it run; `name` says which. @param {string} address */
export function program(address, name = FILES.program) {
  const begin = (/** @type {AbortSignal} */ signal) =>
    new Promise((done, failed) => {
      const script = element("script", { src: address, "data-held": true });
      script.addEventListener("load", done);
      script.addEventListener("error", () => {
        script.remove();
        failed(unreached());
      });
      signal.addEventListener("abort", () => script.remove());
      document.head.append(script);
    });
  return hold(address, name, begin);
}

/** @type {Promise<any> | undefined} */
let library;

/** Fetch the program of tables, once. */
export function tableLibrary() {
  library ||= program(files["table-library"], FILES["table-library"]);
  return library;
}

/* Programs and styles that others ask for: only the page as a whole can ask for them again. */
const address = (/** @type {any} */ { src, href }) => src || href;
const others = (/** @type {any} */ node) => node.matches?.("script[src]:not([data-held]), link[rel=stylesheet]");
new MutationObserver((changes) => {
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]).filter(others)) {
    const slow = () => trouble(address(node), new Error(SAID.slow), { name: FILES.program });
    const clock = setTimeout(slow, SLOW * 1000);
    for (const end of ["load", "error"]) node.addEventListener(end, () => clearTimeout(clock));
    node.addEventListener("load", () => trouble(address(node)));
  }
}).observe(document.head, { childList: true });
window.addEventListener(
  "error",
  ({ target }) => {
    if (!(target instanceof Element) || !others(target)) return;
    trouble(address(target), new Error(SAID.unreached), { name: FILES.program });
  },
  true,
);
