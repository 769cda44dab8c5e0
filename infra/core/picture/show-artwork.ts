import { seedWaveform } from "./seed-waveform.ts";
import { voicePaletteOf } from "./voice-palette.ts";

const side = 3000;
const centre = side / 2;
/** Several voices around one light: each ring is a minute of sixty rays, as on the covers of stories. */
const rings = [
  { start: 520, longest: 230, width: 30 },
  { start: 820, longest: 250, width: 34 },
  { start: 1140, longest: 240, width: 38 },
] as const;
const rays = 60;
const shortest = 18;

/**
 * The square picture of a show, as SVG without text, fonts or links: a chorus
 * of three rings in the colours of its slug. The same slug always gives the same
 * drawing; no two slugs give the same.
 */
export function showArtworkSvg(slug: string): string {
  const { field, ink, second } = voicePaletteOf(slug);
  const strokes = rings.map(({ start, longest, width }, index) => {
    const levels = seedWaveform(`${slug}/${index}`);
    const path = levels
      .map((level, ray) => drawRay(ray, start, start + shortest + level * longest))
      .join("");
    return `<path d="${path}" fill="none" stroke="${index === 1 ? second : ink}" stroke-width="${width}" stroke-linecap="round"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}">`,
    `<rect width="${side}" height="${side}" fill="${field}"/>`,
    `<circle cx="${centre}" cy="${centre}" r="440" fill="#ffffff" fill-opacity="0.34"/>`,
    `<circle cx="${centre}" cy="${centre}" r="240" fill="#ffffff" fill-opacity="0.42"/>`,
    ...strokes,
    `</svg>`,
  ].join("");
}

function drawRay(index: number, from: number, to: number): string {
  const angle = ((index + 0.5) / rays) * 2 * Math.PI;
  const point = (radius: number) =>
    `${Math.round(centre + Math.sin(angle) * radius)} ${Math.round(centre - Math.cos(angle) * radius)}`;
  return `M${point(from)}L${point(to)}`;
}
