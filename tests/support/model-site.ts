import { type MemoryApp, memoryApp } from "./memory-app.ts";
import { type MortalProcesses, mortalProcesses } from "./mortal-process.ts";
import type { OracleStory } from "./naive-oracle.ts";

/** What the oracle knows of a backup: its name, and the stories as they were. */
export type ModelCopy = { readonly name: string; readonly stories: readonly OracleStory[] };

/** The real use cases on stores in memory, and beside them the account of what was done to them, for the oracle. */
export class ModelSite {
  readonly app: MemoryApp;
  readonly processes: MortalProcesses = mortalProcesses();
  stories: OracleStory[] = [];
  /** The last backup that came to its end. */
  copy: ModelCopy | undefined;
  /** What the bytes of the recording that was processed last are called. */
  lastAudio = "";
  #events = 0;
  #tokens = 0;
  #copies = 0;

  constructor() {
    this.app = memoryApp(() => this.processes.atCall());
    this.#carryTokens();
  }

  /** Recordings whose bytes name them. */
  #carryTokens(): void {
    const { transcoder } = this.app;
    const { master } = transcoder;
    transcoder.master = async (...asked) => {
      const made = await master(...asked);
      this.lastAudio = this.token("audio");
      const renditions = made.renditions.map((one) => ({
        ...one,
        path: `/scratch/${this.lastAudio}-${one.encoding}`,
      }));
      return { ...made, renditions };
    };
  }

  /** A word that no other part of any story has. */
  token(kind: string): string {
    this.#tokens += 1;
    return `${kind}xq${this.#tokens}x`;
  }

  nextEvent(): number {
    this.#events += 1;
    return this.#events;
  }

  nextCopyName(): string {
    this.#copies += 1;
    return `copy ${this.#copies}`;
  }

  /** Milliseconds. */
  get now(): number {
    return Date.parse(this.app.time.now);
  }

  advance(seconds: number): void {
    this.app.time.now = new Date(this.now + seconds * 1000).toISOString();
  }

  /** A yes whose end has come has ended, even if the clock is set back later. */
  endWhatEnded(): void {
    for (const story of this.stories)
      for (const slot of story.slots) if (slot.until <= this.now) slot.yes = false;
  }
}
