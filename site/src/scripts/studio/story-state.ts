import type { StoryState } from "#core/studio/page";

/** How often the state is asked for: often enough to be watched, seldom enough for a phone. */
const firstMs = 700;
const slowestMs = 5_000;

/** Looks again while a recording is worked on, and shows the whole page anew when something has changed. */
class StoryStateElement extends HTMLElement {
  #waitMs = firstMs;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.dataset["stage"] === "received") this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer = setTimeout(() => void this.#look(), this.#waitMs);
  }

  async #look(): Promise<void> {
    try {
      const answer = await fetch(this.dataset["address"] ?? "", {
        headers: { Accept: "application/json" },
      });
      if (answer.ok) this.#show((await answer.json()) as StoryState);
    } catch {
      // No network: the next look will tell.
    }
    this.#waitMs = Math.min(slowestMs, this.#waitMs * 1.3);
    if (this.isConnected) this.#later();
  }

  #show({ stage, stepsDone }: StoryState): void {
    if (stage !== "received") {
      location.reload();
      return;
    }
    const done = [
      true,
      ...["probe", "master", "transcribe"].map((step) => stepsDone.includes(step)),
    ];
    for (const [index, item] of [...this.querySelectorAll(".step")].entries()) {
      item.classList.toggle("step-done", done[index] === true);
      const mark = item.querySelector(".visually-hidden");
      if (mark !== null) mark.textContent = done[index] === true ? " ✓" : "";
    }
  }
}

if (!customElements.get("story-state")) customElements.define("story-state", StoryStateElement);
