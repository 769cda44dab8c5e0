/** How long to wait before a look: at first, at most, and how many times longer each time. */
export type Pace = {
  readonly firstMs: number;
  readonly slowestMs: number;
  readonly growth: number;
};

/** An element that looks at the server again while something in it is worked on: soon at first, then less and less often. */
export abstract class LooksAgain extends HTMLElement {
  protected abstract readonly pace: Pace;
  #waitMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether there is anything to look for. */
  protected abstract isWorking(): boolean;
  /** Asks the server and shows what it says. */
  protected abstract look(): Promise<void>;

  connectedCallback(): void {
    this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    if (!this.isWorking()) return;
    this.#waitMs ??= this.pace.firstMs;
    this.#timer = setTimeout(() => void this.#lookNow(), this.#waitMs);
    this.#waitMs = Math.min(this.pace.slowestMs, this.#waitMs * this.pace.growth);
  }

  async #lookNow(): Promise<void> {
    try {
      await this.look();
    } catch {
      // No network: the next look will tell.
    }
    if (this.isConnected) this.#later();
  }
}
