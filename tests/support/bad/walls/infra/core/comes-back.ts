// fires: no-circular
import type { Forth } from "./goes-in-a-circle.ts";

export type Back = { readonly forth: Forth };
