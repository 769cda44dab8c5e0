import type { Port } from "#ports/port";

export const step = (port: Port) => port.read();
