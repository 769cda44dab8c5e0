import { AsyncLocalStorage } from "node:async_hooks";
import { editStory } from "./edit-story.ts";
import { aboutNow, oracleScopes, type OracleStory, permittedOf, restored } from "./naive-oracle.ts";
import { type MemoryApp, memoryApp } from "./memory-app.ts";
import type { Step } from "./model-steps.ts";
import { AppError } from "#core/errors";
import { changeConsent } from "#pipeline/consent/change-consent";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { addTranslation, replaceWords, reviewWords } from "#pipeline/words/edit-words";
import { liftEmbargo, setEmbargo } from "#pipeline/consent/set-embargo";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { pressAll } from "#pipeline/press/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { isRestoring } from "#pipeline/restore-mark";
import { sweep } from "#pipeline/sweep/sweep";
import { runJob } from "#pipeline/work";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";

class Died extends Error {}

const tokenPattern = /[a-z]+xq\d+x/g;
const minors = { kind: "minor", holders: ["g1", "g2"] } as const;
const adult = { kind: "adult" } as const;

type State = { readonly stories: readonly OracleStory[]; readonly now: number };

/** The real use cases on stores in memory, and beside them what was done to them, for the oracle. */
export class ModelWorld {
  readonly app: MemoryApp;
  stories: OracleStory[] = [];
  /** How often something was public when it was looked at, so that a test that never opens anything fails. */
  seenOpen = 0;
  #events = 0;
  #tokens = 0;
  #copy: OracleStory[] | undefined;
  #copies = 0;
  /** A clock that was set back does not bring time back for what has ended. */
  #latest = 0;
  readonly #process = new AsyncLocalStorage<{ callsLeft: number }>();

  constructor() {
    this.app = memoryApp(async () => {
      const process = this.#process.getStore();
      if (process === undefined) return;
      process.callsLeft -= 1;
      if (process.callsLeft < 0) throw new Died();
    });
    this.#carryTokens();
  }

  /** Recordings whose bytes name them. */
  #carryTokens(): void {
    const { transcoder } = this.app;
    const { master } = transcoder;
    transcoder.master = async (...asked) => {
      const made = await master(...asked);
      const token = this.#token("audio");
      return {
        ...made,
        renditions: made.renditions.map((one) => ({
          ...one,
          path: `/scratch/${token}-${one.encoding}`,
        })),
      };
    };
  }

  #token(kind: string): string {
    this.#tokens += 1;
    return `${kind}xq${this.#tokens}x`;
  }

  get now(): number {
    return Date.parse(this.app.time.now);
  }

  async start(): Promise<void> {
    await pressAll(this.app);
    await this.#upload(0);
  }

  /** Does a step, or dies in the middle of it, and compares what is reachable with what may be. */
  async step(step: Step): Promise<void> {
    const since = this.now;
    this.#advance(1);
    const before = structuredClone(this.stories);
    const process = { callsLeft: step.diesAfter ?? Number.POSITIVE_INFINITY };
    const versions = this.#versions();
    try {
      await this.#process.run(process, () => this.#do(step));
    } catch (error) {
      if (error instanceof Died || process.callsLeft < 0) {
        // Nothing of a dead process goes on.
        process.callsLeft = -1;
        await this.#afterDeath(step, { stories: before, now: since }, versions);
        return;
      }
      if (!(error instanceof AppError)) throw error;
      // Refused: nothing happened.
      this.stories = before;
    }
    await this.#look([this.#state()]);
  }

  async #afterDeath(step: Step, before: State, versions: Map<string, number>): Promise<void> {
    const intended = this.stories;
    this.stories = before.stories.map((story) =>
      this.#whatHappened(step, story, intended, versions),
    );
    // It may have come to its end or not; the next look at the clock comes with the restart.
    await this.#look([before, this.#state()]);
    // Whoever restores sees that it was cut short, and does it again.
    if (step.do === "restore") {
      await this.#meddle(before.stories);
      await this.#look([before, this.#state()]);
      await this.#restore();
    }
    await this.settle();
    await this.#look([this.#state()]);
  }

  /** Others who come upon a restore that was cut short: it is not theirs to open anything. */
  async #meddle(stories: readonly OracleStory[]): Promise<void> {
    const others = [
      () => pressAll(this.app),
      ...stories.map(
        ({ id }) =>
          () =>
            reconcileEpisode(this.app, id),
      ),
    ];
    for (const other of others)
      await other().catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== "restore-unfinished") throw error;
      });
  }

  #state(): State {
    return { stories: this.stories, now: this.now };
  }

  /** Of a command that died, the oracle learns from the records' versions how far it had come, and from nothing else. */
  #whatHappened(
    step: Step,
    before: OracleStory,
    intended: OracleStory[],
    versions: Map<string, number>,
  ): OracleStory {
    if (step.do === "restore") return intended.find(({ id }) => id === before.id) ?? before;
    const after = intended.find(({ id }) => id === before.id) ?? before;
    const now = this.#versions();
    const moved = (sort: string) =>
      now.get(`episode#${before.id}\u0000${sort}`) !==
      versions.get(`episode#${before.id}\u0000${sort}`);
    if (!moved("episode")) return before;
    const slots = after.slots.filter((slot) =>
      moved(`consent#${slot.speaker}#${slot.signatory}#${slot.scope}`),
    );
    const isSame = (a: OracleStory["slots"][number]) => (b: OracleStory["slots"][number]) =>
      a.speaker === b.speaker && a.signatory === b.signatory && a.scope === b.scope;
    return {
      ...after,
      slots: [...before.slots.filter((slot) => !slots.some(isSame(slot))), ...slots],
    };
  }

  #versions(): Map<string, number> {
    return new Map([...this.app.memory].map(([name, { version }]) => [name, version]));
  }

  /** What a restart does. */
  async settle(): Promise<void> {
    if (await isRestoring(this.app.records)) await this.#restore();
    await sweep(this.app, { thorough: true });
    await this.#work();
    this.#endWhatEnded();
  }

  async #work(): Promise<void> {
    for (
      let next = this.app.queue.waiting.shift();
      next !== undefined;
      next = this.app.queue.waiting.shift()
    )
      await runJob(this.app, next.job).catch(unlessLost);
  }

  #advance(seconds: number): void {
    this.app.time.now = new Date(this.now + seconds * 1000).toISOString();
  }

  #endWhatEnded(): void {
    this.#latest = Math.max(this.#latest, this.now);
    for (const story of this.stories)
      for (const slot of story.slots) if (slot.until <= this.now) slot.yes = false;
  }

  async #do(step: Step): Promise<void> {
    const story = this.stories[step.story % Math.max(1, this.stories.length)];
    if (step.do === "upload") return this.#upload(step.pick);
    if (step.do === "clock") return this.#clock(step.pick);
    if (step.do === "backup") return this.#backUp();
    if (step.do === "restore") return this.#restore();
    if (step.do === "press") return void (await pressAll(this.app));
    if (step.do === "restart") return this.settle();
    if (step.do === "checkpoint") return void (await publishCheckpoint(this.app));
    if (story === undefined) return;
    if (step.do === "grant") return this.#grant(story, step);
    if (step.do === "withdraw") return this.#withdraw(story, step);
    if (step.do === "narrow") return this.#narrow(story, step);
    if (step.do === "edit") return this.#edit(story, step.pick);
    if (step.do === "review") return this.#review(story, step.pick);
    if (step.do === "embargo") return this.#embargo(story);
    if (step.do === "lift") return this.#lift(story);
    if (step.do === "erase") return this.#erase(story);
    if (step.do === "reconcile") await reconcileEpisode(this.app, story.id);
  }

  async #upload(kind: number): Promise<void> {
    if (this.stories.length >= 3) return;
    const tokens = {
      title: this.#token("title"),
      words: this.#token("words"),
      summary: this.#token("summary"),
      place: this.#token("place"),
      trade: this.#token("trade"),
      theme: this.#token("theme"),
    };
    const people = kind % 3 === 2 ? ["s1", "s2"] : ["s1"];
    const situation = kind % 3 === 1 ? { ...minors, holders: [...minors.holders] } : adult;
    const speakers = people.map((id) => ({
      id,
      name: this.#token("name"),
      signatories: situation.kind === "minor" ? ["self", ...situation.holders] : ["self"],
    }));
    const id = await receiveEpisode(
      this.app,
      {
        showSlug: "paroles-de-talents",
        title: tokens.title,
        summary: tokens.summary,
        language: "fr",
        place: tokens.place,
        trade: tokens.trade,
        themes: [tokens.theme],
        speakers: speakers.map(({ id: speaker, name }) => ({
          id: speaker,
          role: "talent",
          firstName: name,
          situation,
        })),
        knownText: people.map((speakerId) => ({ speakerId, text: tokens.words })),
      },
      { path: "/upload" },
    );
    await processEpisode(this.app, id);
    const audio = `audioxq${this.#tokens}x`;
    const { title, words, summary, place, trade, theme } = tokens;
    this.stories.push({
      id,
      title,
      words,
      audio,
      beside: [summary, place, trade, theme],
      speakers,
      translation: "",
      wordsRead: true,
      translationRead: true,
      slots: [],
      embargo: false,
      erased: false,
    });
  }

  async #grant(story: OracleStory, { pick, scopes, name, days }: Step): Promise<void> {
    const speaker = story.speakers[pick % story.speakers.length];
    if (speaker === undefined) return;
    const signatory =
      pick % 4 === 3 ? speaker.signatories[pick % speaker.signatories.length] : undefined;
    const otherName = name === "other" ? this.#token("other") : "";
    const until = days === undefined ? Number.POSITIVE_INFINITY : this.now + days * 86_400_000;
    const wanted = scopes.length === 0 ? oracleScopes : scopes;
    const choice =
      name === "other" ? ({ kind: "other", name: otherName } as const) : ({ kind: name } as const);
    for (const one of signatory === undefined ? speaker.signatories : [signatory])
      for (const scope of wanted)
        this.#put(story, { speaker: speaker.id, signatory: one, scope, name, otherName, until });
    await grantOnPaper(this.app, {
      episodeId: story.id,
      scan: { path: "/scan" },
      scopes: wanted,
      speakerId: speaker.id,
      ...(signatory === undefined ? {} : { signatoryId: signatory }),
      nameChoice: choice,
      ...(days === undefined ? {} : { validUntil: new Date(until).toISOString() }),
    });
  }

  #put(
    story: OracleStory,
    slot: Pick<
      OracleStory["slots"][number],
      "speaker" | "signatory" | "scope" | "name" | "otherName" | "until"
    >,
  ): void {
    this.#events += 1;
    const isOther = (one: OracleStory["slots"][number]) =>
      one.speaker !== slot.speaker || one.signatory !== slot.signatory || one.scope !== slot.scope;
    const about = aboutNow(story, slot.speaker, slot);
    const former = story.slots.find((one) => !isOther(one));
    // The same yes said twice is one yes.
    const same =
      former !== undefined && former.yes && former.about === about && former.until === slot.until;
    const event = same ? former.event : this.#events;
    story.slots = [...story.slots.filter(isOther), { ...slot, yes: true, about, event }];
  }

  async #withdraw(story: OracleStory, { pick, scopes }: Step): Promise<void> {
    const speaker = story.speakers[pick % story.speakers.length];
    const signatory = speaker?.signatories[pick % speaker.signatories.length];
    const all = pick % 2 === 0;
    for (const slot of story.slots) {
      const isTheirs = all || (slot.speaker === speaker?.id && slot.signatory === signatory);
      if (!isTheirs || (scopes.length > 0 && !scopes.includes(slot.scope))) continue;
      this.#events += 1;
      Object.assign(slot, { yes: false, event: this.#events });
    }
    await withdrawConsent(this.app, {
      episodeId: story.id,
      channel: "page",
      ...(scopes.length === 0 ? {} : { scopes }),
      ...(all || speaker === undefined || signatory === undefined
        ? {}
        : { speakerId: speaker.id, signatoryId: signatory }),
    });
  }

  /** A name is taken back by choosing none; an end is brought forward. */
  async #narrow(story: OracleStory, { pick }: Step): Promise<void> {
    const slot = story.slots[pick % Math.max(1, story.slots.length)];
    if (slot === undefined) return;
    const { speaker: speakerId, signatory: signatoryId, scope } = slot;
    const until = Math.min(slot.until, this.now + 86_400_000);
    const to =
      scope === "name"
        ? { nameChoice: { kind: "none" as const } }
        : { validUntil: new Date(until).toISOString() };
    this.#events += 1;
    const narrowed = scope === "name" ? { name: "none" as const, otherName: "" } : { until };
    Object.assign(slot, narrowed, { event: this.#events });
    slot.about = scope === "name" ? aboutNow(story, speakerId, slot) : slot.about;
    const event = { kind: "narrow", by: { kind: "staff", staffId: "staff" }, to } as const;
    await changeConsent(this.app, story.id, {
      closes: true,
      decide: () => [{ speakerId, signatoryId, scope, event }],
    });
    await reconcileEpisode(this.app, story.id);
  }

  async #edit(story: OracleStory, pick: number): Promise<void> {
    const part =
      (["title", "words", "audio", "words", "translation"] as const)[pick % 5] ?? "title";
    const token = this.#token(part);
    if (part === "words" || part === "translation")
      return this.#editWords(story, part, token, pick);
    story[part] = token;
    await editStory(this.app, story.id, part, token);
    await reconcileEpisode(this.app, story.id);
  }

  /** Words from a file; those that nobody answers for have to be read by somebody here. */
  async #editWords(
    story: OracleStory,
    part: "words" | "translation",
    token: string,
    pick: number,
  ): Promise<void> {
    const corrected = pick % 2 === 0;
    story[part] = token;
    story[part === "words" ? "wordsRead" : "translationRead"] = corrected;
    const file = `WEBVTT\n\n00:00.000 --> 00:02.000\n<v s1>${token}\n`;
    const edit = { episodeId: story.id, staffId: "staff", file, corrected };
    if (part === "words") await replaceWords(this.app, edit);
    else await addTranslation(this.app, { ...edit, language: "en" });
  }

  async #review(story: OracleStory, pick: number): Promise<void> {
    const isTranslation = pick % 2 === 1;
    if (isTranslation && story.translation === "") return;
    story[isTranslation ? "translationRead" : "wordsRead"] = true;
    const language = isTranslation ? "en" : "fr";
    await reviewWords(this.app, { episodeId: story.id, staffId: "staff", language });
  }

  async #embargo(story: OracleStory): Promise<void> {
    story.embargo = true;
    const until = new Date(this.now + 5 * 86_400_000).toISOString();
    await setEmbargo(this.app, { episodeId: story.id, until });
  }

  async #lift(story: OracleStory): Promise<void> {
    story.embargo = false;
    await liftEmbargo(this.app, story.id);
  }

  async #erase(story: OracleStory): Promise<void> {
    story.erased = true;
    const askedAt = this.app.time.now;
    const confirmed = { at: askedAt, staffId: "staff", secondContact: "met" };
    await eraseStory(this.app, story.id, {
      speakerId: "s1",
      signatoryId: "self",
      askedAt,
      confirmed,
    });
  }

  async #clock(pick: number): Promise<void> {
    // Forward by days, and now and then back.
    this.#advance((pick % 5 === 4 ? -1 : 1) * (1 + (pick % 40)) * 86_400);
    await sweep(this.app);
    await this.#work();
    this.#endWhatEnded();
  }

  async #backUp(): Promise<void> {
    this.#copies += 1;
    const copy = structuredClone(this.stories);
    await backUp(this.app, this.app.backups, `copy ${this.#copies}`);
    this.#copy = copy;
  }

  async #restore(): Promise<void> {
    if (this.#copy === undefined) return;
    const then = this.#copy;
    this.stories = then.map((story) => {
      const now = this.stories.find(({ id }) => id === story.id);
      return now === undefined ? story : restored(story, now, this.now);
    });
    this.#endWhatEnded();
    await restore(this.app, this.app.backups, `copy ${this.#copies}`);
  }

  /** Nothing that a stranger can meet goes beyond what one of these states permits. */
  async #look(states: readonly State[]): Promise<void> {
    const anywhere = new Set<string>();
    const inFeeds = new Set<string>();
    for (const { stories, now } of states) {
      for (const story of stories) {
        const may = permittedOf(story, now);
        for (const token of may.anywhere) anywhere.add(token);
        for (const token of may.inFeeds) inFeeds.add(token);
      }
    }
    for (const key of this.app.publicStore.files.keys()) {
      const { text } = await this.app.stranger(`/${key}`);
      const permitted = key.startsWith("feeds/") ? inFeeds : anywhere;
      for (const [token] of text.matchAll(tokenPattern)) {
        if (!permitted.has(token)) throw new Error(`${token} can be met at /${key}`);
        this.seenOpen += 1;
      }
    }
  }

  /** At rest everything that may be public is, and all accounts agree. */
  async end(): Promise<void> {
    await this.settle();
    await this.#look([this.#state()]);
    const verified = await verifySite(this.app);
    const odd = [...verified.differences, ...verified.chain.faults];
    if (odd.length > 0) throw new Error(`verify: ${JSON.stringify(odd)}`);
  }
}

/** A job for a story that a restore has lost ends among the dead letters. */
function unlessLost(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== "episode-unknown") throw error;
}
