import { timingSafeEqual } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import { createCloudFrontCache } from "#adapters/aws/cloudfront-cache";
import { createDynamoArchive } from "#adapters/aws/dynamo-archive";
import { createDynamoLeases } from "#adapters/aws/dynamo-leases";
import { createDynamoRecords } from "#adapters/aws/dynamo-records";
import { openDynamoTable } from "#adapters/aws/dynamo-table";
import { createKvsAllowList } from "#adapters/aws/kvs-allow-list";
import { createLambdaTranscoder } from "#adapters/aws/lambda-transcoder";
import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { createS3PartDoor } from "#adapters/aws/s3-part-door";
import { createSesMailer } from "#adapters/aws/ses-mailer";
import { createTranscribeTranscriber } from "#adapters/aws/transcribe-transcriber";
import type { SqsQueue } from "#adapters/aws/sqs-queue";
import { openSsmKeys, type SsmKeys } from "#adapters/aws/ssm-keys";
import { createContentFolder, readSiteSettings } from "#adapters/content/content-folder";
import { createHttpProber } from "#adapters/http/http-prober";
import { createWebSubHub } from "#adapters/http/websub-hub";
import { createTranscriberChain, promptly } from "#adapters/chain/transcriber-chain";
import { createIcalCalendarWriter } from "#adapters/ical/ical-calendar-writer";
import { createKnownTextTranscriber } from "#adapters/known-text/known-text-transcriber";
import { createCryptoRandomness } from "#adapters/node/crypto-randomness";
import { createEd25519Signer } from "#adapters/node/ed25519-signer";
import { createJsonLogger } from "#adapters/node/json-logger";
import { newRandomKey } from "#adapters/node/key-file";
import { createStoredUploads } from "#adapters/node/stored-uploads";
import { createListenerProgress } from "#adapters/node/listener-progress";
import { createSystemClock } from "#adapters/node/system-clock";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { createPauseTranscriber } from "#adapters/pauses/pause-transcriber";
import { createSoundTranscriber } from "#adapters/sounds/sound-transcriber";
import { createSimplePasskeys } from "#adapters/webauthn/simple-passkeys";
import { cacheControlOf, contentTypeOf } from "#core/press/public-headers";
import type { App } from "#pipeline/app";
import type { KeyRing } from "#ports/key-ring";
import type { RecordArchive } from "#ports/record-archive";
import { createMissingPage } from "../web/missing-page.ts";
import { createStudioApp } from "../web/studio/studio-app.ts";
import { createWebApp, type WebApp } from "../web/web-app.ts";
import { createAwsJobs } from "./aws-jobs.ts";
import type { AwsConfig } from "./aws-config.ts";
import { createConsentMeans } from "./consent-means.ts";
import { consentPolicyOf } from "./consent-policy.ts";
import { shownNotice, withNoticeRecordings } from "./notice-assets.ts";
import { openNotices, type OpenNotices } from "./notices.ts";
import { createSiteArtist } from "./site-artist.ts";

/** The same system on Amazon's services, as a function finds it. */
export type AwsInstallation = {
  readonly app: App & { readonly queue: SqsQueue };
  readonly webApp: WebApp;
  /** For carrying everything elsewhere; only a person's own rights are enough for it. */
  readonly archive: RecordArchive;
  readonly ring: KeyRing;
  /** Whether a request came through CloudFront, by what only CloudFront knows. */
  isFromEdge(secret: string): boolean;
};

/** What is different where a person waits for it: functions tell nobody how far they are, and log on standard output. */
type ForPeople = {
  readonly progress?: App["progress"];
  readonly writeLog?: (line: string) => void;
};
const toStandardOutput = (line: string) => void process.stdout.write(line);

/** Puts the installation on AWS together: the one place where it is decided who plays which part. */
export async function createAwsInstallation(
  config: AwsConfig,
  { progress = createListenerProgress(), writeLog = toStandardOutput }: ForPeople = {},
): Promise<AwsInstallation> {
  const keys = openSsmKeys({ path: config.PAROLES_KEYS });
  const [origin, distributionId] = await Promise.all([
    keys.readText("origin"),
    keys.readText("distribution"),
  ]);
  const notices = openNotices({ contentFolder: config.PAROLES_CONTENT });
  const { archive, ...stores } = openAwsStores(config);
  const content = createContentFolder(config.PAROLES_CONTENT);
  const workspace = createTemporaryWorkspace(join(tmpdir(), "paroles"));
  const uploads = createStoredUploads({
    store: stores.privateStore,
    workspace,
    door: await createS3PartDoor({ bucket: config.PAROLES_PRIVATE_BUCKET }),
  });
  const app = {
    origin,
    logger: createJsonLogger(writeLog, config.PAROLES_LOG),
    progress,
    ...stores,
    randomness: createCryptoRandomness(),
    workspace,
    transcoder: createLambdaTranscoder({
      functionName: config.PAROLES_MEDIA_FUNCTION,
      store: stores.privateStore,
    }),
    transcriber: createAwsTranscriber(config, stores.privateStore),
    artist: createSiteArtist(config.PAROLES_SITE),
    content,
    renderer: withNoticeRecordings(
      await createBundleRenderer({ folder: config.PAROLES_SITE }),
      notices,
    ),
    prober: createHttpProber(async () => origin),
    consent: await createAwsConsent({ config, origin, keys, notices }),
    studio: {
      passkeys: createSimplePasskeys({ origin, siteName: content.settings.name }),
      mailer: createSesMailer({ from: config.PAROLES_MAIL_FROM }),
      uploads,
      calendars: createIcalCalendarWriter({ domain: new URL(origin).hostname }),
    },
    edgeCache: createCloudFrontCache({ distributionId }),
    ...(config.PAROLES_WEBSUB_HUB === undefined
      ? {}
      : { hub: createWebSubHub({ url: config.PAROLES_WEBSUB_HUB }) }),
  };
  const participants = createWebApp({ app, notice: (locale) => shownNotice(notices, locale) });
  const studio = createStudioApp({ app });
  const missing = createMissingPage(app);
  const webApp: WebApp = (request, client) => {
    const { pathname } = new URL(request.url);
    if (/^\/studio(\/|$)/.test(pathname)) return studio(request, client);
    return (/^\/voix(\/|$)/.test(pathname) ? participants : missing)(request, client);
  };
  const wanted = Buffer.from(config.PAROLES_EDGE_SECRET ?? "");
  const isFromEdge = (secret: string) => {
    const given = Buffer.from(secret);
    const isLikely = wanted.length > 0 && given.length === wanted.length;
    return isLikely && timingSafeEqual(given, wanted);
  };
  return { app, webApp, isFromEdge, archive, ring: keys.ring };
}

function createAwsTranscriber(config: AwsConfig, store: App["privateStore"]): App["transcriber"] {
  const engines = {
    // A function works on one job at a time: the sums may keep its only thread busy.
    "known-text": () =>
      promptly(createKnownTextTranscriber([createSoundTranscriber(), createPauseTranscriber()])),
    transcribe: () =>
      createTranscribeTranscriber({
        store,
        bucket: config.PAROLES_PRIVATE_BUCKET,
        usdPerMinute: config.PAROLES_TRANSCRIBE_USD_PER_MINUTE,
      }),
  };
  return createTranscriberChain(config.PAROLES_TRANSCRIBERS.map((name) => engines[name]()));
}

function openAwsStores(config: AwsConfig) {
  const clock = createSystemClock();
  const table = openDynamoTable({ tableName: config.PAROLES_TABLE });
  const records = createDynamoRecords({ table });
  return {
    clock,
    records,
    archive: createDynamoArchive({ table }),
    leases: createDynamoLeases({ table }),
    queue: createAwsJobs(config).queue,
    allowList: createKvsAllowList({ arn: config.PAROLES_ALLOW_LIST }),
    privateStore: createS3ObjectStore({ bucket: config.PAROLES_PRIVATE_BUCKET }),
    publicStore: createS3ObjectStore({
      bucket: config.PAROLES_PUBLIC_BUCKET,
      headersOf: (key) => ({
        contentType: contentTypeOf(key),
        cacheControl: cacheControlOf(key),
      }),
    }),
  };
}

async function createAwsConsent(given: {
  readonly config: AwsConfig;
  readonly origin: string;
  readonly keys: SsmKeys;
  readonly notices: OpenNotices;
}) {
  const { config, origin, keys, notices } = given;
  return createConsentMeans({
    origin,
    policy: consentPolicyOf(config),
    settings: readSiteSettings(config.PAROLES_CONTENT),
    notices,
    storage: { countries: [config.PAROLES_COUNTRY], backupDays: config.PAROLES_BACKUP_DAYS },
    pepper: await keys.readOrCreate("pepper", newRandomKey),
    addressKey: await keys.readOrCreate("addresses", newRandomKey),
    signer: createEd25519Signer({ readKey: (make) => keys.readOrCreate("ledger", make) }),
  });
}
