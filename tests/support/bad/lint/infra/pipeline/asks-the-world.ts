export const now = Date.now(); // fires: no-restricted-properties
export const today = new Date(); // fires: paroles/no-clock
export const chance = Math.random(); // fires: no-restricted-properties
export const page = fetch("https://example.org"); // fires: no-restricted-globals
export const key = crypto.randomUUID(); // fires: no-restricted-globals

export const read = new Date("2026-01-01");
