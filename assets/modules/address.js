/* Explore's address: the view that it means, there and back. */
export const { rules, fits, part, blank, queryOf, says, read, write } = window.atlas.address;
