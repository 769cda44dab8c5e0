/** What stands at the edge: the gate, the pages behind it, headers and the address. */
import { expect, test } from "vitest";

import { publicHeaders } from "#core/press/public-headers";

import { all, inputs, named } from "../support/stack-graph.ts";

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
  // Sent while they are made: an archive of somebody's recordings is larger than a whole answer may be.
  expect(all("lambda/functionUrl").map((one) => inputs(one).invokeMode)).toEqual([
    "RESPONSE_STREAM",
  ]);
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

test("the site's address is its domain, for functions and for whoever deploys", () => {
  expect(inputs(named("ssm/parameter", "Siteorigin"))).toMatchObject({
    name: "/paroles/production/origin",
    value: { value: "https://paroles.example.org" },
  });
  expect(inputs(named("cloudfront/distribution", "SiteDistribution")).aliases).toEqual([
    "paroles.example.org",
  ]);
});
