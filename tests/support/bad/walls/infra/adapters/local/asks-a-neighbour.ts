// fires: adapters-stay-apart
import type { Neighbour } from "#adapters/ffmpeg/neighbour";

export type Adapter = Neighbour;
