// fires: site-sees-core-only
import { step } from "#pipeline/step";

export const load = step;
