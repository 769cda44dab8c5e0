import type { Target } from "#core/target";

export const builder = (): Target => ({ name: "a target" });
