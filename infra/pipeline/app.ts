import type { AllowList } from "#ports/allow-list";
import type { Artist } from "#ports/artist";
import type { Clock } from "#ports/clock";
import type { Content } from "#ports/content";
import type { EdgeCache } from "#ports/edge-cache";
import type { Hub } from "#ports/hub";
import type { Leases } from "#ports/lease";
import type { Logger } from "#ports/logger";
import type { ObjectStore } from "#ports/object-store";
import type { PageRenderer } from "#ports/page-renderer";
import type { Prober } from "#ports/prober";
import type { Progress } from "#ports/progress";
import type { Queue } from "#ports/queue";
import type { Randomness } from "#ports/randomness";
import type { Records } from "#ports/records";
import type { Transcoder } from "#ports/transcoder";
import type { Transcriber } from "#ports/transcriber";
import type { Workspace } from "#ports/workspace";
import type { ConsentMeans } from "./participant/means.ts";
import type { StudioMeans } from "./studio/means.ts";

/** Everything that use cases need of the world; compose/ chooses who plays each part. */
export type App = {
  /** Scheme and host that public addresses start with, without a slash at the end. */
  readonly origin: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  readonly records: Records;
  readonly queue: Queue;
  /** Originals, renditions, evidence: never served. */
  readonly privateStore: ObjectStore;
  /** What the world may fetch, behind the gate. */
  readonly publicStore: ObjectStore;
  readonly allowList: AllowList;
  readonly leases: Leases;
  readonly workspace: Workspace;
  readonly transcoder: Transcoder;
  readonly transcriber: Transcriber;
  readonly artist: Artist;
  readonly content: Content;
  readonly renderer: PageRenderer;
  readonly prober: Prober;
  readonly progress: Progress;
  readonly consent: ConsentMeans;
  readonly studio: StudioMeans;
  /** Copies between the public store and the world; absent where the server reads the files themselves. */
  readonly edgeCache?: EdgeCache;
  /** Told when a feed has changed; absent where nobody is to be told. */
  readonly hub?: Hub;
};
