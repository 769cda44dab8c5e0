import { attribute, escapedText } from "../ready-html.ts";
import type { Fact } from "./facts.ts";

/** What is known of a story, as pairs of a list; facts of the same name, one after the other, stand under it together. */
export const factsHtml = (facts: readonly Fact[]): string =>
  facts
    .map((fact, at) => {
      const isFirst = facts[at - 1]?.name !== fact.name;
      const isLast = facts[at + 1]?.name !== fact.name;
      const name = `<div><dt class="visually-hidden">${escapedText(fact.name)}</dt>`;
      return `${isFirst ? name : ""}${valueHtml(fact)}${isLast ? "</div>" : ""}`;
    })
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
