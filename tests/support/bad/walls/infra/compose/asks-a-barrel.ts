// fires: no-barrels
import { everything } from "./index.ts";

export const { application } = everything;
