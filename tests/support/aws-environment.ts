import { interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeEach, vi } from "vitest";

/** What the SDK reads by itself, as it does in a function: no adapter knows of a test. */
export function stubAwsEnvironment(endpoints: () => Readonly<Record<string, string>>): void {
  // Buckets and accounts become part of the host name: <bucket>.localhost is this machine too.
  const restoreDns = interceptLocalhostDns();
  afterAll(restoreDns);
  beforeEach(() => {
    vi.stubEnv("AWS_REGION", "eu-west-3");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
    for (const [service, url] of Object.entries(endpoints())) {
      vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
    }
  });
}
