// fires: pipeline-knows-no-vendor
import { setTimeout as wait } from "node:timers/promises";

export const pause = () => wait(1000);
