/** One deliberate fault, and what has to notice it. */
export type BrokenPromise = {
  /** Which of the design's five promises it breaks. */
  readonly promise: 1 | 2 | 3 | 4 | 5;
  /** What the fault would mean for people. */
  readonly harm: string;
  readonly file: string;
  /** Stands exactly once in the file; an empty text means the file's beginning. */
  readonly find: string;
  readonly replace: string;
  /** Test files that must fail, or a step of `node scripts/test.mjs`. */
  readonly noticedBy: readonly string[] | "walls" | "lint";
};

const publication = ["tests/unit/core/publication.test.ts"];
const order = ["tests/unit/pipeline/withdrawal-order.test.ts"];

/** The five promises (README), each broken in the ways that would be easiest to bring in by mistake. */
export const brokenPromises: readonly BrokenPromise[] = [
  {
    promise: 1,
    harm: "a yes holds for words that were changed after it",
    file: "infra/core/consent/agreement.ts",
    find: "return consentStatus(consent, hash, now);",
    replace: "return consentStatus(consent, consent?.contentHash ?? hash, now);",
    noticedBy: publication,
  },
  {
    promise: 1,
    harm: "one parent's yes is enough where two must agree",
    file: "infra/core/publication.ts",
    find: "      required.signatories.flatMap((signatoryId): WithholdReason[] => {",
    replace: "      required.signatories.slice(0, 1).flatMap((signatoryId): WithholdReason[] => {",
    noticedBy: publication,
  },
  {
    promise: 1,
    harm: "first names are shown without being asked for",
    file: "infra/core/publication.ts",
    find: "const name = agreed === true ? nameOf(choice, speaker.firstName) : undefined;",
    replace:
      "const name = agreed === true ? nameOf(choice, speaker.firstName) : speaker.firstName;",
    noticedBy: publication,
  },
  {
    promise: 1,
    harm: "the clock opens a story whose embargo nobody lifted",
    file: "infra/core/publication.ts",
    find: "if (episode.embargoUntil !== undefined) reasons",
    replace: "if (episode.embargoUntil !== undefined && now < episode.embargoUntil) reasons",
    noticedBy: publication,
  },
  {
    promise: 1,
    harm: "podcast apps get stories whose speakers did not agree to that",
    file: "infra/core/feed/item.ts",
    find: 'if (!card.onPlatforms) return "not-for-platforms";',
    replace: "",
    noticedBy: ["tests/unit/core/feed", "tests/unit/pipeline/model.test.ts"],
  },
  {
    promise: 1,
    harm: "an id that nobody allowed is served",
    file: "infra/edge/gate.ts",
    find: 'if (value === undefined || !value.startsWith("allowed "))',
    replace: 'if (value === "denied")',
    noticedBy: ["tests/unit/edge/gate.test.ts"],
  },
  {
    promise: 2,
    harm: "an address from before a withdrawal comes back to life",
    file: "infra/edge/gate.ts",
    find: 'if (media !== null && media[1] !== value.slice("allowed ".length))',
    replace: "if (media !== null && media[1] === undefined)",
    noticedBy: ["tests/unit/edge/gate.test.ts"],
  },
  {
    promise: 2,
    harm: "the gate stays open until the clean-up is done",
    file: "infra/pipeline/consent/withdraw-consent.ts",
    find: "  await closeGate(app, episodeId, epoch);\n",
    replace: "",
    noticedBy: order,
  },
  {
    promise: 2,
    harm: "a publication that did not see the withdrawal lands after it",
    file: "infra/pipeline/publication/close-gate.ts",
    find: "      await app.allowList.put(",
    replace:
      "      if ((await app.allowList.get(episodeId)) === undefined) return;\n      await app.allowList.put(",
    noticedBy: order,
  },
  {
    promise: 2,
    harm: "a withdrawal is called done while an address still answers",
    file: "infra/pipeline/takedown/probe-closed.ts",
    find: "probes.every(({ status }) => status === 410)",
    replace: "probes.every(({ status }) => status > 0)",
    noticedBy: order,
  },
  {
    promise: 3,
    harm: "one story more presses every month of the site",
    file: "infra/core/press/plan.ts",
    find: "    monthsTouched.includes(monthOfArchive(name)) ||\n",
    replace: "    name.length > 0 ||\n",
    noticedBy: ["tests/unit/core/press", "tests/unit/pipeline/press.test.ts"],
  },
  {
    promise: 2,
    harm: "a backup brings a yes back that was taken back since",
    file: "infra/pipeline/restore/apply-tombstones.ts",
    find: "    sum.yesesClosed += await closeYeses(app, id, last);\n",
    replace: "",
    noticedBy: ["tests/unit/pipeline/backup-and-restore.test.ts"],
  },
  {
    promise: 1,
    harm: "staff say yes in somebody's stead",
    file: "infra/core/studio/access.ts",
    find: '  "GET /studio/projets": communicators,\n',
    replace:
      '  "GET /studio/projets": communicators,\n  "POST /studio/recits/:story/accorder": team,\n',
    noticedBy: ["tests/unit/studio/doors.test.ts"],
  },
  {
    promise: 3,
    harm: "each story presses every written page of the site again",
    file: "infra/core/press/plan.ts",
    find: "return needs.filter(isTouched).map(",
    replace: "return needs.filter((page) => isTouched(page) || true).map(",
    noticedBy: ["tests/unit/core/press", "tests/unit/pipeline/rehearsal.test.ts"],
  },
  {
    promise: 4,
    harm: "a page knows which machine it runs on",
    file: "infra/web/web-app.ts",
    find: "",
    replace: 'import "#adapters/local/sqlite-leases";\n',
    noticedBy: "walls",
  },
  {
    promise: 4,
    harm: "a use case knows which machine it runs on",
    file: "infra/pipeline/sweep/sweep.ts",
    find: "",
    replace: 'import "#adapters/local/sqlite-leases";\n',
    noticedBy: "walls",
  },
  {
    promise: 4,
    harm: "a use case asks the environment where it is",
    file: "infra/pipeline/publication/close-gate.ts",
    find: "  for (let round = 1; ; round += 1) {",
    replace:
      '  if (process.env["AWS_REGION"] !== undefined) return;\n  for (let round = 1; ; round += 1) {',
    noticedBy: "lint",
  },
  {
    promise: 5,
    harm: "the first command needs packages that nobody has installed yet",
    file: "scripts/bootstrap/places.mjs",
    find: "",
    replace: 'import "yaml";\n',
    noticedBy: "walls",
  },
  {
    promise: 5,
    harm: "the README names a command that is not there",
    file: "README.md",
    find: "consent withdraw <episode>",
    replace: "consent take-back <episode>",
    noticedBy: ["tests/unit/commands-in-documents.test.ts"],
  },
  {
    promise: 5,
    harm: "packages are asked for that the lock file does not name, and a fresh machine gets none",
    file: "package.json",
    find: '  "dependencies": {\n',
    replace: '  "dependencies": {\n    "left-pad": "^1.3.0",\n',
    noticedBy: ["tests/walls/lock-file.test.ts"],
  },
];
