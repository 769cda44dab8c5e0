export const now = Date.now(); // fires: no-restricted-properties
export const today = new Date(); // fires: paroles/no-clock
export const inWords = Date(); // fires: paroles/no-clock

/** Documented. */
export const read = (text: string) => new Date(text);
