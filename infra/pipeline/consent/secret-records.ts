import { type Secret, SecretSchema } from "#core/consent/participant-secret";
import {
  episodePartition,
  secretPartition,
  secretPointerPrefix,
  secretPointerSort,
  secretSort,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";

export type StoredSecret = { readonly secret: Secret; readonly version: number };

const PointerSchema = z.object({ selector: z.string() });

/** The secret of a selector; whether it opens anything is for the verifier to say. */
export async function readStoredSecret(
  app: App,
  selector: string,
): Promise<StoredSecret | undefined> {
  const record = await app.records.get({ partition: secretPartition(selector), sort: secretSort });
  return record && { secret: SecretSchema.parse(record.body), version: record.version };
}

/** Every secret of a story, or of one of its signatories; the used and revoked ones too. */
export async function secretsOf(
  app: App,
  episodeId: string,
  who: { readonly speakerId?: string | undefined; readonly signatoryId?: string | undefined } = {},
): Promise<readonly StoredSecret[]> {
  const pointers = await queryAll(app.records, episodePartition(episodeId), secretPointerPrefix);
  const found = await Promise.all(
    pointers.map(({ body }) => readStoredSecret(app, PointerSchema.parse(body).selector)),
  );
  return found.flatMap((stored) => {
    if (stored === undefined) return [];
    const { speakerId, signatoryId } = stored.secret;
    const isOther =
      (who.speakerId !== undefined && who.speakerId !== speakerId) ||
      (who.signatoryId !== undefined && who.signatoryId !== signatoryId);
    return isOther ? [] : [stored];
  });
}

/** A new secret, with the pointer that finds it again from its story. */
export function newSecretWrites(secret: Secret): readonly RecordWrite[] {
  const { selector, episodeId, speakerId, signatoryId } = secret;
  return [
    {
      kind: "put",
      partition: secretPartition(selector),
      sort: secretSort,
      body: SecretSchema.parse(secret),
      expect: "absent",
    },
    {
      kind: "put",
      partition: episodePartition(episodeId),
      sort: secretPointerSort(speakerId, signatoryId, selector),
      body: { selector },
      expect: "absent",
    },
  ];
}

/** A secret as it is from now on, if nobody else has changed (used, revoked) it meanwhile. */
export function secretWrite({ version }: StoredSecret, secret: Secret): RecordWrite {
  return {
    kind: "put",
    partition: secretPartition(secret.selector),
    sort: secretSort,
    body: SecretSchema.parse(secret),
    expect: { version },
  };
}
