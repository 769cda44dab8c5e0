/**
 * Records a spoken yes in the page and puts it into the form's file field, so
 * that the form is sent in one way, with or without this script.
 */
class VoiceRecorder extends HTMLElement {
  #recorder: MediaRecorder | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const isAble = "MediaRecorder" in globalThis && navigator.mediaDevices !== undefined;
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    const toggle = this.#part<HTMLButtonElement>("toggle");
    if (!isAble || input === null || toggle === null) return;
    this.setAttribute("data-able", "");
    toggle.hidden = false;
    input.hidden = true;
    toggle.addEventListener("click", () => {
      if (this.#recorder === undefined) void this.#start(input);
      else this.#recorder.stop();
    });
  }

  disconnectedCallback(): void {
    this.#recorder?.stop();
  }

  #part<Part extends HTMLElement>(name: string): Part | null {
    return this.querySelector<Part>(`[data-recorder="${name}"]`);
  }

  #say(label: string | undefined): void {
    const words = this.#part("label");
    if (words !== null && label !== undefined) words.textContent = label;
  }

  async #start(input: HTMLInputElement): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      // Speech needs no more, and a slow network thanks us.
      const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000 });
      const pieces: Blob[] = [];
      recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
      recorder.addEventListener("stop", () => {
        clearTimeout(this.#timer);
        for (const track of stream.getTracks()) track.stop();
        this.#recorder = undefined;
        this.removeAttribute("data-recording");
        this.#take(input, new Blob(pieces, { type: recorder.mimeType }));
      });
      recorder.start();
      this.#recorder = recorder;
      this.setAttribute("data-recording", "");
      this.#say(this.dataset["stop"]);
      const seconds = Number(this.dataset["seconds"] ?? 20);
      this.#timer = setTimeout(() => recorder.stop(), seconds * 1000);
    } catch {
      // No microphone, or no permission: the page says that it can be skipped.
      const failed = this.#part("failed");
      if (failed !== null) failed.hidden = false;
      input.hidden = false;
    }
  }

  #take(input: HTMLInputElement, sound: Blob): void {
    const files = new DataTransfer();
    files.items.add(new File([sound], "oui", { type: sound.type }));
    input.files = files.files;
    const heard = this.#part<HTMLAudioElement>("heard");
    if (heard !== null) {
      URL.revokeObjectURL(heard.src);
      heard.src = URL.createObjectURL(sound);
      heard.hidden = false;
    }
    this.#say(this.dataset["again"]);
  }
}

if (!customElements.get("voice-recorder")) customElements.define("voice-recorder", VoiceRecorder);
