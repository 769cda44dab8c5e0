/** What keeps a story closed whatever was answered, said to the use cases and to the oracle's account alike. */
import type { ModelSite } from "./model-site.ts";
import type { OracleStory } from "./naive-oracle.ts";
import { liftEmbargo, setEmbargo } from "#pipeline/consent/set-embargo";
import { eraseStory } from "#pipeline/erasure/erase-story";

const embargoMs = 5 * 86_400_000;

export async function embargo({ app, now }: ModelSite, story: OracleStory): Promise<void> {
  story.embargo = true;
  await setEmbargo(app, { episodeId: story.id, until: new Date(now + embargoMs).toISOString() });
}

export async function lift({ app }: ModelSite, story: OracleStory): Promise<void> {
  story.embargo = false;
  await liftEmbargo(app, story.id);
}

export async function erase({ app }: ModelSite, story: OracleStory): Promise<void> {
  story.erased = true;
  const askedAt = app.time.now;
  const confirmed = { at: askedAt, staffId: "staff", secondContact: "met" };
  await eraseStory(app, story.id, { speakerId: "s1", signatoryId: "self", askedAt, confirmed });
}
