import { attribute, escapedText } from "../ready-html.ts";
import type { Fact } from "./facts.ts";

/** What is known of a story, as pairs of a list; facts of the same name stand under it together. */
export const factsHtml = (facts: readonly Fact[]): string =>
  [...Map.groupBy(facts, ({ name }) => name)]
    .map(
      ([name, values]) =>
        `<div><dt class="visually-hidden">${escapedText(name)}</dt>${values.map(valueHtml).join("")}</div>`,
    )
    .join("");

function valueHtml({ value, dateTime, language, path }: Fact): string {
  const text = escapedText(value);
  const shown =
    dateTime !== undefined
      ? `<time${attribute("datetime", dateTime)}>${text}</time>`
      : path === undefined
        ? text
        : `<a${attribute("href", path)}>${text}</a>`;
  return `<dd${attribute("lang", language)}>${shown}</dd>`;
}
