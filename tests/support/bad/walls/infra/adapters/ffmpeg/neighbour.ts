import type { Port } from "#ports/port";

export type Neighbour = Port;
