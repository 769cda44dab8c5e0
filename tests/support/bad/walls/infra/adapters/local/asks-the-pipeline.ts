// fires: adapters-stay-apart
import { step } from "#pipeline/step";

export const again = step;
