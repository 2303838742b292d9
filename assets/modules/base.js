/* Where the atlas stands: under which path of its host. The server says it with the page
 * (dashboard/parts/links.py); nothing else in the browser knows it. */
const BASE = JSON.parse(document.getElementById("atlas-base")?.textContent || '""');

/** An address of the atlas's own as the browser is to ask for it.
 * @param {string} address as if the atlas had its host to itself: "/practices?v=C88048" @returns {string} */
export const to = (address) => BASE + address;

/** A path that the browser is at, or an address that it asks for, as if the atlas had its host to itself.
 * @param {string} path @returns {string} any other address as it is */
export const within = (path) => (path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : path);
