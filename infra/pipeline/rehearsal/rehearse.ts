import { episodePartition, publicationSort } from "#core/record-keys";
import { episodeOfPublicKey, publicStories } from "#core/storage-keys";
import type { App } from "../app.ts";
import { PublicationRecordSchema } from "../episode/episode-records.ts";
import { rehearsedRecords } from "./rehearsed-records.ts";
import { type PublicChange, rehearsedStore } from "./rehearsed-store.ts";
import { rehearsedAllowList } from "./rehearsed-allow-list.ts";

/** One line of a plan, by the path of an address; `new` stands for a publication key that nobody can know before. */
export type PlannedStep = { readonly step: "write" | "delete"; readonly path: string };

/**
 * Does the work on stores that remember instead of writing, and returns exactly
 * the public addresses that doing it now would write or delete, by path. It is
 * the same code that presses, so whatever is pressed one day is in the plan too,
 * and what would turn out equal is not. Sound is not tagged and nobody is told.
 */
export async function rehearse(
  app: App,
  work: (rehearsed: App) => Promise<unknown>,
): Promise<readonly PlannedStep[]> {
  const changes = new Map<string, PublicChange>();
  const rehearsed: App = {
    ...app,
    records: rehearsedRecords(app.records),
    publicStore: rehearsedStore(app.publicStore, changes),
    privateStore: rehearsedStore(app.privateStore, new Map()),
    allowList: rehearsedAllowList(app.allowList),
    // Nothing is written, so nobody has to wait for it; and whoever presses meanwhile is not held up.
    leases: { name: "rehearsed", hold: (_name, _seconds, task) => task() },
    queue: { ...app.queue, send: async () => undefined },
    transcoder: { ...app.transcoder, tag: async () => undefined },
    // A withdrawal is rehearsed as one that was seen to have closed.
    prober: { name: "rehearsed", status: async () => 410 },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  await work(rehearsed);
  const addresses = new Map<string, string>();
  const steps: PlannedStep[] = [];
  for (const [key, change] of changes) {
    const wasThere = (await app.publicStore.head(key)) !== undefined;
    if (change === "deleted" && !wasThere) continue;
    const name = wasThere ? key : key.replace(publicationKey, "new");
    const path = await pathOfKey([rehearsed, app], name, addresses);
    steps.push({ step: change === "deleted" ? "delete" : "write", path });
  }
  return steps.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const publicationKey = /(?<=^episodes\/[^/]+\/)[0-9a-hjkmnp-tv-z]{26}(?=[.-])/;

/** The path at which a file answers: a story's has its readable name in it, as it will be, or as it was. */
async function pathOfKey(
  apps: readonly App[],
  key: string,
  addresses: Map<string, string>,
): Promise<string> {
  const file = key.replace(/(^|\/)index\.html$/, "$1");
  if (!key.startsWith(publicStories)) return `/${file}`;
  const id = episodeOfPublicKey(key);
  const known = addresses.get(id) ?? (await addressOf(apps, id));
  addresses.set(id, known);
  return `${known}${file.slice(publicStories.length + id.length + 1)}`;
}

async function addressOf(apps: readonly App[], id: string): Promise<string> {
  const place = { partition: episodePartition(id), sort: publicationSort };
  for (const { records } of apps) {
    const record = await records.get(place);
    const live = record && PublicationRecordSchema.parse(record.body).live;
    if (live !== undefined) return live.card.path;
  }
  return `/${publicStories}${id}/`;
}
