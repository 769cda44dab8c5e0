import type { Target } from "#core/target";

export type PageData = Target;
