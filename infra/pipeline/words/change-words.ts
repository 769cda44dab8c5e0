import { contentHash } from "#core/consent/content";
import type { Actor } from "#core/consent/events";
import { isOpenState } from "#core/consent/states";
import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { decidePublication } from "#core/publication";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import { type ConsentCommand } from "../consent/consent-steps.ts";
import type { EpisodeFile } from "../episode/episode-records.ts";
import type { RecordWrite } from "#ports/records";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";

/** What an edit makes of an episode; the same episode where it has nothing to change. */
export type WordsChange = (episode: Episode) => Episode;

/**
 * Commits a change to the words of a story. Yeses are bound to the exact content
 * that was heard, read or seen (I8): those whose bytes the change touches are
 * invalidated in the same commit, with a leaf in the ledger, and no other; the
 * story leaves its shelves in it if the gate then closes, and what is reachable
 * follows at once. `also` is written in the same commit. Errors: `episode-unknown`,
 * `episode-erased`, what `change` throws.
 */
export async function changeWords(
  app: App,
  episodeId: string,
  by: Actor,
  change: WordsChange,
  also?: (file: EpisodeFile) => readonly RecordWrite[],
): Promise<{ readonly invalidated: number }> {
  const now = app.clock.now();
  const changed = (episode: Episode): Episode => {
    if (episode.stage.name === "erased") {
      throw new AppError("episode-erased", { params: { id: episodeId } });
    }
    const next = change(episode);
    const wordsOf = (one: Episode) => contentHash(one, "s1", "transcript");
    // Having read them changes nothing that was agreed to: a form signed before still holds.
    return wordsOf(next) === wordsOf(episode) ? next : { ...next, contentSince: now };
  };
  const { recordIds } = await changeConsent(app, episodeId, {
    episode: changed,
    decide: (file) => invalidations(file, changed(file.episode), by),
    ...(also === undefined ? {} : { also }),
    closes: ({ episode, consents }) =>
      decidePublication({ episode: changed(episode), consents }, now).status === "withheld",
  });
  await reconcileEpisode(app, episodeId);
  return { invalidated: recordIds.length };
}

/** Every open yes whose content is another one now. */
function invalidations(file: EpisodeFile, next: Episode, by: Actor): readonly ConsentCommand[] {
  return file.consents
    .filter(({ state }) => isOpenState(state))
    .filter(({ speakerId, scope, nameChoice, contentHash: agreed }) => {
      const now = contentHash(next, speakerId, scope, nameChoice);
      // A yes that had come to nothing before is somebody else's to record.
      const before = contentHash(file.episode, speakerId, scope, nameChoice);
      return before === agreed && now !== agreed;
    })
    .map(({ speakerId, signatoryId, scope }) => ({
      speakerId,
      signatoryId,
      scope,
      event: { kind: "invalidate", by, because: "content-changed" },
    }));
}
