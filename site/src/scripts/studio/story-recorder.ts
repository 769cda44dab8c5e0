import { newKeptName } from "./kept-here.ts";
import { createLevelMeter } from "./level-meter.ts";
import { addPiece, changeDraft, deleteDraft, putDraft, readDraft, soundOf } from "./story-vault.ts";

/** A piece of sound is kept this often; what comes after the last one is all that a sudden end can cost. */
const pieceMs = 1_000;
const lapSeconds = 60;
/** Speech at the quality that the public encodings start from. */
const bitsPerSecond = 96_000;
/** What phones write: WebM or MP4. */
const types = ["audio/webm;codecs=opus", "audio/mp4"];

type State = "idle" | "recording" | "paused" | "taken";

/** Records one minute: level, ring, pause, another take, listening back. Every second of it is kept on the device at once. */
class StoryRecorder extends HTMLElement {
  #recorder: MediaRecorder | undefined;
  #draft: string | undefined;
  #pieces = 0;
  #keeping: Promise<unknown> = Promise.resolve();
  #bytes = 0;
  #recordedMs = 0;
  #since = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #stopMeter: () => void = () => undefined;
  #awake: WakeLockSentinel | undefined;

  connectedCallback(): void {
    const isAble =
      "MediaRecorder" in globalThis && "indexedDB" in globalThis && "mediaDevices" in navigator;
    if (!isAble) return;
    this.hidden = false;
    this.#on("start", () => void this.#start());
    this.#on("stop", () => this.#recorder?.stop());
    this.#on("pause", () => this.#pause());
    this.#on("resume", () => this.#resume());
    this.#on("retake", () => void this.#retake());
    this.#show("idle");
    const taken = new URLSearchParams(location.search).get("prise");
    if (taken !== null) void this.#take(taken);
  }

  disconnectedCallback(): void {
    this.#recorder?.stop();
  }

  /** The take of this page, kept on the device; undefined while there is none. */
  get draft(): string | undefined {
    return this.#draft;
  }

  /** After it was handed on: ready for the next person. */
  forget(): void {
    this.#draft = undefined;
    this.#recordedMs = 0;
    this.#tick();
    this.#show("idle");
  }

  #part<Part extends Element = HTMLElement>(name: string): Part | null {
    return this.querySelector<Part>(`[data-part="${name}"]`);
  }

  #on(name: string, act: () => void): void {
    this.#part(name)?.addEventListener("click", act);
  }

  #show(state: State): void {
    this.dataset["state"] = state;
    const shown: Readonly<Record<State, readonly string[]>> = {
      idle: ["start"],
      recording: ["pause", "stop"],
      paused: ["resume", "stop"],
      taken: ["retake", "heard"],
    };
    for (const name of ["start", "pause", "resume", "stop", "retake", "heard"]) {
      const part = this.#part(name);
      if (part !== null) part.hidden = !shown[state].includes(name);
    }
    this.dispatchEvent(new CustomEvent("recorder-changed", { bubbles: true }));
  }

  async #start(): Promise<void> {
    const failed = this.#part("failed");
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
      });
      if (failed !== null) failed.hidden = true;
      await this.#record(stream);
    } catch {
      // No microphone, or no permission: a file can be chosen instead.
      if (failed !== null) failed.hidden = false;
    }
  }

  async #record(stream: MediaStream): Promise<void> {
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
    const recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: bitsPerSecond,
      ...(mimeType === "" ? {} : { mimeType }),
    });
    const id = newKeptName();
    const shared = { id, createdAt: Date.now(), mimeType: recorder.mimeType || mimeType };
    await putDraft({ ...shared, state: "recording", title: "", fields: {}, bytes: 0 });
    [this.#draft, this.#pieces, this.#bytes, this.#recordedMs] = [id, 0, 0, 0];
    recorder.addEventListener("dataavailable", ({ data }) => {
      if (data.size === 0) return;
      const index = this.#pieces;
      this.#pieces += 1;
      this.#bytes += data.size;
      this.#keeping = this.#keeping.then(() => addPiece(id, index, data));
    });
    recorder.addEventListener("stop", () => void this.#stopped(stream, id));
    // A call takes the microphone away: what was said until then is kept.
    for (const track of stream.getTracks())
      track.addEventListener("ended", () => {
        if (recorder.state !== "inactive") recorder.stop();
      });
    recorder.start(pieceMs);
    this.#recorder = recorder;
    this.#since = performance.now();
    this.#stopMeter = createLevelMeter(stream, (level) => this.#level(level));
    this.#ticking = setInterval(() => this.#tick(), 200);
    this.#show("recording");
    await this.#stayAwake();
  }

  /** A phone that goes dark stops recording. */
  async #stayAwake(): Promise<void> {
    try {
      this.#awake = await navigator.wakeLock.request("screen");
    } catch {
      // An older browser, or a battery that is low: whoever records touches the screen now and then.
    }
  }

  async #stopped(stream: MediaStream, id: string): Promise<void> {
    if (this.#recorder?.state === "inactive") this.#recordedMs = this.#elapsedMs();
    clearInterval(this.#ticking);
    this.#stopMeter();
    void this.#awake?.release();
    this.#since = 0;
    for (const track of stream.getTracks()) track.stop();
    this.#recorder = undefined;
    await this.#keeping;
    await changeDraft(id, { state: "kept", bytes: this.#bytes });
    await this.#take(id);
  }

  /** Shows a take that is kept on the device, to be heard and sent. */
  async #take(id: string): Promise<void> {
    const draft = await readDraft(id);
    if (draft === undefined || draft.state === "sent") return;
    const sound = await soundOf(draft);
    const heard = this.#part<HTMLAudioElement>("heard");
    if (heard !== null) {
      URL.revokeObjectURL(heard.src);
      heard.src = URL.createObjectURL(sound);
    }
    this.#draft = id;
    this.#show("taken");
  }

  async #retake(): Promise<void> {
    if (!confirm(this.dataset["retakeSure"])) return;
    if (this.#draft !== undefined) await deleteDraft(this.#draft);
    this.forget();
  }

  #pause(): void {
    if (this.#recorder?.state !== "recording") return;
    this.#recorder.pause();
    this.#recordedMs = this.#elapsedMs();
    this.#since = 0;
    this.#show("paused");
  }

  #resume(): void {
    if (this.#recorder?.state !== "paused") return;
    this.#recorder.resume();
    this.#since = performance.now();
    this.#show("recording");
  }

  #elapsedMs(): number {
    return this.#recordedMs + (this.#since === 0 ? 0 : performance.now() - this.#since);
  }

  #tick(): void {
    const seconds = this.#elapsedMs() / 1000;
    const whole = Math.floor(seconds);
    const text = `${Math.floor(whole / lapSeconds)}:${String(whole % lapSeconds).padStart(2, "0")}`;
    const time = this.#part("time");
    if (time !== null && time.textContent !== text) time.textContent = text;
    const isOver = seconds >= lapSeconds;
    this.#part("ring")?.setAttribute(
      "stroke-dashoffset",
      String(lapSeconds - (seconds % lapSeconds)),
    );
    this.toggleAttribute("data-over", isOver);
    if (seconds >= Number(this.dataset["secondsMax"] ?? 180)) this.#recorder?.stop();
  }

  /** Loudness in the room, and what to do about it after some seconds of it. */
  #level({ peak, isQuiet, isLoud }: { peak: number; isQuiet: boolean; isLoud: boolean }): void {
    const meter = this.#part<HTMLMeterElement>("level");
    if (meter !== null) meter.value = peak;
    const advice = this.#part("advice");
    if (advice === null) return;
    const said = isLoud ? this.dataset["tooLoud"] : isQuiet ? this.dataset["tooQuiet"] : "";
    if (advice.textContent !== said) advice.textContent = said ?? "";
  }
}

export type StoryRecorderElement = InstanceType<typeof StoryRecorder>;
if (!customElements.get("story-recorder")) customElements.define("story-recorder", StoryRecorder);
