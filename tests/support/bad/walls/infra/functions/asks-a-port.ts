// fires: functions-are-thin
import type { Port } from "#ports/port";

export const handler = (port: Port) => port.read();
