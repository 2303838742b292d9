/* The form of a page: what its address says, and the address with some of it changed. */
export const { known, address } = window.dash_clientside.form;
