import type { Buckets } from "./buckets.ts";
import type { Site } from "./site.ts";

/** Pages of this site, and no others, may send parts of recordings to the private bucket, at addresses that it has signed. */
export function createUploads({ privateBucket }: Buckets, site: Site): void {
  new aws.s3.BucketCorsConfiguration("PrivateCors", {
    bucket: privateBucket.name,
    corsRules: [
      {
        allowedMethods: ["PUT"],
        allowedOrigins: [site.origin],
        allowedHeaders: ["content-type"],
        maxAgeSeconds: 3_600,
      },
    ],
  });
}
