import { join } from "node:path";
import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import {
  createContentFolder,
  readDemonstration,
  readSiteSettings,
  readUsualRecipients,
} from "#adapters/content/content-folder";
import { createHttpProber } from "#adapters/http/http-prober";
import { createWebSubHub } from "#adapters/http/websub-hub";
import { createWebListener } from "#adapters/http/web-listener";
import { createSqliteLeases } from "#adapters/local/sqlite-leases";
import { createCryptoRandomness } from "#adapters/node/crypto-randomness";
import { createJsonLogger } from "#adapters/node/json-logger";
import { createListenerProgress } from "#adapters/node/listener-progress";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import type { App } from "#pipeline/app";
import { requireNoRestore } from "#pipeline/restore-mark";
import type { Mail } from "#ports/mailer";
import { createStudioApp } from "../web/studio/studio-app.ts";
import { createWebApp } from "../web/web-app.ts";
import type { LocalConfig } from "./config.ts";
import type { Installation } from "./installation.ts";
import { createLocalBackups } from "./local-backups.ts";
import { createLocalConsent } from "./local-consent.ts";
import { createLocalServer } from "./local-server.ts";
import { createLocalStudio } from "./local-studio.ts";
import { openLocalStores } from "./local-stores.ts";
import { shownNotice, withNoticeRecordings } from "./notice-assets.ts";
import { openNotices } from "./notices.ts";
import { createLocalTranscoder, createLocalTranscriber } from "./programs.ts";
import { modelsFolder } from "./speech-models.ts";
import { lastAnnounced, runningServer } from "./server-address.ts";
import { createSiteArtist } from "./site-artist.ts";

const repository = join(import.meta.dirname, "..", "..");

/** Everything on one machine: SQLite, files, one web server. */
export type LocalInstallation = Installation & {
  /** Serves the public files and lets commands know where; port 0 takes any free one. */
  listen(port: number): Promise<{ readonly baseUrl: string }>;
};

/**
 * Puts the embedded installation together: the one place where it is decided who
 * plays which part. After a restore that was cut short it throws
 * `restore-unfinished`, unless it is opened to restore.
 */
export async function createLocalInstallation(
  config: LocalConfig & {
    readonly siteFolder: string;
    readonly toRestore?: boolean;
    /** Told of each message that stays on this machine. */
    readonly onMail?: (mail: Mail) => void;
  },
): Promise<LocalInstallation> {
  const { dataFolder, programs } = config;
  const logger = createJsonLogger((line) => process.stderr.write(line), config.logLevel);
  const stores = openLocalStores(dataFolder);
  if (config.toRestore !== true) await requireNoRestore(stores.ports.records);
  const origin =
    config.origin ?? (await lastAnnounced(dataFolder))?.origin ?? `http://localhost:${config.port}`;
  const contentFolder = join(repository, "content");
  const content = createContentFolder(contentFolder);
  const server = createLocalServer({ stores, dataFolder, origin, logger, shows: content.shows });
  const progress = createListenerProgress();
  const notices = openNotices({ contentFolder });
  const { clock, privateStore: store } = stores.ports;
  const workspace = await openWorkspace(dataFolder);
  const siteName = content.settings.name;
  const studio = await createLocalStudio({ ...config, origin, siteName, clock, store, workspace });
  const app: App = {
    origin,
    logger,
    progress,
    ...stores.ports,
    randomness: createCryptoRandomness(),
    leases: createSqliteLeases({ folder: join(dataFolder, "leases") }),
    workspace,
    transcoder: createLocalTranscoder(programs),
    transcriber: createLocalTranscriber(programs, modelsFolder(config), config.transcribers),
    artist: createSiteArtist(config.siteFolder),
    content,
    renderer: withNoticeRecordings(
      await createBundleRenderer({ folder: config.siteFolder }),
      notices,
    ),
    prober: createHttpProber(server.probedAt),
    consent: await createLocalConsent({
      dataFolder,
      origin,
      policy: config.consentPolicy,
      settings: readSiteSettings(contentFolder),
      notices,
    }),
    studio: studio.means,
    ...(config.hubUrl === undefined ? {} : { hub: createWebSubHub({ url: config.hubUrl }) }),
  };
  const pages = createWebApp({ app, notice: (locale) => shownNotice(notices, locale) });
  server.mount("/voix", createWebListener(pages, logger));
  const { outbox, receivePart } = studio;
  const backups = createLocalBackups(app, stores.forCommands.backups, dataFolder);
  const studioPages = createStudioApp({ app, receivePart, backups, ...(outbox && { outbox }) });
  server.mount("/studio", createWebListener(studioPages, logger));
  return {
    app,
    ...stores.forCommands,
    progress,
    contentFolder,
    demonstration: readDemonstration(contentFolder),
    usualRecipients: () => readUsualRecipients(contentFolder),
    servedAt: async () => (await runningServer(dataFolder))?.baseUrl,
    listen: server.listen,
    async close() {
      await server.close();
      stores.close();
    },
  };
}

/** Scratch space without the recordings that a killed process was working on: nobody would find them to erase them. */
async function openWorkspace(dataFolder: string) {
  const workspace = createTemporaryWorkspace(join(dataFolder, "work"));
  await workspace.clear();
  return workspace;
}
