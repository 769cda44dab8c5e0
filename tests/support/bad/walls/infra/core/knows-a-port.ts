// fires: core-is-pure
import type { Port } from "#ports/port";

export type Rule = { readonly port: Port };
