export * from "../core/publication.ts"; // fires: paroles/no-reexport
export { cast } from "../core/goes-around-the-gate.ts"; // fires: paroles/no-reexport
export type { Other } from "./other.ts"; // fires: paroles/no-reexport

export const own = "fine";
