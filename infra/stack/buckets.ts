export type Buckets = ReturnType<typeof createBuckets>;

/** A day more than an unfinished upload is kept for (infra/pipeline/studio/story-uploads.ts; tests/stack holds them together). */
const incomingDays = 15;

/**
 * Two buckets, both closed to everybody: one that only functions know, one that
 * CloudFront reads with an identity of its own. Encrypted by S3, TLS only.
 */
export function createBuckets() {
  const privateBucket = new sst.aws.Bucket("Private", {
    // What was overwritten or deleted by a mistake can be had again; a takedown deletes every version.
    versioning: true,
    // Whose pages may send here is known once CloudFront stands (uploads.ts).
    cors: false,
  });
  // Whatever is in it can be pressed again. Only distributions of this account may read it.
  const account = aws.getCallerIdentityOutput({}).accountId;
  const publicBucket = new sst.aws.Bucket("Public", {
    cors: false,
    policy: [
      {
        principals: [{ type: "service", identifiers: ["cloudfront.amazonaws.com"] }],
        actions: ["s3:GetObject"],
        conditions: [
          {
            test: "StringLike",
            variable: "aws:SourceArn",
            values: [$interpolate`arn:aws:cloudfront::${account}:distribution/*`],
          },
        ],
      },
    ],
  });
  for (const [name, bucket] of [
    ["Private", privateBucket],
    ["Public", publicBucket],
  ] as const) {
    new aws.s3.BucketServerSideEncryptionConfiguration(`${name}Encryption`, {
      bucket: bucket.name,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
  }
  // Former versions do not outlive the promise about backups; nobody here begins multipart uploads.
  new aws.s3.BucketLifecycleConfiguration("PrivateVersions", {
    bucket: privateBucket.name,
    rules: [
      {
        id: "versions",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        expiration: { expiredObjectDeleteMarker: true },
      },
      // Parts of recordings that never became a story: the studio forgets them a day earlier.
      {
        id: "incoming",
        status: "Enabled",
        filter: { prefix: "incoming/" },
        expiration: { days: incomingDays },
      },
      // What a sound machine that was killed left behind.
      {
        id: "media",
        status: "Enabled",
        filter: { prefix: "media/" },
        expiration: { days: 1 },
      },
    ],
  });
  return { privateBucket, publicBucket };
}
