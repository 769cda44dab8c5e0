/** What the oracle may learn of a command that died: from the records' versions how far it had come, and nothing else. */
import type { ModelSite } from "./model-site.ts";
import type { Step } from "./model-steps.ts";
import type { OracleSlot, OracleStory } from "./naive-oracle.ts";

export type Versions = ReadonlyMap<string, number>;

export const versionsOf = ({ app }: ModelSite): Versions =>
  new Map([...app.memory].map(([name, { version }]) => [name, version]));

/** The stories as they are after a step that died: of what it intended, that which was written. */
export function whatHappened(
  step: Step,
  before: readonly OracleStory[],
  intended: readonly OracleStory[],
  { versionsBefore, versionsNow }: { versionsBefore: Versions; versionsNow: Versions },
): OracleStory[] {
  const wasWritten = (id: string, sort: string) => {
    const name = `episode#${id}\u0000${sort}`;
    return versionsNow.get(name) !== versionsBefore.get(name);
  };
  return before.map((story) => {
    const after = intended.find(({ id }) => id === story.id) ?? story;
    if (step.do === "restore") return after;
    return wasWritten(story.id, "episode") ? partly(story, after, wasWritten) : story;
  });
}

/** What was done to the story itself, and of its slots those that were written. */
function partly(
  before: OracleStory,
  after: OracleStory,
  wasWritten: (id: string, sort: string) => boolean,
): OracleStory {
  const slots = after.slots.filter(({ speaker, signatory, scope }) =>
    wasWritten(after.id, `consent#${speaker}#${signatory}#${scope}`),
  );
  const isSame = (a: OracleSlot) => (b: OracleSlot) =>
    a.speaker === b.speaker && a.signatory === b.signatory && a.scope === b.scope;
  const untouched = before.slots.filter((slot) => !slots.some(isSame(slot)));
  return { ...after, slots: [...untouched, ...slots] };
}
