/** Full scale is 1; below this for some seconds nobody is heard, above that the microphone distorts. */
const quietPeak = 0.03;
const loudPeak = 0.97;
const quietAfterMs = 4_000;
const loudForMs = 1_500;
const everyMs = 100;

export type Level = { readonly peak: number; readonly isQuiet: boolean; readonly isLoud: boolean };

/** Tells ten times a second how loud a microphone is, until the returned function is called. */
export function createLevelMeter(stream: MediaStream, tell: (level: Level) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2_048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let heardAt = performance.now();
  let loudAt = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    const now = performance.now();
    if (peak >= quietPeak) heardAt = now;
    if (peak >= loudPeak) loudAt = now;
    const isQuiet = now - heardAt > quietAfterMs;
    tell({ peak: Math.min(1, peak), isQuiet, isLoud: now - loudAt < loudForMs });
  }, everyMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
