/** Files that people bring: words with times and cards of projects, with things done to them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createProjectFiles } from "#adapters/content/project-files";
import { AppError } from "#core/errors";
import { errorMessages } from "#core/error-messages";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { withContent } from "#pipeline/current-content";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { projectFile, takeInFiles } from "#pipeline/studio/project-exchange";
import { requireStudioProject } from "#pipeline/studio/project-records";
import { replaceWords } from "#pipeline/words/edit-words";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { memoryApp } from "../support/memory-app.ts";
import { mutatedText } from "../support/mutants.ts";
import { seededRandom } from "../support/scheduler.ts";
import { aReadyStory, grantAll } from "../support/story.ts";

const slice = seedsToRun({ quick: 100, long: 20_000 });

/** A refusal that a person can read, in both languages; anything else is thrown. */
function isTold(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  expect(errorMessages[error.code], error.code).toBeDefined();
}
const oneOf = <T>(random: () => number, from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new RangeError("nothing to choose from");
  return one;
};

const words = [
  "WEBVTT\n\nNOTE langue\n\n1\n00:00.000 --> 00:04.000 align:start\n<v Zéphyrine>Je compte.\n\n00:05.000 --> 00:08.000\n<v Zéphyrine>J’organise.\n",
  "1\n00:00:00,000 --> 00:00:04,000\nJe compte.\n\n2\n00:00:05,000 --> 00:00:08,000\nJ’organise.\n",
  '{"version":"1.0.0","segments":[{"speaker":"Zéphyrine","startTime":0,"endTime":4,"body":"Je compte."},{"startTime":5,"endTime":8,"body":"J’organise."}]}',
]; // prettier-ignore
const nastyWords = [
  "-->", "00:00.000 --> 00:00.000\n", "99:99:99.999 --> 0:0\n", "00:00:59.999 --> 99999999:00:00.000\n", "{", "[", "}", '"', "\\", "\n\n", "\r", "\r\n\r\n", "<v ", "<v>", "<c.x>",
  "<00:01.000>", "&#0;", "&lrm;", "&nbsp", "\u0000", "\u0001", "\u2028", "\ud800", "{\\an8}", "1e309", "-1", "NaN", "null", "NOTE", "STYLE\n::cue{}", "REGION\nid:x", "x".repeat(20_000),
  '{"segments":[{"startTime":1e308,"endTime":-1,"body":{}}]}', "[".repeat(5_000), '{"a":'.repeat(3_000), "\ufeff", "WEBVTT", "<".repeat(5_000), "--".repeat(5_000), " ".repeat(20_000), "0".repeat(5_000),
  "<script>alert(1)</script>", "\u202e", "١٢:٣٤", "__proto__",
]; // prettier-ignore
// What may stand in a text for people: no controls but spaces, and whole characters only.
const unreadable = /[\u0000-\u0008\u000b-\u001f\u007f]|[\ud800-\udfff]/u;

test("a file of words with anything done to it is refused with a sentence, or becomes words that fit the recording and wait for a reader", async () => {
  const counts = { refused: 0, taken: 0 };
  const oneMore = progress("hostile words", slice, 2_000);
  for (const seed of seedsOf(slice)) {
    const random = seededRandom(seed);
    const app = memoryApp();
    const id = await aReadyStory(app);
    await grantAll(app, id);
    const file = mutatedText(random, oneOf(random, words), nastyWords);
    try {
      await replaceWords(app, { episodeId: id, staffId: "coach-1", file });
      counts.taken += 1;
      const { episode } = await requireEpisode(app.records, id);
      let end = 0;
      for (const cue of episode.transcript?.cues ?? []) {
        expect(cue.startSeconds).toBeGreaterThanOrEqual(0);
        expect(cue.endSeconds).toBeGreaterThan(cue.startSeconds);
        expect(cue.text).not.toMatch(unreadable);
        expect(cue.text.trim()).not.toBe("");
        end = Math.max(end, cue.endSeconds);
      }
      expect(end).toBeGreaterThan(0);
      expect(end).toBeLessThanOrEqual(episode.audio?.durationSeconds ?? 0);
      expect(await reconcileEpisode(app, id)).toBe("withheld");
      expect((await app.stranger(`/episodes/${id}/`)).status).toBe(410);
    } catch (error) {
      try {
        isTold(error);
      } catch (unforeseen) {
        throw new Error(`seed ${seed}: ${JSON.stringify(file).slice(0, 500)}`, { cause: unforeseen }); // prettier-ignore
      }
      counts.refused += 1;
    }
    oneMore();
  }
  tell(JSON.stringify(counts));
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(slice.count / 20);
}, 3_600_000);

const contentFolder = join(import.meta.dirname, "..", "..", "content");
const cards = readdirSync(join(contentFolder, "projects"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(contentFolder, "projects", name), "utf8") }));
const nastyCards = [
  "---", "---\n", "\n---\n", "...", "&a [*a]", "*a", "&a", "<<: *a", "!!js/function 'x'", "!!binary aGk=", "!!set {a}", "!<tag:x>", "__proto__: {admin: true}\n", "constructor: x\n",
  "slug: ../../etc/passwd\n", "slug: x\n", "slug:\n", "title: [", "title: {fr: 1}\n", "\t", "  ", ": ", "#", "|", ">", "? ", "- ", "[[[[", "{{{{", "%YAML 9.9\n---\n", "\u0000", "\ud800", "\u2028", "~", "null", "1e309",
  "2026-99-99", "9999999999999999999999", "0o777", ".inf", "[".repeat(3_000), "{a: ".repeat(2_000), "- ".repeat(5_000), "x".repeat(100_000), "<script>alert(1)</script>", "[x](javascript:alert(1))",
  "![x](file:///etc/passwd)", "https://evil.example/", "a:\n  b:\n    c: &x [1,1,1,1,1,1,1,1,1]\n", `${"a: &a0 [x]\n"}${Array.from({ length: 9 }, (_, at) => `b${at}: &a${at + 1} [${Array.from({ length: 9 }, () => `*a${at}`).join(",")}]`).join("\n")}\n`,
]; // prettier-ignore
const nastyNames = ["../../x.md", "/etc/passwd.md", "..\\x.md", ".md", "x.md", "con.md", "\u0000.md", "a/b/c.md", `${"x".repeat(300)}.md`, "__proto__.md", "constructor.md"]; // prettier-ignore

/** Written out again, a draft is the same card, comments and line breaks of the repository's file or not. */
async function comesBack(app: App, name: string): Promise<void> {
  const slug = name.slice(0, -".md".length);
  const { card } = await requireStudioProject(app, slug);
  expect(app.content.projectFiles.read((await projectFile(app, slug)).text, name)).toEqual(card);
}

test("a card with anything done to it is refused with a sentence or kept as a draft that nobody sees, under its own name alone", async () => {
  const projectFiles = createProjectFiles(contentFolder);
  const counts: Record<string, number> = {};
  const oneMore = progress("hostile cards", slice, 2_000);
  for (const seed of seedsOf(slice)) {
    const random = seededRandom(seed);
    const memory = memoryApp();
    const app = { ...memory, content: { ...memory.content, projectFiles } };
    const card = oneOf(random, cards);
    const text = mutatedText(random, card.text, nastyCards);
    const name = random() < 0.1 ? oneOf(random, nastyNames) : card.name;
    try {
      const [taken, ...rest] = await takeInFiles(app, "command", [{ name, text }]);
      expect(rest).toEqual([]);
      const outcome = taken?.outcome ?? "none";
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      if (taken?.error !== undefined) isTold(taken.error);
      expect([...memory.publicStore.files.keys()]).toEqual([]);
      expect((await memory.privateStore.list("")).keys).toEqual([]);
      expect([...((await withContent(app)).content.projectChanges ?? [])]).toEqual([]);
      if (outcome === "draft") await comesBack(app, name);
    } catch (error) {
      throw new Error(`seed ${seed} (${name})`, { cause: error });
    }
    oneMore();
  }
  tell(JSON.stringify(counts));
  for (const outcome of ["refused", "draft"])
    expect(counts[outcome], outcome).toBeGreaterThan(slice.count / 20);
}, 3_600_000);
