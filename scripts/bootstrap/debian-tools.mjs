import { existsSync } from "node:fs";
import { canInstallDebianPackages, installDebianPackages } from "./apt.mjs";
import { findCommand } from "./find-command.mjs";
import { lastLines, say } from "./say.mjs";

/**
 * Programs that we did not write and that check our formats, or that make a
 * step better: the Debian package, how its presence shows (a command, or an
 * absolute path), and which tests report as skipped without it. Exactly those
 * that tests use. `atRunTime` says what the application does better with it.
 * @typedef {object} DebianTool
 * @property {string} package
 * @property {string} sign
 * @property {string} usedBy
 * @property {string} [atRunTime]
 * @property {true} [longOnly] only the long tests use it
 *
 * @type {readonly DebianTool[]}
 */
const debianTools = [
  {
    package: "espeak-ng",
    sign: "espeak-ng",
    usedBy: "timing a known text against its recording",
    atRunTime: "times transcripts word by word",
  },
  {
    package: "gpodder",
    sign: "gpo",
    usedBy: "subscribing to the feed and downloading from it as gPodder does",
  },
  {
    package: "newsboat",
    sign: "newsboat",
    usedBy: "reading the feed as newsboat does",
  },
  {
    package: "python3-podcastparser",
    sign: "/usr/lib/python3/dist-packages/podcastparser.py",
    usedBy: "reading the feed with podcastparser",
  },
  {
    package: "libxml2-utils",
    sign: "xmllint",
    usedBy: "checking that feeds, sitemaps and oEmbed answers are XML",
  },
  {
    package: "mp3val",
    sign: "mp3val",
    usedBy: "checking published MP3 files frame by frame",
  },
  {
    package: "default-jre-headless",
    sign: "java",
    usedBy:
      "checking every kind of page with the W3C's HTML checker (vnu), and records and leases on Amazon's own DynamoDB Local",
  },
  {
    package: "radosgw",
    sign: "radosgw",
    usedBy: "the object store and uploads on Ceph's S3",
    longOnly: true,
  },
  {
    package: "ceph-mon",
    sign: "ceph-mon",
    usedBy: "the object store and uploads on Ceph's S3",
    longOnly: true,
  },
  {
    package: "ceph-osd",
    sign: "ceph-osd",
    usedBy: "the object store and uploads on Ceph's S3",
    longOnly: true,
  },
];

/** @param {NodeJS.ProcessEnv} env */
function missingTools(env) {
  const isLong = env["PAROLES_TEST_LONG"] !== undefined;
  const wanted = debianTools.filter(({ longOnly }) => isLong || longOnly !== true);
  return wanted.filter(({ sign }) =>
    sign.startsWith("/") ? !existsSync(sign) : findCommand(sign, env) === undefined,
  );
}

/**
 * Gets the tools that tests use, where that needs no questions; elsewhere says
 * which tests will be reported as skipped.
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureDebianTools(env) {
  const missing = missingTools(env);
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.package);
  if (canInstallDebianPackages()) {
    say(`Installing Debian packages that tests use: ${packages.join(", ")} …`);
    const outcome = await installDebianPackages(packages, env);
    if (missingTools(env).length === 0) {
      say(`… installed (${outcome.seconds.toFixed(0)} s).`);
      return;
    }
    say(`… that did not work:\n${lastLines(outcome.output)}`);
  }
  for (const tool of missingTools(env)) {
    say(`NOT FOUND: ${tool.package}. Tests of these report as skipped: ${tool.usedBy}.`);
  }
}

/**
 * For `npm start`, which never installs system packages by itself.
 * @param {NodeJS.ProcessEnv} env
 */
export function hintAtMissingTools(env) {
  for (const tool of missingTools(env)) {
    if (tool.atRunTime === undefined) continue;
    say(
      `Hint: with ${tool.package} installed, Paroles ${tool.atRunTime}; without it, less finely.`,
    );
  }
}
