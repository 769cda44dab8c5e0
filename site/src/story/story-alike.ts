import type { EpisodeView } from "#core/press/catalogue";
import { facetsOf } from "#core/press/facets";
import { voicePaletteOf } from "#core/picture/voice-palette";
import { typeset } from "../format/typeset.ts";
import { onceFor } from "../once-for.ts";
import { downloadsOf, sourcesOf } from "./downloads.ts";
import { headlineHtml } from "./headline-html.ts";
import { leadHtml } from "./lead-html.ts";
import { dialRing } from "./ring-html.ts";

/** What all pages of a story say alike, whatever their language: made once for as long as it lives. */
export const alikeOf = onceFor((story: EpisodeView) => ({
  headline: typeset(story.headline, story.language),
  headlineHtml: headlineHtml(story),
  leadHtml: leadHtml(story),
  voice: voicePaletteOf(story.id).name,
  ring: dialRing(story),
  facets: facetsOf(story),
  sources: sourcesOf(story),
  downloads: downloadsOf(story),
}));
