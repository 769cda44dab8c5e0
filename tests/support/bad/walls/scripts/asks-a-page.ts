// fires: scripts-use-the-application
import { door } from "../infra/web/door.ts";

export const opened = door;
