/**
 * HTML that is ready to be set, for what thousands of pages are made of: each
 * component, fragment and expression of a page costs more than the few characters
 * that it becomes, and a press pays for it on every page of every story.
 */
import { escapeHTML, markHTMLString } from "astro/runtime/server/index.js";

/** Text for an element's content, as Astro writes it. */
export const escapedText = (text: string): string => escapeHTML(text);

/** Text for the value of an attribute between double quotes, as Astro writes it. */
export const attributeText = (text: string): string =>
  /[&"]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll('"', "&quot;") : text;

/** An attribute with the space before it, as Astro writes it; nothing for a value that there is not. */
export function attribute(name: string, value: string | number | undefined): string {
  if (value === undefined) return "";
  const text = String(value);
  if (text === "") return ` ${name}`;
  return ` ${name}="${attributeText(text)}"`;
}

/** Lets HTML stand as it is where a component would escape text. */
export const readyHtml = (html: string) => markHTMLString(html);

type Ready = ReturnType<typeof markHTMLString>;
const kept = new WeakMap<object, Map<string, Ready>>();

/**
 * What `render` makes, asked for once: later the very same, for as long as
 * `source`, which it is made from, lives. A name stands for everything else that it depends on.
 */
export function keptHtml(
  source: object,
  name: string,
  render: () => Promise<string>,
): Ready | Promise<Ready> {
  const ofSource = kept.get(source) ?? new Map<string, Ready>();
  kept.set(source, ofSource);
  const known = ofSource.get(name);
  if (known !== undefined) return known;
  return render().then((html) => {
    const ready = readyHtml(html);
    ofSource.set(name, ready);
    return ready;
  });
}
