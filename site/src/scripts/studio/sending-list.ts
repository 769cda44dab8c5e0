import type { StoryWords } from "../../i18n/studio/story-words-fr.ts";
import { sendStory, type SendingNews } from "./send-story.ts";
import { askToPersist, changeDraft, deleteDraft, type Draft, listDrafts } from "./story-vault.ts";

type Words = StoryWords["record"]["draft"];

/** How long something that was sent is still told. */
const sentShownMs = 86_400_000;
const lookEveryMs = 2_000;

/** Recordings on this device: sends those that are to be sent, and tells how far each is. */
class SendingList extends HTMLElement {
  readonly #sending = new Map<string, AbortController>();
  readonly #news = new Map<string, SendingNews>();
  readonly #rows = new Map<string, { readonly row: HTMLLIElement; state: string }>();
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    if (!("indexedDB" in globalThis)) return;
    void askToPersist();
    void this.look();
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    for (const sending of this.#sending.values()) sending.abort();
  }

  get #words(): Words {
    return JSON.parse(this.dataset["words"] ?? "{}") as Words;
  }

  /** Looks at what is kept now; other tabs change it too. */
  async look(): Promise<void> {
    const drafts: Draft[] = [];
    for (const draft of await listDrafts()) {
      const isOld = draft.state === "sent" && Date.now() - draft.createdAt > sentShownMs;
      if (isOld) await deleteDraft(draft.id);
      // The take of this very page is shown by the recorder.
      else if (draft.id !== this.dataset["current"]) drafts.push(draft);
    }
    this.hidden = drafts.length === 0;
    const ids = new Set(drafts.map(({ id }) => id));
    for (const [id, { row }] of this.#rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    for (const draft of drafts) {
      if (draft.state === "sending") this.#send(draft);
      this.#draw(draft);
    }
  }

  #send({ id }: Draft): void {
    if (this.#sending.has(id)) return;
    const stop = new AbortController();
    this.#sending.set(id, stop);
    const tell = (news: SendingNews) => {
      this.#news.set(id, news);
      this.#tell(id, news);
    };
    sendStory(id, tell, stop.signal)
      .catch((error: unknown) => console.warn("sending stopped", error))
      .finally(() => {
        this.#sending.delete(id);
        void this.look();
      });
  }

  #draw(draft: Draft): void {
    const known = this.#rows.get(draft.id);
    if (known?.state === draft.state) return;
    const row = known?.row ?? document.createElement("li");
    row.className = "row sending-row";
    row.replaceChildren(this.#description(draft), this.#buttons(draft));
    if (known === undefined) this.querySelector("ul")?.append(row);
    this.#rows.set(draft.id, { row, state: draft.state });
    const news = this.#news.get(draft.id);
    if (news !== undefined && draft.state === "sending") this.#tell(draft.id, news);
  }

  #description({ title, state, problem }: Draft): HTMLElement {
    const words = this.#words;
    const said = {
      recording: words.unfinished,
      kept: words.waiting,
      sending: words.waiting,
      paused: words.waiting,
      failed: `${words.failed}. ${problem ?? ""}`,
      sent: words.sent,
    }[state];
    const box = document.createElement("div");
    const name = document.createElement("strong");
    name.textContent = title === "" ? words.unnamed : title;
    const status = document.createElement("p");
    status.className = "small sending-status";
    status.setAttribute("role", "status");
    status.textContent = said;
    box.append(name, status);
    if (state === "sending" || state === "paused") {
      const bar = document.createElement("progress");
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute("aria-label", `${words.progress} – ${name.textContent}`);
      box.append(bar);
    }
    return box;
  }

  #buttons({ id, state, storyId, title }: Draft): HTMLElement {
    const words = this.#words;
    const box = document.createElement("div");
    box.className = "buttons";
    const add = (label: string, act: () => Promise<unknown>) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = label;
      button.setAttribute("aria-label", `${label} – ${title === "" ? words.unnamed : title}`);
      button.addEventListener("click", () => void act().then(() => this.look()));
      box.append(button);
    };
    const link = (label: string, address: string) => {
      const anchor = document.createElement("a");
      anchor.className = "quiet";
      anchor.href = address;
      anchor.textContent = label;
      box.append(anchor);
    };
    if (state === "sent" && storyId !== undefined) link(words.open, `/studio/recits/${storyId}`);
    if (state === "sending") add(words.pause, () => this.#pause(id));
    if (state === "paused") add(words.resume, () => changeDraft(id, { state: "sending" }));
    if (state === "failed") add(words.retry, () => changeDraft(id, { state: "sending" }));
    if (state === "kept" || state === "recording" || state === "failed")
      link(
        words.use,
        `${location.pathname === "/studio/hors-ligne" ? "/studio/hors-ligne" : "/studio/enregistrer"}?prise=${id}`,
      );
    if (state !== "sending")
      add(words.discard, async () => {
        if (state === "sent" || confirm(words.discardSure)) await deleteDraft(id);
      });
    return box;
  }

  async #pause(id: string): Promise<void> {
    await changeDraft(id, { state: "paused" });
    this.#sending.get(id)?.abort();
  }

  #tell(id: string, news: SendingNews): void {
    const row = this.#rows.get(id)?.row;
    const status = row?.querySelector(".sending-status");
    const bar = row?.querySelector("progress");
    if (status === null || status === undefined) return;
    const words = this.#words;
    if (news.step === "sending") {
      if (bar) bar.value = news.sentBytes / news.bytes;
      status.textContent = `${words.sending} ${this.#progress(news)}`;
    } else if (news.step === "sign-in") {
      const link = document.createElement("a");
      link.href = `/studio/entrer?retour=${encodeURIComponent("/studio/enregistrer")}`;
      link.textContent = words.signInLink;
      status.replaceChildren(`${words.signIn} `, link);
    } else if (
      news.step === "preparing" ||
      news.step === "finishing" ||
      news.step === "offline" ||
      news.step === "full"
    ) {
      status.textContent = words[news.step];
    }
  }

  #progress(news: Extract<SendingNews, { step: "sending" }>): string {
    const locale = document.documentElement.lang;
    const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(
      news.sentBytes / news.bytes,
    );
    if (news.bytesPerSecond < 1) return percent;
    const rate = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: "kilobyte-per-second",
      maximumFractionDigits: 0,
    }).format(news.bytesPerSecond / 1000);
    const seconds = Math.ceil((news.bytes - news.sentBytes) / news.bytesPerSecond);
    const [value, unit] = seconds < 90 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
    const left = new Intl.NumberFormat(locale, { style: "unit", unit: String(unit) }).format(
      Number(value),
    );
    return `${percent}, ${rate}, ${this.#words.left.replace("{time}", left)}`;
  }
}

if (!customElements.get("sending-list")) customElements.define("sending-list", SendingList);
