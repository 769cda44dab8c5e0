/** `<text-preview>`: while somebody writes, the text as its page will show it, rendered by the site itself. */
const pauseMs = 400;

class TextPreview extends HTMLElement {
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  connectedCallback(): void {
    const field = document.getElementById(this.dataset["from"] ?? "");
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.addEventListener("input", () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => void this.#show(field.value), pauseMs);
    });
  }

  async #show(text: string): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    const body = new URLSearchParams({
      jeton: this.dataset["token"] ?? "",
      presentation: text,
    });
    let answer: Response;
    try {
      answer = await fetch("/studio/projets/apercu", { method: "POST", body });
    } catch {
      // No network: the words are in the form, and the next pause asks again.
      return;
    }
    // A session that ended answers with the page to sign in; what stands here stays.
    if (!answer.ok || mine !== this.#latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const shown = page.querySelector("[data-shown]");
    if (shown !== null) this.querySelector("[data-shown]")?.replaceChildren(...shown.childNodes);
  }
}

customElements.define("text-preview", TextPreview);
