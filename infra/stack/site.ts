import type { Buckets } from "./buckets.ts";
import type { Functions } from "./functions.ts";
import type { Gate } from "./gate.ts";
import { createHeaders } from "./headers.ts";
import { keysPath } from "./rights.ts";
import type { Settings } from "./settings.ts";

export type Site = ReturnType<typeof createSite>;

type Parts = {
  readonly settings: Settings;
  readonly buckets: Buckets;
  readonly gate: Gate;
  readonly functions: Functions;
};

/** Amazon's own policies (CloudFront developer guide, "Use managed cache policies" and "… origin request policies"). */
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewerButHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/** One domain for everything: files from the bucket, pages on demand from their function, and the gate before both. */
export function createSite({ settings, buckets, gate, functions }: Parts) {
  const headers = createHeaders();
  const accessControl = new aws.cloudfront.OriginAccessControl("PublicAccess", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  // Copies are kept as long as the file says; feeds differ by what the client takes.
  const kept = new aws.cloudfront.CachePolicy("Kept", {
    minTtl: 0,
    defaultTtl: 60,
    maxTtl: 31_536_000,
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  });
  const common = {
    viewerProtocolPolicy: "redirect-to-https",
    compress: true,
    functionAssociations: [{ eventType: "viewer-request", functionArn: gate.edge.arn }],
  };
  const filesWith = (policy: aws.cloudfront.ResponseHeadersPolicy) => ({
    ...common,
    targetOriginId: "files-or-missing",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: kept.id,
    responseHeadersPolicyId: policy.id,
  });
  const onDemand = (pathPattern: string) => ({
    ...common,
    pathPattern,
    targetOriginId: "pages",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allViewerButHost,
  });
  const site = new sst.aws.Cdn("Site", {
    ...(settings.domain === undefined ? {} : { domain: settings.domain }),
    origins: [
      {
        originId: "files",
        domainName: buckets.publicBucket.nodes.bucket.bucketRegionalDomainName,
        originAccessControlId: accessControl.id,
      },
      {
        originId: "pages",
        domainName: functions.pages.url.apply((url) => new URL(url).hostname),
        customHeaders: [{ name: "x-paroles-edge", value: functions.edgeSecret.result }],
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originReadTimeout: 60,
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: filesWith(headers.pages),
    orderedCacheBehaviors: [
      ...["/voix", "/voix/*", "/studio", "/studio/*"].map(onDemand),
      { ...filesWith(headers.frames), pathPattern: "/episodes/*/embed/*" },
      ...["vtt", "srt", "json", "txt", "xml"].map((ending) => ({
        ...filesWith(headers.words),
        pathPattern: `/episodes/*.${ending}`,
      })),
    ],
    // S3 says "forbidden" of what is not there, to a reader who may not list: the function then has the page for it.
    originGroups: [
      {
        originId: "files-or-missing",
        failoverCriteria: { statusCodes: [403, 404] },
        members: [{ originId: "files" }, { originId: "pages" }],
      },
    ],
    transform: {
      distribution: (args) => {
        args.httpVersion = "http2and3";
        args.priceClass = "PriceClass_100";
      },
    },
  });
  const path = keysPath(settings.stage);
  const parameter = (name: string, value: $util.Input<string>) =>
    new aws.ssm.Parameter(`Site${name}`, { name: `${path}/${name}`, type: "String", value });
  // `site.url` stays CloudFront's own name, whatever the domain: pages and feeds name this one.
  const { domain } = settings;
  const origin = domain === undefined ? site.url : $interpolate`https://${domain}`;
  parameter("origin", origin);
  parameter("distribution", site.nodes.distribution.id);
  return { origin };
}
