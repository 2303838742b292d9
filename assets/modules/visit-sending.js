/* Sending what a visit's page keeps and asks. An answer that cannot be read is no acknowledgement. */

import { along, ask } from "./server.js";
import { body } from "./visit-kept.js";

/** @param {Response} answer */
const isJson = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/json");

/** Send a visit; `later` where there is no connection, or the server cannot take it now.
 * @param {VisitEntry} entry @param {VisitGiven} told @returns {Promise<VisitAnswer>} */
export async function send(entry, { token, texts, seconds }) {
  try {
    const signal = AbortSignal.timeout(seconds.longest * 1000);
    const answer = await ask("/plans/visits", { ...along(body(entry, token)), signal }, undefined, texts.what);
    return await read(answer, texts);
  } catch (error) {
    const { answer } = /** @type {Trouble} */ (error);
    return answer ? read(answer, texts) : { state: "later", said: texts.later };
  }
}

/** @param {Response} answer @param {Record<string, string>} texts @returns {Promise<VisitAnswer>} */
async function read(answer, texts) {
  if (isJson(answer)) return answer.json();
  if (answer.status < 400 || answer.status >= 500 || answer.status === 429)
    return { state: "later", said: texts.no_answer };
  return { state: "refused", said: (await answer.text()).trim() };
}

/** Have postcodes turned into areas. @param {string} text @param {VisitGiven} told
 * @returns {Promise<{ heard_at: Record<string, number>, left: string[], said: string }>} */
export async function turned(text, { token, seconds, texts }) {
  const signal = AbortSignal.timeout(seconds.longest * 1000);
  const sent = along(JSON.stringify({ token, text }));
  const answer = await ask("/plans/visits/places", { ...sent, signal }, undefined, texts.what);
  if (!isJson(answer)) throw new Error(texts.no_answer);
  return answer.json();
}
