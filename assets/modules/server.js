/* Asking the server: what is waited for, what is said of it, and trying again. */
export const { ask, said, again, left, unreached, files: names } = window.atlas.server;
