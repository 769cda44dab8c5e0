/** How often the board is asked for: often enough to be watched, seldom enough for a phone that lies on a table. */
const firstMs = 3_000;
const slowestMs = 30_000;

/**
 * `<board-state>`: while a recording on the board is being worked on, the list is
 * what the server says now. It asks for the very page that is open, so that
 * filters and roles are decided in one place.
 */
class BoardState extends HTMLElement {
  #waitMs = firstMs;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    const isWorking = this.querySelector(".standing-received") !== null;
    if (isWorking) this.#timer = setTimeout(() => void this.#look(), this.#waitMs);
  }

  async #look(): Promise<void> {
    this.#waitMs = Math.min(slowestMs, this.#waitMs * 1.5);
    try {
      // Nobody looks at a page behind others.
      if (!document.hidden) this.#show(await (await fetch(location.href)).text());
    } catch {
      // No network: the next look will tell.
    }
    if (this.isConnected) this.#later();
  }

  /** An answer without a board is the page to sign in: what stands here stays. A row that has the focus is left alone. */
  #show(html: string): void {
    const now = new DOMParser().parseFromString(html, "text/html").querySelector("board-state");
    if (now === null || this.contains(document.activeElement)) return;
    if (now.innerHTML !== this.innerHTML) this.replaceChildren(...now.childNodes);
  }
}

if (!customElements.get("board-state")) customElements.define("board-state", BoardState);
