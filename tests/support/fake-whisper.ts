/** Plays the program that listens, as its order's episode id tells it to: to answer, crash, hang, or eat. */
import type { WhisperOrder } from "#adapters/whisper/whisper-transcriber";

process.once("message", ({ request, engine }: WhisperOrder) => {
  const { episodeId: act, language } = request;
  if (act === "crash") process.kill(process.pid, "SIGSEGV");
  if (act === "hang") for (;;);
  if (act === "eat") {
    const eaten: Buffer[] = [];
    setInterval(() => eaten.push(Buffer.alloc(50_000_000, 1)), 20);
    return;
  }
  if (act === "refuse") {
    process.send?.({ refusal: "speech-not-understood" });
    return;
  }
  const cues = [{ startSeconds: 0, endSeconds: 1, text: "Bonjour." }];
  process.send?.({
    transcript: { language, engine, provenance: "machine", cues, warnings: [] },
  });
});
