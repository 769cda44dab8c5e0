import { LedgerLeafSchema } from "#core/consent/ledger";
import { hashOf } from "#core/hash";
import {
  bodySort,
  chainSort,
  episodePartition,
  leafSort,
  unloggedListing,
  unloggedSort,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import type { EpisodeFile } from "../episode/episode-records.ts";
import { consentListing } from "./consent-listing.ts";
import type { ConsentStep } from "./consent-steps.ts";

/** Each consent once, as it is after the last of its steps; loses against whoever changed one of them meanwhile. */
export function consentWrites(file: EpisodeFile, steps: readonly ConsentStep[]): RecordWrite[] {
  const last = new Map(steps.map(({ sort, consent }) => [sort, consent]));
  const partition = episodePartition(file.episode.id);
  return [...last].map(([sort, consent]): RecordWrite => {
    const version = file.consentVersions.get(sort);
    const expect = version === undefined ? ("absent" as const) : { version };
    return { kind: "put", partition, sort, body: consent, expect, ...consentListing(consent) };
  });
}

/**
 * The steps' leaves and bodies, the chain's own name with its very first leaf,
 * and the mark by which the public log finds what it has not taken up yet.
 */
export function ledgerWrites(file: EpisodeFile, steps: readonly ConsentStep[]): RecordWrite[] {
  const partition = episodePartition(file.episode.id);
  const leaves = steps.flatMap(({ leaf }) => leaf ?? []);
  const bodies = steps.flatMap(({ body }) => body ?? []);
  const [first] = leaves;
  const last = leaves.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    ...leaves.map((leaf): RecordWrite => {
      const body = LedgerLeafSchema.parse(leaf);
      return { kind: "put", partition, sort: leafSort(leaf.sequence), body, expect: "absent" };
    }),
    ...bodies.map((body): RecordWrite => ({
      kind: "put",
      partition,
      sort: bodySort(body.recordId),
      body,
      expect: "absent",
    })),
    // The chain has a name of its own in the public log; it is as random as the record that it is taken from.
    ...(first.sequence === 1
      ? [
          {
            kind: "put",
            partition,
            sort: chainSort,
            body: { ledgerId: hashOf({ chain: first.commitment }), logged: 0 },
            expect: "absent",
          } satisfies RecordWrite,
        ]
      : []),
    {
      kind: "put",
      partition,
      sort: unloggedSort,
      body: { sequence: last.sequence },
      expect: "any",
      listing: { list: unloggedListing, order: `${last.at}#${file.episode.id}` },
    },
  ];
}
