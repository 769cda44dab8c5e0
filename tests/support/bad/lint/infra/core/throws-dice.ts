export const chance = Math.random(); // fires: no-restricted-properties
export const known = Math.max(1, 2);
