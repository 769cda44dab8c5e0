import type { StoryState } from "#core/studio/page";
import { LooksAgain } from "./looks-again.ts";

/** Looks again while a recording is worked on, and shows the whole page anew when something has changed. */
class StoryStateElement extends LooksAgain {
  /** Often enough to be watched, seldom enough for a phone. */
  protected override readonly pace = { firstMs: 700, slowestMs: 5_000, growth: 1.3 };

  protected override isWorking(): boolean {
    return this.dataset["stage"] === "received";
  }

  protected override async look(): Promise<void> {
    const answer = await fetch(this.dataset["address"] ?? "", {
      headers: { Accept: "application/json" },
    });
    if (answer.ok) this.#show((await answer.json()) as StoryState);
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
