import type { readDemonstration, readUsualRecipients } from "#adapters/content/content-folder";
import type { createListenerProgress } from "#adapters/node/listener-progress";
import type { App } from "#pipeline/app";
import type { Backups } from "#ports/backups";
import type { KeyRing } from "#ports/key-ring";
import type { RecordArchive } from "#ports/record-archive";

/** What the command line works on, wherever it is. */
export type Installation = {
  readonly app: App;
  readonly backups: Backups;
  readonly archive: RecordArchive;
  readonly ring: KeyRing;
  readonly progress: ReturnType<typeof createListenerProgress>;
  readonly contentFolder: string;
  readonly demonstration: ReturnType<typeof readDemonstration>;
  /** Where copies of stories usually are; read when asked for. */
  usualRecipients(): ReturnType<typeof readUsualRecipients>;
  /** Where a server runs on the same data now, if one does. */
  servedAt(): Promise<string | undefined>;
  /** As `MovingMeans.quietSince`. */
  quietSince(at: string): Promise<void>;
  close(): Promise<void>;
};
