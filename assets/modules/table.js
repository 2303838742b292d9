/* The table's program. */
export const { library } = window.atlas.table;
