import { readFileSync } from "node:fs"; // fires: import/no-nodejs-modules

export const text = readFileSync("/dev/null", "utf8");
export const home = process.env; // fires: no-restricted-globals
/** Documented. */
export const page = () => fetch("https://example.org"); // fires: no-restricted-globals
/** Documented. */
export const later = () => setTimeout(() => undefined, 1); // fires: no-restricted-globals
/** Documented. */
export const soon = () => queueMicrotask(() => undefined); // fires: no-restricted-globals
/** Documented. */
export const tell = () => console.log("done"); // fires: no-restricted-globals
/** Documented. */
export const hidden = () => globalThis; // fires: no-restricted-globals
/** Documented. */
export const key = () => crypto.randomUUID(); // fires: no-restricted-globals
/** Documented. */
export const bytes = () => Buffer.from("a"); // fires: no-restricted-globals
/** Documented. */
export const elapsed = () => performance.now(); // fires: no-restricted-globals
