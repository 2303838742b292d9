/* Numbers as people read them. */
export const { fill, digits, count, percent, withUnit, written, oneIn, standing } = window.atlas;
