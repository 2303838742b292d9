/* Visits that are kept in the browser until the server has them: one entry of its storage each, so that two tabs never
 * write over each other. Nothing here knows the page. */

/** An id that nobody else has; also where the page came without TLS. */
export const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The browser's storage; where there is none, one that has no room. @returns {Storage} */
export function device() {
  try {
    return window.localStorage;
  } catch {
    const none = () => null;
    const setItem = () => {
      throw new DOMException();
    };
    return { length: 0, key: none, getItem: none, removeItem: none, clear: none, setItem };
  }
}

/** What is kept for one person. @param {Storage} storage @param {string} who @returns {VisitStore} */
export function keeping(storage, who) {
  const start = `atlas.visit.${who}.`;
  const parsed = (/** @type {string | null} */ text) => {
    try {
      return JSON.parse(text || "null");
    } catch {
      return null; // not of ours
    }
  };
  return {
    /** All, the oldest first. */
    all() {
      /** @type {VisitEntry[]} */
      const found = [];
      for (let at = 0; at < storage.length; at++) {
        const key = storage.key(at);
        const entry = key?.startsWith(start) && parsed(storage.getItem(key));
        if (entry) found.push(entry);
      }
      return found.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
    },
    get: (id) => parsed(storage.getItem(start + id)),
    /** Whether there was room. */
    put(entry) {
      try {
        storage.setItem(start + entry.id, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    },
    remove: (id) => storage.removeItem(start + id),
  };
}

/** What is sent of an entry. @param {VisitEntry} entry @param {string} token */
export const body = ({ plan, id, version, values, heard, heard_at, was, despite }, token) =>
  JSON.stringify({ token, plan, id, version, values, heard, heard_at, was, despite });

/** Send one entry after the other; one that the server has is kept here no more. What was changed here while it was on
 * its way stays, as a change of what the server has now. Ends at the first for which there is no connection.
 * @param {VisitStore} store @param {VisitEntry[]} entries @param {(entry: VisitEntry) => Promise<VisitAnswer>} send
 * @returns {Promise<Map<string, VisitAnswer>>} by entry, what was answered */
export async function deliver(store, entries, send) {
  /** @type {Map<string, VisitAnswer>} */
  const answers = new Map();
  for (const sent of entries) {
    const answer = await send(sent);
    answers.set(sent.id, answer);
    if (answer.state === "later") break;
    const now = store.get(sent.id);
    const same = JSON.stringify(now) === JSON.stringify(sent);
    if (answer.state !== "kept") {
      if (same) store.put({ ...sent, state: answer.state, answer });
    } else if (same) store.remove(sent.id);
    else if (now) {
      const { values, heard, heard_at } = answer.now || sent;
      store.put({ ...now, version: answer.version ?? null, was: { values, heard, heard_at } });
    }
  }
  return answers;
}
