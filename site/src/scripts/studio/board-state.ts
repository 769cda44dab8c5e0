import { LooksAgain } from "./looks-again.ts";

/**
 * `<board-state>`: while a recording on the board is being worked on, the list is
 * what the server says now. It asks for the very page that is open, so that
 * filters and roles are decided in one place.
 */
class BoardState extends LooksAgain {
  /** Often enough to be watched, seldom enough for a phone that lies on a table. */
  protected override readonly pace = { firstMs: 3_000, slowestMs: 30_000, growth: 1.5 };

  protected override isWorking(): boolean {
    return this.querySelector(".standing-received") !== null;
  }

  protected override async look(): Promise<void> {
    // Nobody looks at a page behind others.
    if (!document.hidden) this.#show(await (await fetch(location.href)).text());
  }

  /** An answer without a board is the page to sign in: what stands here stays. A row that has the focus is left alone. */
  #show(html: string): void {
    const now = new DOMParser().parseFromString(html, "text/html").querySelector("board-state");
    if (now === null || this.contains(document.activeElement)) return;
    if (now.innerHTML !== this.innerHTML) this.replaceChildren(...now.childNodes);
  }
}

if (!customElements.get("board-state")) customElements.define("board-state", BoardState);
