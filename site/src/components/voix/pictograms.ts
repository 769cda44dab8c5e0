import { mirroredPictograms, type Pictogram } from "#core/consent/notice";

/** The drawings of content/consent/pictograms, as they are: our own, without script or style. */
const files = import.meta.glob<string>("../../../../content/consent/pictograms/*.svg", {
  eager: true,
  query: "?raw",
  import: "default",
});

const drawings = new Map(
  Object.entries(files).map(([path, svg]) => [/([^/]+)\.svg$/.exec(path)?.[1] ?? "", svg]),
);

/** The drawing as SVG that takes the colour of the text around it; decoration, since words stand beside it. */
export function pictogram(name: Pictogram, direction: "ltr" | "rtl"): string {
  const svg = drawings.get(name);
  if (svg === undefined) throw new RangeError(`content/consent/pictograms has no ${name}.svg`);
  const turned = direction === "rtl" && mirroredPictograms.includes(name);
  const attributes = `class="picto${turned ? " picto-turned" : ""}" aria-hidden="true" focusable="false"`;
  return svg.replace("<svg ", `<svg ${attributes} `);
}
