/// <reference path="./.sst/platform/config.d.ts" />

/**
 * Paroles on AWS: `npx sst deploy --stage production`. Stages: anybody's own
 * name (gone with `sst remove`), a preview's, and production, which keeps what it
 * holds. infra/stack/RUNBOOK.md tells the rest.
 */
export default $config({
  app(input) {
    const isProduction = input?.stage === "production";
    return {
      name: "paroles",
      home: "aws",
      removal: isProduction ? "retain" : "remove",
      protect: isProduction,
      providers: {
        aws: {
          region: (process.env["AWS_REGION"] ?? "eu-west-3") as "eu-west-3",
          defaultTags: { tags: { app: "paroles", stage: input?.stage ?? "" } },
        },
        "docker-build": "0.0.14",
        random: "4.16.6",
      },
    };
  },
  async run() {
    const { readSettings } = await import("./infra/stack/settings.ts");
    const { buildParts } = await import("./infra/stack/parts.ts");
    const { createBuckets } = await import("./infra/stack/buckets.ts");
    const { createTable } = await import("./infra/stack/table.ts");
    const { createQueues } = await import("./infra/stack/queues.ts");
    const { createGate } = await import("./infra/stack/gate.ts");
    const { createMedia } = await import("./infra/stack/media.ts");
    const { createFunctions } = await import("./infra/stack/functions.ts");
    const { createSite } = await import("./infra/stack/site.ts");
    const { createUploads } = await import("./infra/stack/uploads.ts");
    const { createEvents } = await import("./infra/stack/events.ts");
    const { createMail } = await import("./infra/stack/mail.ts");
    const { createSchedules } = await import("./infra/stack/schedules.ts");
    const { createAlarms } = await import("./infra/stack/alarms.ts");

    const settings = readSettings(process.env, $app.stage);
    buildParts();
    const buckets = createBuckets();
    const table = createTable(settings);
    const queues = createQueues();
    const gate = createGate();
    const media = createMedia(buckets, settings);
    const functions = createFunctions({ settings, buckets, table, queues, gate, media });
    const site = createSite({ settings, buckets, gate, functions });
    createUploads(buckets, site);
    createMail(settings);
    createEvents(functions);
    createSchedules(functions);
    createAlarms({ settings, queues, functions, media });
    return { origin: site.origin, environment: functions.environment };
  },
});
