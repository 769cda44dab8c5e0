import { readFileSync } from "node:fs";
import { join } from "node:path";
import { partsFolder } from "./parts.ts";
import { createRights, keysPath, type Means, type Right } from "./rights.ts";
import { backupDays, logRetention } from "./settings.ts";

export type Functions = ReturnType<typeof createFunctions>;

/** What only CloudFront and the function behind it know. */
const edgeSecretLength = 48;

/**
 * The handlers of infra/functions, each with exactly the rights that its part of
 * the work needs; tests/stack holds the list. All on ARM, which costs a fifth less.
 */
export function createFunctions(means: Means) {
  const { queues } = means;
  const rights = createRights(means);
  const { records, privateFiles, publicFiles, gate, copies, keys, sound, words, mail } = rights;
  const edgeSecret = new random.RandomPassword("EdgeSecret", {
    length: edgeSecretLength,
    special: false,
  });
  const environment = environmentOf(means);
  const make = functionMaker(environment, edgeSecret.result);
  const press = [...records, ...privateFiles, ...publicFiles, ...gate, ...copies, ...keys];

  const process = make("Sound", "work", {
    memory: "1769 MB",
    timeout: "5 minutes",
    permissions: [
      ...records,
      ...privateFiles,
      ...keys,
      ...sound,
      ...words,
      ...rights.send(queues.press),
      ...rights.settle(queues.process),
    ],
  });
  const jobs = make("Jobs", "work", {
    memory: "1769 MB",
    timeout: "15 minutes",
    permissions: [
      ...press,
      ...sound,
      ...words,
      ...mail,
      ...rights.send(...rights.allQueues),
      ...rights.settle(queues.press),
    ],
  });
  const pages = make("Pages", "pages", {
    memory: "1769 MB",
    timeout: "60 seconds",
    url: true,
    permissions: [...press, ...sound, ...mail, ...rights.send(...rights.allQueues)],
  });
  const uploads = make("Uploaded", "uploads", {
    memory: "256 MB",
    timeout: "60 seconds",
    permissions: [...rights.send(queues.process), ...rights.settle(queues.uploads)],
  });
  const deadLetters = make("DeadLetters", "dead-letters", {
    memory: "256 MB",
    timeout: "60 seconds",
    permissions: [...records, ...rights.settle(queues.dead, ...rights.allQueues)],
  });
  const wordsFound = make("Words", "words", {
    memory: "256 MB",
    timeout: "60 seconds",
    permissions: rights.send(queues.press),
  });
  const sweep = make("Sweep", "sweep", {
    memory: "1024 MB",
    timeout: "5 minutes",
    permissions: [...press, ...rights.send(...rights.allQueues)],
  });
  const pressAll = make("PressAll", "press", {
    memory: "1769 MB",
    timeout: "15 minutes",
    permissions: [...press, ...sound, ...rights.send(...rights.allQueues)],
  });

  const batch = { partialResponses: true, window: "0 seconds" } as const;
  queues.process.subscribe(process.arn, { batch: { ...batch, size: 1 } });
  queues.press.subscribe(jobs.arn, { batch: { ...batch, size: 1 } });
  queues.uploads.subscribe(uploads.arn, { batch: { ...batch, size: 10 } });
  queues.dead.subscribe(deadLetters.arn, { batch: { ...batch, size: 10 } });
  means.buckets.privateBucket.notify({
    notifications: [
      {
        name: "Uploads",
        queue: queues.uploads.arn,
        events: ["s3:ObjectCreated:*"],
        filterPrefix: "uploads/",
      },
    ],
  });
  const handlers = {
    process,
    jobs,
    pages,
    uploads,
    deadLetters,
    words: wordsFound,
    sweep,
    pressAll,
  };
  return { ...handlers, edgeSecret, environment };
}

type Own = {
  readonly memory: `${number} MB`;
  readonly timeout: `${number} minutes` | `${number} seconds`;
  readonly permissions: Right[];
  readonly url?: true;
};

/** What every function is told, and the command line too, as an output of the deployment. */
function environmentOf({ settings, buckets, table, queues, gate, media }: Means) {
  return {
    PAROLES_TABLE: table.name,
    PAROLES_PRIVATE_BUCKET: buckets.privateBucket.name,
    PAROLES_PUBLIC_BUCKET: buckets.publicBucket.name,
    PAROLES_PROCESS_QUEUE: queues.process.url,
    PAROLES_PRESS_QUEUE: queues.press.url,
    PAROLES_ALLOW_LIST: gate.allowList.arn,
    PAROLES_MEDIA_FUNCTION: media.fn.name,
    PAROLES_MAIL_FROM: settings.mailFrom,
    PAROLES_KEYS: keysPath(settings.stage),
    PAROLES_BACKUP_DAYS: String(backupDays),
    PAROLES_COUNTRY: settings.country,
    PAROLES_CONTENT: "content",
    PAROLES_SITE: "site",
    ...(settings.websubHub === undefined ? {} : { PAROLES_WEBSUB_HUB: settings.websubHub }),
  };
}

function functionMaker(
  environment: ReturnType<typeof environmentOf>,
  edgeSecret: $util.Output<string>,
) {
  return (name: string, file: string, { url, ...own }: Own) =>
    new sst.aws.Function(name, {
      ...own,
      handler: `infra/functions/${file}.handler`,
      runtime: "nodejs24.x",
      architecture: "arm64",
      environment: {
        ...environment,
        // Only who is asked from outside must know who may ask.
        ...(url === undefined ? {} : { PAROLES_EDGE_SECRET: edgeSecret }),
      },
      logging: { retention: logRetention, format: "text" },
      // Its pictures are drawn by a library that is no JavaScript; of the version that the laptop has.
      nodejs: {
        install: { sharp: declaredVersion("sharp") },
        sourcemap: false,
        // The same file of each package that Node.js itself would load.
        esbuild: { mainFields: ["main", "module"] },
      },
      copyFiles: [{ from: "content" }, { from: `${partsFolder}/site`, to: "site" }],
      // What a person takes away is larger than the 6 MB of an answer that is sent whole.
      ...(url === undefined ? {} : { url: { cors: false }, streaming: true }),
      transform: {
        role: (args) => {
          // SST's own policy would let every user of the account take the role.
          args.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({
            Service: "lambda.amazonaws.com",
          });
        },
      },
    });
}

function declaredVersion(name: string): string {
  const text = readFileSync(join($cli.paths.root, "package.json"), "utf8");
  const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
  return dependencies[name] ?? "*";
}
