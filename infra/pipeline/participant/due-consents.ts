import { dueEvent, grownUp } from "#core/consent/due";
import { dueListing, episodeOfPartition } from "#core/record-keys";
import { ConsentSchema } from "#core/consent/consent";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import { type ConsentCommand } from "../consent/consent-steps.ts";
import { dueMoment } from "../consent/consent-listing.ts";
import { type EpisodeFile, readEpisode } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { revokeSecrets } from "../consent/revoke-secrets.ts";

/**
 * Records what the clock has brought: ends, comings of age, renewals that fall
 * due; each with its leaf in the ledger. It closes or leaves as it is; the gate
 * had closed what ended before this ran. Returns how many stories it concerned.
 * Part of the sweep, before it looks for what must be closed.
 */
export async function advanceDueConsents(app: App): Promise<number> {
  let advanced = 0;
  for (const episodeId of await storiesDue(app)) {
    const file = await readEpisode(app.records, episodeId);
    if (file === undefined || dueIn(app, file).length === 0) continue;
    await changeConsent(app, episodeId, {
      closes: (now) => dueIn(app, now).some(({ event }) => event.kind !== "fall-due"),
      decide: (now) => dueIn(app, now),
      episode: (episode) => grownUp(episode, app.clock.now()),
    });
    await endGuardiansView(app, file);
    advanced += 1;
  }
  return advanced;
}

/** Of somebody who has come of age, those who answered beside them see nothing more; their codes still withdraw. */
async function endGuardiansView(app: App, { episode }: EpisodeFile): Promise<void> {
  const grown = grownUp(episode, app.clock.now());
  for (const [index, { id: speakerId, situation }] of episode.speakers.entries()) {
    if (situation.kind !== "minor" || grown.speakers[index]?.situation.kind === "minor") continue;
    for (const signatoryId of situation.holders)
      await revokeSecrets(app, { episodeId: episode.id, speakerId, signatoryId }, "replaced");
  }
}

/** The listing is in the order of moments: all that follow the first one ahead are ahead too. */
async function storiesDue(app: App): Promise<readonly string[]> {
  const now = app.clock.now();
  const found = new Set<string>();
  for await (const page of everyPage((from) => app.records.queryListing(dueListing, from))) {
    for (const { body, partition } of page.records) {
      const at = dueMoment(ConsentSchema.parse(body));
      if (at !== undefined && !(at <= now)) return [...found];
      found.add(episodeOfPartition(partition));
    }
  }
  return [...found];
}

function dueIn(app: App, { episode, consents }: EpisodeFile): readonly ConsentCommand[] {
  const now = app.clock.now();
  return consents.flatMap((consent): ConsentCommand[] => {
    const speaker = episode.speakers.find(({ id }) => id === consent.speakerId);
    const event = speaker && dueEvent(consent, speaker, now);
    const { speakerId, signatoryId, scope } = consent;
    return event === undefined ? [] : [{ speakerId, signatoryId, scope, event }];
  });
}
