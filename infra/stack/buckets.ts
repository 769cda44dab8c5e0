export type Buckets = ReturnType<typeof createBuckets>;

/**
 * Two buckets, both closed to everybody: one that only functions know, one that
 * CloudFront reads with an identity of its own. Encrypted by S3, TLS only.
 */
export function createBuckets() {
  const privateBucket = new sst.aws.Bucket("Private", {
    // What was overwritten or deleted by a mistake can be had again; a takedown deletes every version.
    versioning: true,
    cors: {
      allowHeaders: ["content-type"],
      allowMethods: ["POST"],
      allowOrigins: ["*"],
      maxAge: "1 hour",
    },
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
  // Former versions and halves of uploads do not outlive the promise about backups.
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
