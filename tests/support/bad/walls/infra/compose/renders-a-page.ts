// fires: compose-puts-together
import type { PageData } from "../../site/src/page-data.ts";

export type Shown = PageData;
