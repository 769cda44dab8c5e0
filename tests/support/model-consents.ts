/** What people answer, said to the use cases and to the oracle's account alike. */
import type { ModelSite } from "./model-site.ts";
import type { Step } from "./model-steps.ts";
import { aboutNow, oracleScopes, type OracleSlot, type OracleStory } from "./naive-oracle.ts";
import { changeConsent } from "#pipeline/consent/change-consent";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";

const dayMs = 86_400_000;

export async function grant(site: ModelSite, story: OracleStory, step: Step): Promise<void> {
  const { pick, scopes, name, days } = step;
  const speaker = story.speakers[pick % story.speakers.length];
  if (speaker === undefined) return;
  const signatory =
    pick % 4 === 3 ? speaker.signatories[pick % speaker.signatories.length] : undefined;
  const otherName = name === "other" ? site.token("other") : "";
  const until = days === undefined ? Number.POSITIVE_INFINITY : site.now + days * dayMs;
  const wanted = scopes.length === 0 ? oracleScopes : scopes;
  for (const one of signatory === undefined ? speaker.signatories : [signatory])
    for (const scope of wanted)
      put(site, story, { speaker: speaker.id, signatory: one, scope, name, otherName, until });
  await grantOnPaper(site.app, {
    episodeId: story.id,
    scan: { path: "/scan" },
    scopes: wanted,
    speakerId: speaker.id,
    ...(signatory === undefined ? {} : { signatoryId: signatory }),
    nameChoice: name === "other" ? { kind: "other", name: otherName } : { kind: name },
    ...(days === undefined ? {} : { validUntil: new Date(until).toISOString() }),
  });
}

/** Writes a yes into the oracle's account. */
function put(
  site: ModelSite,
  story: OracleStory,
  slot: Omit<OracleSlot, "yes" | "about" | "event">,
): void {
  const isOther = (one: OracleSlot) =>
    one.speaker !== slot.speaker || one.signatory !== slot.signatory || one.scope !== slot.scope;
  const about = aboutNow(story, slot.speaker, slot);
  const former = story.slots.find((one) => !isOther(one));
  // The same yes said twice is one yes.
  const isSame =
    former !== undefined && former.yes && former.about === about && former.until === slot.until;
  const event = isSame ? former.event : site.nextEvent();
  story.slots = [...story.slots.filter(isOther), { ...slot, yes: true, about, event }];
}

export async function withdraw(site: ModelSite, story: OracleStory, step: Step): Promise<void> {
  const { pick, scopes } = step;
  const speaker = story.speakers[pick % story.speakers.length];
  const signatory = speaker?.signatories[pick % speaker.signatories.length];
  const isOfAll = pick % 2 === 0;
  for (const slot of story.slots) {
    const isTheirs = isOfAll || (slot.speaker === speaker?.id && slot.signatory === signatory);
    if (!isTheirs || (scopes.length > 0 && !scopes.includes(slot.scope))) continue;
    Object.assign(slot, { yes: false, event: site.nextEvent() });
  }
  await withdrawConsent(site.app, {
    episodeId: story.id,
    channel: "page",
    ...(scopes.length === 0 ? {} : { scopes }),
    ...(isOfAll || speaker === undefined || signatory === undefined
      ? {}
      : { speakerId: speaker.id, signatoryId: signatory }),
  });
}

/** A name is taken back by choosing none; an end is brought forward. */
export async function narrow(site: ModelSite, story: OracleStory, { pick }: Step): Promise<void> {
  const slot = story.slots[pick % Math.max(1, story.slots.length)];
  if (slot === undefined) return;
  const { speaker: speakerId, signatory: signatoryId, scope } = slot;
  const until = Math.min(slot.until, site.now + dayMs);
  const to =
    scope === "name"
      ? { nameChoice: { kind: "none" as const } }
      : { validUntil: new Date(until).toISOString() };
  const narrowed = scope === "name" ? { name: "none" as const, otherName: "" } : { until };
  // An end that it has already is none that is brought forward: nothing happens to the yes.
  const isSame = scope !== "name" && until === slot.until;
  Object.assign(slot, narrowed, isSame ? {} : { event: site.nextEvent() });
  if (scope === "name") slot.about = aboutNow(story, speakerId, slot);
  const event = { kind: "narrow", by: { kind: "staff", staffId: "staff" }, to } as const;
  await changeConsent(site.app, story.id, {
    closes: true,
    decide: () => [{ speakerId, signatoryId, scope, event }],
  });
  await reconcileEpisode(site.app, story.id);
}
