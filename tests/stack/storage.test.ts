/** Buckets and the table: who gets in, and how what lies there is kept. */
import { expect, test } from "vitest";

import { tableShape } from "#adapters/aws/dynamo-table";
import { incomingFolder } from "#core/storage-keys";
import { uploadDaysMax } from "#pipeline/studio/story-uploads";

import { all, inputs, named, statementsOf } from "../support/stack-graph.ts";

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
