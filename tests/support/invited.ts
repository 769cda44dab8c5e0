import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requestConsent } from "#pipeline/participant/request-consent";
import { consentMeans } from "./consent-means.ts";
import { memoryApp, type MemoryApp } from "./memory-app.ts";
import type { Hook } from "./memory-hook.ts";
import { aReadyStory } from "./story.ts";
import { aVisitor, blocksOf, hiddenOf, type Visitor, webOn } from "./web-visitor.ts";

/** What is uploaded becomes a real file, for as long as it is looked at. */
export const folders: MemoryApp["workspace"] = {
  async withFolder(work) {
    const folder = await mkdtemp(join(tmpdir(), "paroles-web-"));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Somebody who was asked for their consent to a story that is ready, with a browser of their own. */
export async function invited(
  options: {
    readonly origin?: string;
    readonly hook?: Hook;
    readonly consent?: Parameters<typeof consentMeans>[0];
  } = {},
) {
  const { origin = "https://paroles.example.org", hook, consent } = options;
  const memory: MemoryApp = memoryApp(hook);
  const app = { ...memory, origin, workspace: folders, consent: consentMeans(consent) };
  const episodeId = await aReadyStory(app);
  const [invitation] = await requestConsent(app, { episodeId, by: "coach-1" });
  if (invitation?.card === undefined) throw new Error("nobody was asked");
  const web = webOn(app);
  return {
    app,
    episodeId,
    invitation,
    card: invitation.card,
    web,
    visitor: aVisitor(web, origin),
    another: (address?: string) => aVisitor(web, origin, address),
  };
}

/** Opens the session, as the button of the link's page does. */
export async function inside(options: Parameters<typeof invited>[0] = {}) {
  const all = await invited(options);
  const opened = await all.visitor.press(all.invitation.link.path);
  return { ...all, opened };
}

/** Answers one question as its own page asks it; returns where the way goes on. */
export async function answer(visitor: Visitor, path: string, reponse: string): Promise<string> {
  const screen = (await visitor.get(path)).screen();
  const [look] = blocksOf(screen, "look");
  const [form] = blocksOf(screen, "form");
  const action = look?.action ?? form?.action ?? path;
  return (await visitor.post(action, { ...hiddenOf(screen), reponse })).location;
}

export type Answers = Readonly<Record<string, string>>;

/** Goes through every screen that is shown until the answers are recorded, and counts the forms that were sent. */
export async function answerAll(
  visitor: Visitor,
  answers: Answers = {},
): Promise<readonly string[]> {
  await visitor.get("/voix/son/mp3");
  const pressed: string[] = [];
  let at = "/voix/debut";
  for (let round = 0; round < 30 && at !== "/voix/fin"; round += 1) {
    const [path = ""] = at.split("?");
    pressed.push(path);
    if (path === "/voix/debut" || path === "/voix/savoir") {
      const [links] = blocksOf((await visitor.get(at)).screen(), "links");
      at = links?.links[0]?.address ?? "";
    } else
      at = await answer(visitor, at, answers[path] ?? usual(path, (await visitor.get(at)).text));
  }
  return pressed;
}

function usual(path: string, text: string): string {
  if (path === "/voix/question/name") return "vrai";
  if (path === "/voix/duree") return "one-year";
  if (path === "/voix/compris") return /"([a-z]+-right)"/.exec(text)?.[1] ?? "";
  if (path === "/voix/voix-haute") return "passer";
  return "oui";
}
