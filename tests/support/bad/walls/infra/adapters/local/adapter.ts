import type { Port } from "#ports/port";

export type Adapter = Port;
