/** Starts a recording, and tells when it cannot be heard. A pause that comes before the sound does is no failure. */
export function startSound(audio: HTMLAudioElement, onFailure: () => void): void {
  audio.play().catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === "AbortError")) onFailure();
  });
}
