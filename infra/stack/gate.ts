import { readFileSync } from "node:fs";
import { join } from "node:path";
import { partsFolder } from "./parts.ts";

export type Gate = ReturnType<typeof createGate>;

/** The allow-list and the function that reads it before CloudFront looks at any copy. An empty list is a closed site. */
export function createGate() {
  const allowList = new aws.cloudfront.KeyValueStore("AllowList", {
    comment: "Stories that are public now; what is not here is gone",
  });
  const edge = new aws.cloudfront.Function("Edge", {
    runtime: "cloudfront-js-2.0",
    comment: "The gate in front of everything public",
    code: readFileSync(join($cli.paths.root, partsFolder, "edge.js"), "utf8"),
    keyValueStoreAssociations: [allowList.arn],
    publish: true,
  });
  return { allowList, edge };
}
