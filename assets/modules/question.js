/* The question that a page asks, and the one that what stands on it answers. */
export const { ask, answer, forget, fade, is } = window.atlas.question;
