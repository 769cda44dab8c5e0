import { randomUUID } from "node:crypto";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import type { EdgeCache } from "#ports/edge-cache";
import { translating } from "./aws-errors.ts";

/**
 * CloudFront's copies. One wildcard is one path, whatever it covers, of the
 * thousand that are free each month, and cannot forget a page that somebody
 * forgot to list.
 */
export function createCloudFrontCache(config: { readonly distributionId: string }): EdgeCache {
  const client = new CloudFrontClient({});
  return {
    name: "cloudfront-cache",
    forget: () =>
      translating("cloudfront", async () => {
        await client.send(
          new CreateInvalidationCommand({
            DistributionId: config.distributionId,
            InvalidationBatch: {
              CallerReference: randomUUID(),
              Paths: { Quantity: 1, Items: ["/*"] },
            },
          }),
        );
      }),
  };
}
