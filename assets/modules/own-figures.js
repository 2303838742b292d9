/* What the server says of figures of one's own that are at hand (dashboard/own_shown.py): held by this page
 * (own-held.js), or kept on the server for whoever is here. Asked for again when others are held. */
import { atStart } from "./own-held.js";
import { ask } from "./server.js";

/** Whether there is or was anything to ask for. */
let some = atStart.kept.length > 0;
/** What is asked for now. @type {Promise<any> | null} */
let asked = null;

document.addEventListener("own-held", () => {
  [some, asked] = [true, null];
});

async function fetched() {
  return (await ask("/data/own/shown")).json();
}

/** Words and numbers of those at hand, the same object while they are the same; null where there never were any. */
export async function figures() {
  if (!some) return null;
  for (;;) {
    asked ||= fetched();
    const mine = asked;
    const came = await mine.catch((error) => {
      if (mine === asked) asked = null;
      throw error;
    });
    if (mine === asked) return came; // no others are held meanwhile
  }
}
