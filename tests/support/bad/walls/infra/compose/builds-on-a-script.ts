// fires: scripts-are-entry-points
import { entry } from "../../scripts/entry.ts";

export const again = entry;
