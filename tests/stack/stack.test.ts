/**
 * What a deployment would make, as `npm run synth` found it: SST's own components
 * evaluated under Pulumi's mocks, and kept in infra/stack/graph.json. The list is
 * read here each time; the long tests make it anew.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { tableShape } from "#adapters/aws/dynamo-table";
import { functionSecondsMax } from "#compose/aws-command-line";
import { readAwsConfig } from "#compose/aws-config";
import { publicHeaders } from "#core/press/public-headers";
import { uploadDaysMax } from "#pipeline/studio/story-uploads";
import { incomingFolder } from "#core/storage-keys";
import { jobAttemptsMax } from "#ports/queue";

import { checkStackTypes } from "../../scripts/synth/check-types.ts";
import { evaluateStack } from "../../scripts/synth/evaluate.ts";
import { type Graph, type Resource, settled } from "../../scripts/synth/graph.ts";
import { installPlatform } from "../../scripts/synth/install-platform.ts";
import { stackStamp } from "../../scripts/synth/stack-stamp.ts";

const kept = JSON.parse(
  readFileSync(new URL("../../infra/stack/graph.json", import.meta.url), "utf8"),
) as Graph & { readonly stack: string };
const all = (type: string) => kept.resources.filter((one) => one.type.startsWith(`aws:${type}:`));
const named = (type: string, name: string) => {
  const found = all(type).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
};
/** A part of what AWS is asked for; `any` because each kind of resource has a shape of its own. */
// eslint-disable-next-line typescript/no-explicit-any
const inputs = (resource: Resource) => resource.inputs as any;

test("the kept list was made from the stack as it is: after a change, run npm run synth", async () => {
  expect(kept.stack).toBe(await stackStamp());
});

test.skipIf(process.env["PAROLES_TEST_LONG"] === undefined)(
  "the stack fits SST's types and makes exactly the kept list",
  async () => {
    await installPlatform(() => undefined);
    checkStackTypes();
    const graph = settled(await evaluateStack({ stage: "production" }));
    expect(graph).toEqual({ stage: kept.stage, resources: kept.resources });
  },
  600_000,
);

test("no bucket is public: all four blocks are on, and nobody but CloudFront is let in by a policy", () => {
  expect(all("s3/bucket")).toHaveLength(2);
  const blocks = all("s3/bucketPublicAccessBlock").map((block) => inputs(block));
  expect(blocks).toHaveLength(2);
  for (const { bucket: _bucket, ...flags } of blocks) {
    expect(flags).toEqual({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }
  const allowed = all("s3/bucketPolicy").flatMap((policy) =>
    statementsOf(inputs(policy).policy).filter(({ effect }) => effect !== "Deny"),
  );
  expect(allowed).toEqual([
    expect.objectContaining({
      actions: ["s3:GetObject"],
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      conditions: [
        {
          test: "StringLike",
          variable: "aws:SourceArn",
          values: ["arn:aws:cloudfront::000000000000:distribution/*"],
        },
      ],
    }),
  ]);
  expect(all("s3/bucketAcl")).toEqual([]);
});

test("both buckets refuse what is not encrypted on its way", () => {
  for (const policy of all("s3/bucketPolicy")) {
    expect(statementsOf(inputs(policy).policy)).toContainEqual(
      expect.objectContaining({
        effect: "Deny",
        actions: ["s3:*"],
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      }),
    );
  }
});

test("nothing is stored in the clear: buckets, table, queues, topic, images", () => {
  expect(all("s3/bucketServerSideEncryptionConfiguration")).toHaveLength(2);
  expect(inputs(named("dynamodb/table", "RecordsTable")).serverSideEncryption).toEqual({
    enabled: true,
  });
  for (const queue of all("sqs/queue")) expect(inputs(queue).sqsManagedSseEnabled).toBe(true);
  for (const topic of all("sns/topic")) expect(inputs(topic).kmsMasterKeyId).toMatch(/AlarmKey$/);
  for (const repository of all("ecr/repository"))
    expect(inputs(repository).encryptionConfigurations).toEqual([{ encryptionType: "AES256" }]);
});

test("the table has the attributes that the adapter asks for, and can be put back to a former moment", () => {
  const table = inputs(named("dynamodb/table", "RecordsTable"));
  expect(table).toMatchObject({
    billingMode: "PAY_PER_REQUEST",
    hashKey: tableShape.partition,
    rangeKey: tableShape.sort,
    deletionProtectionEnabled: true,
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 7 },
  });
  expect(table.globalSecondaryIndexes).toEqual([
    expect.objectContaining({
      name: tableShape.index,
      hashKey: tableShape.list,
      rangeKey: tableShape.place,
      projectionType: "ALL",
    }),
  ]);
});

test("the gate stands before every path that CloudFront answers, and reads the allow-list", () => {
  const edge = inputs(named("cloudfront/function", "Edge"));
  expect(edge.runtime).toBe("cloudfront-js-2.0");
  expect(edge.keyValueStoreAssociations).toEqual([expect.stringContaining("AllowList")]);
  const [site, ...others] = all("cloudfront/distribution").map((one) => inputs(one));
  expect(others).toEqual([]);
  const behaviours = [site.defaultCacheBehavior, ...site.orderedCacheBehaviors];
  expect(behaviours.length).toBeGreaterThan(5);
  for (const behaviour of behaviours) {
    expect(behaviour.functionAssociations, behaviour.pathPattern).toEqual([
      { eventType: "viewer-request", functionArn: expect.stringContaining(":Edge") },
    ]);
    expect(behaviour.viewerProtocolPolicy).toBe("redirect-to-https");
  }
  const files = site.origins.find((origin: { originId: string }) => origin.originId === "files");
  expect(files.originAccessControlId).toBeTruthy();
});

test("pages on demand are kept by nobody, and only CloudFront knows what opens them", () => {
  const site = inputs(named("cloudfront/distribution", "SiteDistribution"));
  const onDemand = site.orderedCacheBehaviors.filter(
    ({ targetOriginId }: { targetOriginId: string }) => targetOriginId === "pages",
  );
  expect(onDemand.map(({ pathPattern }: { pathPattern: string }) => pathPattern)).toEqual([
    "/voix",
    "/voix/*",
    "/studio",
    "/studio/*",
  ]);
  for (const { cachePolicyId } of onDemand) {
    // Amazon's own "CachingDisabled".
    expect(cachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
  }
  const secret = (name: string) =>
    inputs(named("lambda/function", name)).environment.variables.PAROLES_EDGE_SECRET;
  expect(secret("PagesFunction")).toHaveLength(48);
  for (const { name } of all("lambda/function").filter((fn) => fn.name !== "PagesFunction"))
    expect(secret(name), name).toBeUndefined();
  expect(all("lambda/functionUrl")).toHaveLength(1);
});

test("CloudFront sends the headers that the laptop's server sends", () => {
  const policy = (name: string) => {
    const given = inputs(named("cloudfront/responseHeadersPolicy", name));
    const security = given.securityHeadersConfig;
    const custom = given.customHeadersConfig.items as { header: string; value: string }[];
    return {
      "Content-Security-Policy": security.contentSecurityPolicy.contentSecurityPolicy,
      "Referrer-Policy": security.referrerPolicy.referrerPolicy,
      ...Object.fromEntries(custom.map(({ header, value }) => [header, value])),
    };
  };
  for (const [name, key] of [
    ["PageHeaders", "index.html"],
    ["WordHeaders", "episodes/e/p.vtt"],
    ["FrameHeaders", "episodes/e/embed/index.html"],
  ] as const) {
    const sent = publicHeaders(key);
    const given: Readonly<Record<string, string>> = policy(name);
    for (const header of [
      "Content-Security-Policy",
      "Referrer-Policy",
      "Permissions-Policy",
      "Cross-Origin-Opener-Policy",
      "X-Robots-Tag",
    ]) {
      expect(given[header], `${name} ${header}`).toBe(sent[header]);
    }
  }
});

const records = "table: get query update delete check";
const files = (bucket: string) =>
  `${bucket}: s3 GetObject PutObject DeleteObject DeleteObjectVersion ListBucket ListBucketVersions`;
const gate = "AllowList: kvs describe get list put delete";
const press = [records, files("PrivateBucket"), files("PublicBucket"), gate, "invalidate", "keys"];
const send = "send: ProcessQueue PressQueue";
const mail = "mail only ses:FromAddress StringEquals paroles@example.org";
const rights: Readonly<Record<string, readonly string[]>> = {
  SoundRole: [
    records,
    files("PrivateBucket"),
    "keys",
    "invoke: Media",
    "words",
    "send: PressQueue",
    "settle: ProcessQueue",
  ],
  JobsRole: [...press, "invoke: Media", "words", mail, send, "settle: PressQueue"],
  PagesRole: [...press, "invoke: Media", mail, send],
  UploadedRole: ["send: ProcessQueue", "settle: UploadsQueue"],
  WordsRole: ["send: PressQueue"],
  DeadLettersRole: [records, "settle: DeadQueue ProcessQueue PressQueue"],
  SweepRole: [...press, send],
  PressAllRole: [...press, "invoke: Media", send],
};

test("every function may do exactly what its part of the work needs", () => {
  const found = Object.fromEntries(
    all("iam/role")
      .filter(({ name }) => name !== "MediaRole")
      .map((role) => [role.name, rightsOf(inputs(role).inlinePolicies?.[0]?.policy ?? "{}")]),
  );
  const wanted = Object.fromEntries(
    Object.entries(rights).map(([name, list]) => [name, [...list].sort()]),
  );
  expect(found).toEqual(wanted);
});

test("only Lambda may take a role, and none has more than its logs beside its own rights", () => {
  for (const role of all("iam/role")) {
    const { assumeRolePolicy, managedPolicyArns } = inputs(role);
    const trust =
      typeof assumeRolePolicy === "string" ? JSON.parse(assumeRolePolicy) : assumeRolePolicy;
    expect(JSON.stringify(trust), role.name).not.toContain("root");
    expect(trust.Statement, role.name).toEqual([
      expect.objectContaining({ Principal: { Service: "lambda.amazonaws.com" } }),
    ]);
    expect(managedPolicyArns, role.name).toEqual([
      role.name === "MediaRole"
        ? "arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"
        : "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    ]);
  }
});

test("the sound machine reads and writes one folder, and reaches nothing but S3", () => {
  const statements = statementsOf(inputs(named("iam/rolePolicy", "MediaPolicy")).policy);
  expect(statements.map(({ actions, resources }) => [actions, resources])).toEqual([
    [["s3:GetObject"], [expect.stringMatching(/PrivateBucket\/media\/\*$/)]],
    [["s3:PutObject"], [expect.stringMatching(/PrivateBucket\/media\/\*\/out\/\*$/)]],
    [["s3:ListBucket"], [expect.stringMatching(/PrivateBucket$/)]],
    [["logs:CreateLogStream", "logs:PutLogEvents"], [expect.stringContaining("MediaLogs")]],
  ]);
  const group = inputs(named("ec2/securityGroup", "MediaGroup"));
  expect(group.ingress).toEqual([]);
  expect(group.egress).toEqual([
    { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["pl-0"] },
  ]);
  expect(inputs(named("ec2/routeTable", "MediaRoutes")).routes).toEqual([]);
  for (const type of ["ec2/natGateway", "ec2/internetGateway"]) expect(all(type)).toEqual([]);
  expect(inputs(named("lambda/function", "Media")).vpcConfig.subnetIds).toHaveLength(1);
});

test("what no worker finishes is set aside, after our own count of attempts has ended", () => {
  for (const name of ["ProcessQueue", "PressQueue", "UploadsQueue"]) {
    const { redrivePolicy } = inputs(named("sqs/queue", name));
    expect(JSON.parse(redrivePolicy)).toEqual({
      deadLetterTargetArn: expect.stringContaining("DeadQueue"),
      maxReceiveCount: 8,
    });
    expect(jobAttemptsMax).toBeLessThan(8);
  }
  for (const mapping of all("lambda/eventSourceMapping"))
    expect(inputs(mapping).functionResponseTypes).toEqual(["ReportBatchItemFailures"]);
  expect(all("lambda/eventSourceMapping")).toHaveLength(4);
});

test("alarms reach a person: takedowns, dead jobs, broken pages and functions, a sweep that stands still", () => {
  const alarms = new Map(all("cloudwatch/metricAlarm").map((one) => [one.name, inputs(one)]));
  expect([...alarms.keys()]).toEqual(
    expect.arrayContaining([
      "TakedownUnverified",
      "JobDied",
      "PageFailed",
      "DeadAge",
      "PressAge",
      "SweepStopped",
      "ErrorsInsweep",
      "ErrorsInpages",
      "ErrorsInwords",
    ]),
  );
  for (const [name, alarm] of alarms)
    expect(alarm.alarmActions, name).toEqual([expect.stringContaining(":Alarms")]);
  expect(alarms.get("TakedownUnverified")).toMatchObject({
    threshold: 0,
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    metricName: "TakedownUnverified",
  });
  const filters = all("cloudwatch/logMetricFilter").map((one) => inputs(one).pattern);
  expect(filters).toContain(
    '{ ($.event = "job-failed" && $.died IS TRUE) || ($.event = "dead-letter") }',
  );
  // Whichever function finds it out: every one that has a log is listened to, but the sound machine.
  const listened = filters.filter((pattern) => pattern === '{ $.event = "takedown-unverified" }');
  expect(listened).toHaveLength(all("lambda/function").length - 1);
  expect(all("sns/topicSubscription").map((one) => inputs(one).protocol)).toEqual(["email"]);
  expect(all("budgets/budget")).toHaveLength(1);
});

test("alarms may use the key that the topic is encrypted with, which Amazon's own would refuse them", () => {
  const [key] = all("kms/key").map((one) => statementsOf(inputs(one).policy));
  const [ours, alarms, ...others] = key ?? [];
  expect(ours?.principals).toEqual([
    { type: "AWS", identifiers: ["arn:aws:iam::000000000000:root"] },
  ]);
  expect(alarms).toMatchObject({
    principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  });
  expect(others).toEqual([]);
});

/** What calls a function by the clock or by an event: when, which one, and with what. */
const calls = () =>
  all("cloudwatch/eventTarget").map((target) => {
    const { rule: name, arn, input } = inputs(target);
    const rule = all("cloudwatch/eventRule").find((one) => inputs(one).name === name);
    const { scheduleExpression, eventPattern, state } = inputs(rule ?? target);
    expect(state).toBe("ENABLED");
    const permitted = all("lambda/permission").some(
      (one) =>
        inputs(one).principal === "events.amazonaws.com" &&
        inputs(one).sourceArn.endsWith(`:${rule?.name}`) &&
        inputs(one).function === arn,
    );
    expect(permitted, name).toBe(true);
    const when = scheduleExpression ?? JSON.parse(eventPattern);
    return { when, calls: String(arn).split(":").at(-1), with: input };
  });

test("the sweep runs each minute, thoroughly each hour, and has the log signed each day", () => {
  const timed = calls().filter(({ when }) => typeof when === "string");
  expect(timed).toHaveLength(4);
  expect(timed).toEqual(
    expect.arrayContaining([
      { when: "rate(1 minute)", calls: "SweepFunction", with: "{}" },
      { when: "rate(1 hour)", calls: "SweepFunction", with: '{"thorough":true}' },
      { when: "rate(1 day)", calls: "SweepFunction", with: '{"checkpoint":true}' },
      { when: "rate(5 minutes)", calls: "PressAllFunction", with: "{}" },
    ]),
  );
});

test("when Transcribe has come to the end of a job or of a vocabulary, words are collected", () => {
  const told = calls().filter(({ when }) => typeof when !== "string");
  const of = (type: string, detail: object) => ({
    when: { source: ["aws.transcribe"], "detail-type": [type], detail },
    calls: "WordsFunction",
    with: undefined,
  });
  expect(told).toHaveLength(2);
  expect(told).toEqual(
    expect.arrayContaining([
      of("Transcribe Job State Change", { TranscriptionJobStatus: ["COMPLETED", "FAILED"] }),
      of("Vocabulary State Change", { VocabularyState: ["READY", "FAILED"] }),
    ]),
  );
});

test("recordings are sent to the private bucket by pages of the site's own domain only, and halves of them do not stay", () => {
  const [cors, ...others] = all("s3/bucketCorsConfiguration").map((one) => inputs(one));
  expect(others).toEqual([]);
  expect(cors).toEqual({
    bucket: inputs(named("s3/bucket", "PrivateBucket")).bucket,
    corsRules: [
      {
        allowedMethods: ["PUT"],
        allowedOrigins: ["https://paroles.example.org"],
        allowedHeaders: ["content-type"],
        maxAgeSeconds: 3_600,
      },
    ],
  });
  const { rules } = inputs(named("s3/bucketLifecycleConfiguration", "PrivateVersions"));
  const rule = (id: string) => rules.find((one: { id: string }) => one.id === id);
  expect(rule("incoming")).toMatchObject({
    status: "Enabled",
    filter: { prefix: incomingFolder("").replace("//", "/") },
    expiration: { days: uploadDaysMax + 1 },
  });
  expect(rule("versions").abortIncompleteMultipartUpload).toEqual({ daysAfterInitiation: 1 });
  const { queues } = inputs(named("s3/bucketNotification", "PrivateNotificationsNotification"));
  expect(queues).toEqual([
    expect.objectContaining({ events: ["s3:ObjectCreated:*"], filterPrefix: "uploads/" }),
  ]);
});

test("the site's address is its domain, for functions and for whoever deploys", () => {
  expect(inputs(named("ssm/parameter", "Siteorigin"))).toMatchObject({
    name: "/paroles/production/origin",
    value: { value: "https://paroles.example.org" },
  });
  expect(inputs(named("cloudfront/distribution", "SiteDistribution")).aliases).toEqual([
    "paroles.example.org",
  ]);
});

test("SES verifies the domain that mail comes from, where that is asked for", () => {
  const identities = all("sesv2/emailIdentity").map((one) => inputs(one).emailIdentity);
  expect(identities).toEqual(["example.org"]);
});

test("logs are kept for a month, of every function", () => {
  const groups = all("cloudwatch/logGroup");
  expect(groups).toHaveLength(all("lambda/function").length);
  for (const group of groups) expect(inputs(group).retentionInDays, group.name).toBe(30);
});

test("every function finds in its environment what the composition asks for", () => {
  for (const fn of all("lambda/function").filter(({ name }) => name !== "Media")) {
    const { variables } = inputs(fn).environment;
    expect(readAwsConfig(variables)).toMatchObject({ PAROLES_BACKUP_DAYS: 7 });
    expect(inputs(fn)).toMatchObject({ runtime: "nodejs24.x", architectures: ["arm64"] });
  }
});

type Statement = {
  readonly effect?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals?: unknown;
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
};

function statementsOf(policy: string): readonly Statement[] {
  return (JSON.parse(policy) as { statements?: readonly Statement[] }).statements ?? [];
}

/** The statements of a policy in the words of the table above; one that is not in it stays as it is, and so fails. */
function rightsOf(policy: string): readonly string[] {
  const lines = statementsOf(policy).map(({ actions, resources, conditions }) => {
    const what = actions.map((action) => action.split(":")[1]).join(" ");
    const where = resources.map((arn) => arn.split(":").slice(5).join(":")).join(" ");
    return spoken(`${what} @ ${where}`, conditionsOf(conditions));
  });
  return lines.flat().sort();
}

/** ` only …` for each condition, to be read after the right. */
const conditionsOf = (conditions: Statement["conditions"] = []) =>
  conditions
    .map(({ test: how, variable, values }) => ` only ${variable} ${how} ${values.join(" ")}`)
    .join("");

function spoken(line: string, own: string): readonly string[] {
  const [what = "", where = ""] = line.split(" @ ");
  if (what === "ListBucket ListBucketVersions") return [];
  if (what === "GetItem Query UpdateItem DeleteItem ConditionCheckItem")
    return where === "RecordsTable RecordsTable/index/listings" ? [records] : [line];
  if (what === "GetObject PutObject DeleteObject DeleteObjectVersion")
    return [files(where.replace("/*", ""))];
  if (what === "DescribeKeyValueStore GetKey ListKeys PutKey DeleteKey")
    return where === "AllowList" ? [gate] : [line];
  if (what === "CreateInvalidation") return where === "distribution/*" ? ["invalidate"] : [line];
  if (what === "GetParameter PutParameter")
    return where === "parameter/paroles/production/*" ? ["keys"] : [line];
  if (what === "SendEmail")
    return where === "identity/* configuration-set/*" ? [`mail${own}`] : [line];
  if (/^StartTranscriptionJob .*Vocabulary$/.test(what)) return ["words"];
  if (what === "InvokeFunction") return [`invoke: ${where}`];
  if (what === "SendMessage") return [`send: ${where}`];
  if (what === "ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes")
    return [`settle: ${where}`];
  return [line];
}

test("the sound machine's container is pinned to a digest, a series of ffmpeg and a runtime client, and built anew each time", () => {
  const file = readFileSync(
    new URL("../../infra/functions/media.Dockerfile", import.meta.url),
    "utf8",
  );
  const [base] = file.match(/^ARG BASE=.*$/m) ?? [];
  expect(base).toMatch(/^ARG BASE=node:24-bookworm-slim@sha256:[0-9a-f]{64}$/);
  for (const from of file.match(/^FROM .*$/gm) ?? [])
    expect(from).toMatch(/^FROM \$BASE( AS \w+)?$/);
  expect(file).toMatch(/"ffmpeg=7:5\.1\.\*"/);
  expect(file).toMatch(/aws-lambda-ric@\d+\.\d+\.\d+ /);
  const stack = readFileSync(new URL("../../infra/stack/media.ts", import.meta.url), "utf8");
  expect(stack).toContain("noCache: true,");
});

test("a move waits as long as the longest of the functions may run", () => {
  const seconds = all("lambda/function").map((fn) => inputs(fn).timeout);
  expect(Math.max(...seconds)).toBe(functionSecondsMax);
});
