/* One searchable list for every choice from many. */
export const { combobox } = window.atlas;
