// The walls between the parts, one rule a sentence. tests/walls proves with a
// deliberately bad file that each of them fires: add one there with every rule.

/** Matches an npm package whether it is found on the disk or not. */
const npm = (/** @type {string} */ name) => `(^|/)node_modules/${name}/|^${name}(/|$)`;

/**
 * Where each outside technology is known. Replacing one is then a matter of one
 * folder, and what it can do wrong happens in one place.
 */
const homes = [
  { vendor: "fluent-ffmpeg", home: "^infra/adapters/ffmpeg/" },
  { vendor: "node:sqlite", home: "^infra/adapters/local/sqlite-database[.]" },
  { vendor: "sharp", home: "^infra/adapters/sharp/" },
  { vendor: "opentype.js", home: "^infra/adapters/opentype/" },
  { vendor: "@orama/stemmers", home: "^infra/core/search/" },
  { vendor: "@napi-rs/whisper", home: "^infra/adapters/whisper/" },
  { vendor: "podcast", home: "^infra/core/feed" },
  { vendor: "send", home: "^infra/adapters/http/" },
  { vendor: "fresh", home: "^infra/adapters/http/" },
  { vendor: "negotiator", home: "^infra/adapters/http/" },
  { vendor: "hono", home: "^infra/(adapters/http|web)/" },
  { vendor: "@hono/node-server", home: "^infra/adapters/http/" },
  { vendor: "yaml", home: "^(infra/adapters/content|site/press)/" },
  { vendor: "client-zip", home: "^infra/adapters/zip/" },
  { vendor: "saxes", home: "^infra/adapters/xml/" },
  { vendor: "commander", home: "^scripts/" },
  { vendor: "@aws-sdk/[^/]+", home: "^infra/adapters/aws/" },
  { vendor: "nodemailer", home: "^infra/adapters/smtp/" },
  { vendor: "@simplewebauthn/server", home: "^infra/adapters/webauthn/" },
  { vendor: "ical-generator", home: "^infra/adapters/ical/" },
  { vendor: "markdown-it", home: "^site/src/projects/presentation[.]" },
  { vendor: "@ffmpeg-installer/ffmpeg", home: "^infra/adapters/ffmpeg/" },
  { vendor: "@ffprobe-installer/ffprobe", home: "^infra/adapters/ffmpeg/" },
  { vendor: "@noble/hashes", home: "^(infra/core|site/src/scripts/studio)/" },
  { vendor: "uuid", home: "^infra/core/feed/" },
  { vendor: "qr", home: "^infra/adapters/qr/" },
  { vendor: "@simplewebauthn/browser", home: "^site/src/scripts/studio/" },
  { vendor: "subset-font", home: "^site/press/" },
  { vendor: "esbuild", home: "^scripts/" },
  { vendor: "astro", home: "^(site/|scripts/build-site[.])" },
  { vendor: "@astrojs/[^/]+", home: "^site/astro[.]config[.]" },
];

/** For these even the folder is too wide: one file, whose imports everybody else does without. */
const oneFileVendors = [
  "fluent-ffmpeg",
  "sharp",
  "@napi-rs/whisper",
  "podcast",
  "send",
  "yaml",
  "nodemailer",
  "opentype.js",
  "@orama/stemmers",
  "@simplewebauthn/server",
  "ical-generator",
  "markdown-it",
  "uuid",
  "qr",
  "client-zip",
  // Not a pattern over all of them: one file for each.
  "@aws-sdk/client-s3",
  "@aws-sdk/client-dynamodb",
  "@aws-sdk/client-sqs",
  "@aws-sdk/client-cloudfront-keyvaluestore",
  "@aws-sdk/client-cloudfront",
  "@aws-sdk/client-sesv2",
  "@aws-sdk/client-ssm",
  "@aws-sdk/client-lambda",
  "@aws-sdk/client-transcribe",
  "@aws-sdk/s3-request-presigner",
  "@aws-sdk/signature-v4a",
];

/**
 * The folders of the pipeline from the ground up: each uses those before it, and
 * none behind. What stands beside the folders (the application, queries, the list
 * of jobs) belongs to no floor.
 */
const floors = [
  "episode",
  "takedown",
  "ledger",
  "press",
  "publication",
  "consent",
  "erasure",
  "import",
  "words",
  "participant",
  "studio",
  "sweep",
  "restore",
  "move",
  "rehearsal",
];

/** Named in a configuration or on a command line, and so not seen to be imported. */
const loadedByName = [
  "^scripts/bootstrap/end-with-parent[.]mjs$",
  "^tests/support/console-errors[.]ts$",
  "^tests/walls/oxlint-plugin[.]mjs$",
];

/** @type {import("dependency-cruiser").IConfiguration["forbidden"]} */
const walls = [
  {
    name: "core-is-pure",
    comment:
      "The rules must be the same in a test, on a laptop, in a Lambda and at the edge: they import " +
      "only each other and the five packages that compute and do nothing else. Whatever reads, " +
      "writes or asks the time goes through a port.",
    from: { path: "^infra/core/" },
    to: {
      pathNot: [
        "^infra/core/",
        ...["zod", "podcast", "@noble/hashes", "@orama/stemmers", "uuid"].map(npm),
      ],
    },
  },
  {
    name: "ports-know-no-adapter",
    comment:
      "A port says what the rules need in the rules' own words. If it mentions a technology, every " +
      "other adapter has to imitate that technology.",
    from: { path: "^infra/ports/" },
    to: { pathNot: "^infra/(core|ports)/" },
  },
  {
    name: "pipeline-knows-no-vendor",
    comment:
      "Use cases and steps are written on core and ports, so that the laptop runs the very " +
      "pipeline that the cloud runs. (zod is how they check what comes in.)",
    from: { path: "^infra/pipeline/" },
    to: { pathNot: ["^infra/(core|ports|pipeline)/", npm("zod")] },
  },
  ...floors.map((floor, index) => ({
    name: "pipeline-stands-on-floors",
    comment:
      "What happens to a story rests on what a story is, never the other way round: move what both " +
      "need down a floor (`floors` in .dependency-cruiser.mjs).",
    from: { path: `^infra/pipeline/${floor}/` },
    to: {
      path: "^infra/pipeline/[^/]+/",
      pathNot: `^infra/pipeline/(${floors.slice(0, index + 1).join("|")})/`,
    },
  })),
  {
    name: "web-knows-no-adapter",
    comment:
      "On-demand pages are use cases seen through a browser, on the laptop and in the cloud alike: " +
      "they know the pipeline and hono, and what runs them is chosen by compose.",
    from: { path: "^infra/web/" },
    to: {
      pathNot: ["^infra/(web|pipeline|ports|core)/", npm("hono"), npm("zod")],
      dependencyTypesNot: ["core"],
    },
  },
  {
    name: "adapters-stay-apart",
    comment:
      "An adapter knows its port, the core and the gate that it runs. If two adapters share " +
      "something, it belongs in core, or the one gets the other handed in by compose.",
    from: { path: "^infra/adapters/([^/]+)/" },
    to: {
      path: "^(infra|site|scripts|content)/",
      pathNot: ["^infra/(core|ports|edge)/", "^infra/adapters/$1/"],
    },
  },
  {
    name: "only-compose-chooses",
    comment:
      "Which adapter stands behind a port is decided in infra/compose and nowhere else: ask it for " +
      "the application.",
    from: { path: "^(infra/functions|scripts)/" },
    to: { path: "^infra/adapters/" },
  },
  {
    name: "functions-are-thin",
    comment:
      "A Lambda handler parses its event, calls one use case and returns. A rule or a vendor in it " +
      "would be missing on the laptop. (Answers are handed over as Node's own streams.)",
    from: { path: "^infra/functions/" },
    to: {
      pathNot: [
        "^infra/(functions|compose|pipeline|core|adapters)/",
        "^stream(/promises)?$",
        npm("zod"),
      ],
    },
  },
  {
    name: "stack-is-declarative",
    comment:
      "Cloud resources name their handlers by path. An import of the application would run it " +
      "while deploying.",
    from: { path: "^(infra/stack/|sst[.]config[.]ts$)" },
    // Node's own modules read what was built before.
    to: { pathNot: "^infra/stack/", dependencyTypesNot: ["core"] },
  },
  {
    name: "edge-imports-nothing-but-itself",
    comment:
      "The gate runs as a CloudFront Function: one small file, where no package and no Node.js is. " +
      "The local server runs the same file, so it must stay that small.",
    from: { path: "^infra/edge/" },
    // The runtime's own module, for reading the list.
    to: { pathNot: ["^infra/edge/", "^cloudfront$"] },
  },
  {
    name: "site-sees-core-only",
    comment:
      "Pages show what Astro.locals hands them. They know the rules' types and texts and can reach " +
      "no store. (Files that end in .astro are watched by the same wall in .oxlintrc.json.)",
    from: { path: "^site/" },
    to: { path: "^(infra|scripts|content)/", pathNot: "^infra/core/" },
  },
  {
    name: "content-is-data",
    comment: "content/ is edited by people who do not code: words and data, no imports.",
    from: { path: "^content/" },
    to: {},
  },
  {
    name: "compose-puts-together",
    comment:
      "Compose chooses among parts. What starts it (a handler, a script), what describes the cloud " +
      "and what is rendered are not its parts.",
    from: { path: "^infra/compose/" },
    to: { path: "^(infra/(functions|stack)|site|content)/" },
  },
  {
    name: "scripts-are-entry-points",
    comment: "Scripts start things; nothing is built on them.",
    from: { pathNot: "^(scripts|tests)/" },
    to: { path: "^scripts/" },
  },
  {
    name: "scripts-use-the-application",
    comment: "A script works through compose and the use cases, not through a handler or a page.",
    from: { path: "^scripts/" },
    to: { path: "^(infra/(edge|functions|stack|web)|site)/" },
  },
  {
    name: "bootstrap-needs-nothing",
    comment: "These files run on Node.js 20 before any package is installed.",
    from: { path: "^scripts/(bootstrap/|checks/|[^/]+[.]mjs$)" },
    to: { dependencyTypesNot: ["core"], pathNot: "^scripts/(bootstrap|checks)/[^/]+[.]mjs$" },
  },
  {
    name: "nothing-imports-tests",
    comment: "What the application needs is not a test's.",
    from: { pathNot: "^tests/" },
    to: { path: "^tests/" },
  },
  {
    name: "no-barrels",
    comment: "Import the file that has it: a file that only passes on hides who uses what.",
    from: {},
    to: { path: "/index[.][cm]?[jt]s$", pathNot: "(^|/)node_modules/" },
  },
  {
    name: "no-circular",
    comment: "Two files that need each other are one file, or hide a third.",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-orphans",
    comment:
      "Nobody imports this file and it imports nothing: delete it, or use it. (The site's files are " +
      "imported from .astro files, which this tool cannot read.)",
    from: {
      orphan: true,
      path: "^(infra|scripts|tests)/",
      pathNot: ["[.]d[.]ts$", ...loadedByName],
    },
    to: {},
  },
  {
    name: "no-unresolved",
    comment:
      "This import leads nowhere. Modules named astro: exist while the site is built, cloudfront at its edge.",
    from: {},
    to: { couldNotResolve: true, pathNot: "^(astro:|cloudfront$)" },
  },
  {
    name: "only-declared-packages",
    comment:
      "A package that came along with another one can leave with it: npm install it by name.",
    from: {},
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  {
    name: "no-test-package-in-production",
    comment: "devDependencies are absent where only the application is installed.",
    from: { path: "^(infra|site|scripts)/" },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  ...homes.map(({ vendor, home }) => ({
    name: `${vendor.replace("/[^/]+", "")}-lives-at-home`,
    comment: `One home per vendor: only files in ${home} import ${vendor}.`,
    from: { path: "^(infra|scripts|site)/", pathNot: home },
    to: { path: npm(vendor) },
  })),
  {
    name: "one-file-per-vendor",
    comment:
      "These are known in one file each; others ask that file. Replacing the package is then one " +
      "file's work.",
    from: { path: "^infra/" },
    module: { path: oneFileVendors.map(npm), numberOfDependentsMoreThan: 1 },
  },
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: walls.map((rule) => ({ ...rule, severity: "error" })),
  options: {
    doNotFollow: { path: "node_modules" },
    // Bad on purpose, to prove the rules; built by programs. Only our own folders: most packages have a dist/, too.
    exclude: {
      path: "^tests/support/bad/|^((site|infra)/)?([.]astro|dist|[.]cache)/|(^|/)[.]sst/",
    },
    // Types count: a rule that knows an adapter's types knows the adapter.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
