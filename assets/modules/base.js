/* What needs no other module: where the atlas stands, under which path of its host (the server says it with the page,
 * dashboard/parts/links.py; nothing else in the browser knows it), and texts put together. */
const BASE = JSON.parse(document.getElementById("atlas-base")?.textContent || '""');

/** An address of the atlas's own as the browser is to ask for it.
 * @param {string} address as if the atlas had its host to itself: "/practices?v=C88048" @returns {string} */
export const to = (address) => BASE + address;

/** A path that the browser is at, or an address that it asks for, as if the atlas had its host to itself.
 * @param {string} path @returns {string} any other address as it is */
export const within = (path) => (path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : path);

/** A text of the server's with its parts filled in: "up to {high}".
 * @param {string} text @param {Record<string, any>} parts */
export const fill = (text, parts) => text.replace(/\{(\w+)\}/g, (gap, name) => parts[name] ?? gap);

/** "A, B and C". @param {string[]} names */
export const listed = (names) => [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
