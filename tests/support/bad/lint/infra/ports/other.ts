import type { Other as Same } from "./other.ts"; // fires: import/no-self-import

export type Other = { readonly same?: Same };

export enum Colour {} // fires: paroles/only-erasable-types

export namespace Names {} // fires: paroles/only-erasable-types
