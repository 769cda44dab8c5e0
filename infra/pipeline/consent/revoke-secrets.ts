import { type Secret } from "#core/consent/participant-secret";
import type { App } from "../app.ts";
import { retryOnConflict } from "../episode/episode-records.ts";
import { secretsOf, secretWrite } from "./secret-records.ts";

type Whose = {
  readonly episodeId: string;
  readonly speakerId?: string | undefined;
  readonly signatoryId?: string | undefined;
};

const isLink = ({ kind }: Secret) => kind === "invitation" || kind === "message-link";

/**
 * After a withdrawal, links that were shown or sent open nothing but another
 * withdrawal (T15). The card stays: it is how its owner looks at what became of
 * it, and takes the withdrawal back.
 */
export async function revokeLinks(app: App, whose: Whose): Promise<void> {
  await revoke(app, whose, "withdrawn", isLink);
}

/** After an erasure: every link and code of a story, whoever holds it, opens nothing but another withdrawal. */
export async function revokeEverything(app: App, episodeId: string): Promise<void> {
  await revoke(app, { episodeId }, "withdrawn", ({ revoked }) => revoked === undefined);
}

/**
 * Makes a card that was lost or stolen useless, or only its links. `stolen`
 * opens nothing at all; ask for it only when the owner has another card.
 */
export async function revokeSecrets(
  app: App,
  whose: Whose,
  because: "replaced" | "stolen",
): Promise<void> {
  await revoke(app, whose, because, () => true);
}

async function revoke(
  app: App,
  whose: Whose,
  because: NonNullable<Secret["revoked"]>["because"],
  concerns: (secret: Secret) => boolean,
): Promise<void> {
  await retryOnConflict(async () => {
    const at = app.clock.now();
    const stored = await secretsOf(app, whose.episodeId, whose);
    const stands = ({ secret }: (typeof stored)[number]) =>
      concerns(secret) && (secret.revoked === undefined || secret.revoked.because !== because);
    for (const one of stored.filter(stands)) {
      // One after the other: each is complete in itself, and there may be more than a commit holds.
      await app.records.commit([secretWrite(one, { ...one.secret, revoked: { at, because } })]);
    }
  });
}
