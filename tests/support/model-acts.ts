import { embargo, erase, lift } from "./model-closing.ts";
import { grant, narrow, withdraw } from "./model-consents.ts";
import { bringCopyBack, makeCopy } from "./model-copies.ts";
import { edit, review } from "./model-edits.ts";
import type { ModelSite } from "./model-site.ts";
import type { Step } from "./model-steps.ts";
import { passDays, settle } from "./model-time.ts";
import { uploadStory } from "./model-upload.ts";
import type { OracleStory } from "./naive-oracle.ts";
import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";

type Act = (site: ModelSite, step: Step) => Promise<unknown>;
type StoryAct = (site: ModelSite, story: OracleStory, step: Step) => Promise<unknown>;

/** On the story that the step chooses, where there is one. */
const onStory =
  (act: StoryAct): Act =>
  async (site, step) => {
    const story = site.stories[step.story % Math.max(1, site.stories.length)];
    if (story !== undefined) await act(site, story, step);
  };

const acts: Record<Step["do"], Act> = {
  upload: (site, { pick }) => uploadStory(site, pick),
  clock: (site, { pick }) => passDays(site, pick),
  backup: makeCopy,
  restore: bringCopyBack,
  press: ({ app }) => pressAll(app),
  restart: settle,
  checkpoint: ({ app }) => publishCheckpoint(app),
  grant: onStory(grant),
  withdraw: onStory(withdraw),
  narrow: onStory(narrow),
  edit: onStory(edit),
  review: onStory(review),
  embargo: onStory(embargo),
  lift: onStory(lift),
  erase: onStory(erase),
  reconcile: onStory(({ app }, { id }) => reconcileEpisode(app, id)),
};

/** Does what a step says, to the stores and to the oracle's account. */
export const act = async (site: ModelSite, step: Step): Promise<void> =>
  void (await acts[step.do](site, step));
