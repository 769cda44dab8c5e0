// fires: scripts-use-the-application
import { handler } from "../infra/functions/handler.ts";

export const run = handler;
