// fires: edge-imports-nothing-but-itself
import type { Target } from "#core/target";

export type Gate = Target;
