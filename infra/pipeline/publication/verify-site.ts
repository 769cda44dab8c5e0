import { EpisodeCardSchema } from "#core/press/catalogue";
import { LedgerBodySchema, LedgerLeafSchema, verifyChain } from "#core/consent/ledger";
import { decidePublication } from "#core/publication";
import { searchFolder } from "#core/search/address";
import { codeOf, codesIn, parseShard } from "#core/search/shard";
import {
  allEpisodesListing,
  bodyPrefix,
  episodeOfPartition,
  episodePartition,
  leafPrefix,
  shelfPartition,
} from "#core/record-keys";
import { episodeOfPublicKey } from "#core/storage-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll, readEpisode } from "../episode/episode-records.ts";
import { isFormer } from "./is-former.ts";
import { everyPage } from "../every-page.ts";
import { keysUnder } from "../press/press-index.ts";
import { probeClosed } from "../takedown/probe-closed.ts";
import { publicStoryKeys } from "../press/public-story-keys.ts";
import { type LogCheck, verifyLog } from "../ledger/verify-log.ts";

/** Something that is reachable and must not be, or must be and is not. */
export type Difference = {
  readonly code:
    | "open-but-withheld"
    /** The edge lets a publication through that is no longer the story's own. */
    | "open-but-former"
    | "closed-but-publishable"
    | "on-shelf-but-withheld"
    | "file-without-permission"
    /** The search index names it; only the beginning of its id may be known. */
    | "found-but-withheld"
    | "answers-but-withheld"
    | "allowed-but-unknown";
  readonly episodeId: string;
  readonly path?: string;
};

export type Verification = {
  readonly ok: boolean;
  readonly differences: readonly Difference[];
  readonly chain: {
    readonly ok: boolean;
    readonly episodes: number;
    readonly leaves: number;
    readonly faults: readonly {
      readonly episodeId: string;
      readonly sequence: number;
      readonly code: string;
    }[];
  };
  /** The public log of the chains. */
  readonly log: LogCheck;
};

/**
 * Compares, from scratch, what is reachable with what is permitted now: the
 * edge's list, the shelves, the search index, the files of the public store, and the answers that
 * a stranger gets at every address that a closed story ever had; and checks each
 * story's consent chain, and what is published of them. Changes nothing.
 */
export async function verifySite(app: App): Promise<Verification> {
  const permitted = new Set<string>();
  const differences: Difference[] = [];
  const faults: { episodeId: string; sequence: number; code: string }[] = [];
  let leaves = 0;
  const ids = await allEpisodeIds(app);
  for (const episodeId of ids) {
    const file = await readEpisode(app.records, episodeId);
    const isPermitted =
      file !== undefined && decidePublication(file, app.clock.now()).status === "publishable";
    if (isPermitted) permitted.add(episodeId);
    const entry = await app.allowList.get(episodeId);
    const isOpen = entry?.state === "allowed";
    if (isOpen && !isPermitted) differences.push({ code: "open-but-withheld", episodeId });
    if (isPermitted && isFormer(entry, file))
      differences.push({ code: "open-but-former", episodeId });
    if (!isOpen && isPermitted) differences.push({ code: "closed-but-publishable", episodeId });
    if (!isPermitted && file !== undefined)
      differences.push(...(await stillAnswering(app, episodeId)));
    const chain = await chainOf(app, episodeId);
    leaves += chain.leaves;
    faults.push(...chain.faults.map((fault) => ({ episodeId, ...fault })));
  }
  differences.push(...(await strayEntries(app, new Set(ids))));
  differences.push(...(await strayCards(app, permitted)));
  differences.push(...(await strayFiles(app, permitted)));
  const log = await verifyLog(app, ids);
  differences.push(...(await strayTerms(app, permitted)));
  return {
    ok: differences.length === 0 && faults.length === 0 && log.ok,
    differences,
    chain: { ok: faults.length === 0, episodes: ids.length, leaves, faults },
    log,
  };
}

async function allEpisodeIds(app: App): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of everyPage((from) =>
    app.records.queryListing(allEpisodesListing, from),
  )) {
    ids.push(...page.records.map(({ partition }) => episodeOfPartition(partition)));
  }
  return ids;
}

async function stillAnswering(app: App, episodeId: string): Promise<readonly Difference[]> {
  const { probes } = await probeClosed(app, episodeId);
  return probes
    .filter(({ status }) => status !== 410)
    .map(({ path }) => ({ code: "answers-but-withheld", episodeId, path }));
}

async function chainOf(app: App, episodeId: string) {
  const partition = episodePartition(episodeId);
  const [leafRecords, bodyRecords] = await Promise.all([
    queryAll(app.records, partition, leafPrefix),
    queryAll(app.records, partition, bodyPrefix),
  ]);
  const bodies = bodyRecords.map(({ body }) => LedgerBodySchema.parse(body));
  const leaves = leafRecords.map(({ body }) => LedgerLeafSchema.parse(body));
  const faults = verifyChain(leaves, new Map(bodies.map((body) => [body.recordId, body])));
  return { leaves: leaves.length, faults };
}

async function strayEntries(app: App, known: ReadonlySet<string>): Promise<readonly Difference[]> {
  const stray: Difference[] = [];
  for await (const { entries } of everyPage((from) => app.allowList.list(from))) {
    const unknown = entries.filter(
      ({ episodeId, entry }) => entry.state === "allowed" && !known.has(episodeId),
    );
    stray.push(
      ...unknown.map(({ episodeId }): Difference => ({ code: "allowed-but-unknown", episodeId })),
    );
  }
  return stray;
}

async function strayCards(
  app: App,
  permitted: ReadonlySet<string>,
): Promise<readonly Difference[]> {
  const cards = (await queryAll(app.records, shelfPartition("all"), "")).map(({ body }) =>
    EpisodeCardSchema.parse(body),
  );
  return cards
    .filter(({ id }) => !permitted.has(id))
    .map(({ id }) => ({ code: "on-shelf-but-withheld", episodeId: id }));
}

async function strayFiles(
  app: App,
  permitted: ReadonlySet<string>,
): Promise<readonly Difference[]> {
  const stray: Difference[] = [];
  for await (const key of publicStoryKeys(app)) {
    const episodeId = episodeOfPublicKey(key);
    if (!permitted.has(episodeId))
      stray.push({ code: "file-without-permission", episodeId, path: key });
  }
  return stray;
}

/** Stories that the search index still leads to, by any of its files. */
async function strayTerms(
  app: App,
  permitted: ReadonlySet<string>,
): Promise<readonly Difference[]> {
  const codes = new Set([...permitted].map(codeOf));
  const stray: Difference[] = [];
  for (const path of await keysUnder(app, searchFolder)) {
    const text = new TextDecoder().decode(await app.publicStore.get(path));
    const shard = parseShard(text);
    const found =
      shard === undefined
        ? z.array(z.string()).parse(JSON.parse(text))
        : [...new Set(Object.values(shard).flat().flatMap(codesIn))];
    const known = shard === undefined ? permitted : codes;
    stray.push(
      ...found
        .filter((one) => !known.has(one))
        .map((episodeId): Difference => ({ code: "found-but-withheld", episodeId, path })),
    );
  }
  return stray;
}
