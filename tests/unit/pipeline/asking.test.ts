import jsQR from "jsqr";
import sharp from "sharp";
import { expect, test } from "vitest";
import { readSecret } from "#core/consent/participant-secret";
import { requestConsent } from "#pipeline/participant/request-consent";
import { consentStatistics } from "#pipeline/participant/answer-facts";
import { printedCard } from "#pipeline/participant/printed-card";
import { answerAll, inside } from "../../support/invited.ts";
import { memoryApp } from "../../support/memory-app.ts";
import { aReadyStory } from "../../support/story.ts";

const readQr = jsQR as unknown as typeof jsQR.default;

async function decode(svg: string): Promise<string | undefined> {
  const picture = sharp(Buffer.from(svg), { density: 150 }).ensureAlpha().raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return readQr(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

test("the card that goes with a request opens these pages with its lasting code, in each language", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  for (const locale of ["fr", "en", "ar"]) {
    const [invitation] = await requestConsent(app, { episodeId: id, by: "c", newCard: true });
    if (invitation?.card === undefined) throw new Error("no card was made");
    const sides = await printedCard(app, id, invitation, locale);
    const link = await decode(sides?.front ?? "");
    expect(link).toBe(`${app.origin}/voix/#${invitation.card.lastingCode}`);
    const { lastingCode, onceCodes } = invitation.card;
    const plain = (text: string | undefined) => (text ?? "").replace(/<[^>]+>|[\s\u00a0-]+/g, "");
    expect(plain(sides?.front)).toContain(lastingCode.replace(/[\s-]/g, ""));
    for (const code of onceCodes) {
      expect(readSecret(code).form, code).toBe("code");
      expect(plain(sides?.back)).toContain(code.replace(/[\s-]/g, ""));
      expect(plain(sides?.front)).not.toContain(code.replace(/[\s-]/g, ""));
    }
  }
});

test("who has a card already gets no second one unasked", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  await requestConsent(app, { episodeId: id, by: "c" });
  const [again] = await requestConsent(app, { episodeId: id, by: "c" });
  expect(again?.card).toBeUndefined();
  if (again !== undefined) expect(await printedCard(app, id, again, "fr")).toBeUndefined();
});

test("answers that were given on the pages are counted by who asked, and nothing of what they were shows", async () => {
  const { app, visitor } = await inside();
  await answerAll(visitor);
  const statistics = await consentStatistics(app);
  expect(statistics).toEqual([{ askedBy: "coach-1", answers: 1, signs: [] }]);
});
