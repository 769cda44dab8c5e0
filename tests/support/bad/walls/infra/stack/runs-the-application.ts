// fires: stack-is-declarative
import type { Target } from "#core/target";

export type Resource = Target;
