import { act } from "./model-acts.ts";
import { bringCopyBack, meddle } from "./model-copies.ts";
import { type Versions, versionsOf, whatHappened } from "./model-death.ts";
import { ModelSite } from "./model-site.ts";
import type { Step } from "./model-steps.ts";
import { lookAround, type ModelState } from "./model-stranger.ts";
import { settle } from "./model-time.ts";
import { uploadStory } from "./model-upload.ts";
import { Died } from "./mortal-process.ts";
import { AppError } from "#core/errors";
import { pressAll } from "#pipeline/publication/press-all";
import { verifySite } from "#pipeline/publication/verify-site";

/** A site that is acted on step by step; after each, what is reachable is compared with what may be. */
export class ModelWorld {
  readonly #site = new ModelSite();
  /** How often something was public when it was looked at, so that a test that never opens anything fails. */
  seenOpen = 0;

  async start(): Promise<void> {
    await pressAll(this.#site.app);
    await uploadStory(this.#site, 0);
  }

  /** Does a step, or dies in the middle of it. */
  async step(step: Step): Promise<void> {
    const site = this.#site;
    const before = { stories: structuredClone(site.stories), now: site.now };
    const versionsBefore = versionsOf(site);
    site.advance(1);
    try {
      await site.processes.run(step.diesAfter ?? Number.POSITIVE_INFINITY, () => act(site, step));
    } catch (error) {
      if (error instanceof Died) return this.#afterDeath(step, before, versionsBefore);
      if (!(error instanceof AppError)) throw error;
      // Refused: nothing happened.
      site.stories = before.stories;
    }
    await this.#look(this.#state());
  }

  async #afterDeath(step: Step, before: ModelState, versionsBefore: Versions): Promise<void> {
    const site = this.#site;
    const versions = { versionsBefore, versionsNow: versionsOf(site) };
    site.stories = whatHappened(step, before.stories, site.stories, versions);
    // It may have come to its end or not; the next look at the clock comes with the restart.
    await this.#look(before, this.#state());
    // Whoever restores sees that it was cut short, and does it again.
    if (step.do === "restore") {
      await meddle(site, before.stories);
      await this.#look(before, this.#state());
      await bringCopyBack(site);
    }
    await settle(site);
    await this.#look(this.#state());
  }

  /** At rest everything that may be public is, and all accounts agree. */
  async end(): Promise<void> {
    await settle(this.#site);
    await this.#look(this.#state());
    const verified = await verifySite(this.#site.app);
    const odd = [...verified.differences, ...verified.chain.faults];
    if (odd.length > 0) throw new Error(`verify: ${JSON.stringify(odd)}`);
  }

  #state(): ModelState {
    return { stories: this.#site.stories, now: this.#site.now };
  }

  /** Nothing that a stranger can meet goes beyond what one of these states permits. */
  async #look(...states: readonly ModelState[]): Promise<void> {
    this.seenOpen += await lookAround(this.#site.app, states);
  }
}
