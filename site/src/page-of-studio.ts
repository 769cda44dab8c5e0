import type { StudioScreen } from "#core/studio/page";
import type { PageOf } from "./page-of.ts";

/** What the view of one screen of the studio is given. */
export type StudioView<Name extends StudioScreen["name"]> = {
  page: PageOf<"studio">;
  screen: Extract<StudioScreen, { name: Name }>;
};
