import type { Back } from "./comes-back.ts";

export type Forth = { readonly back: Back };
