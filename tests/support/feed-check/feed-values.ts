import type { FeedFaultCode } from "./feed-fault.ts";

type Check = (value: string) => FeedFaultCode | undefined;

const when = (isRight: boolean, code: FeedFaultCode): FeedFaultCode | undefined =>
  isRight ? undefined : code;

export const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    when(values.includes(value), "value");

export const matching =
  (pattern: RegExp): Check =>
  (value) =>
    when(pattern.test(value), "value");

/** A full http(s) address in ASCII, as apps fetch it without escaping anything. */
export const isAddress = (value: string): boolean =>
  /^https?:\/\/[\x21-\x7e]+$/.test(value) && URL.canParse(value);

export const address: Check = (value) => when(isAddress(value), "address");

export const email: Check = (value) => when(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), "value");

/** Apple: JPEG or PNG with the ending that says so. */
export const artwork: Check = (value) =>
  address(value) ?? when(/\.(jpe?g|png)$/i.test(new URL(value).pathname), "extension");

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const datePattern =
  /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) \d{2}:\d{2}:\d{2} (?:GMT|[+-]\d{4})$/;

/** RFC 2822 with a four-digit year and the right day of the week. */
export const date: Check = (value) => {
  const parts = datePattern.exec(value);
  if (parts === null || Number.isNaN(Date.parse(value))) return "date-format";
  const day = new Date(`${parts[2]} ${parts[3]} ${parts[4]} 00:00:00 GMT`);
  return when(
    day.getUTCDate() === Number(parts[2]) && days[day.getUTCDay()] === parts[1],
    "date-format",
  );
};

/** The tags that PSP-1 lets a description have. */
const tags = new Set(["p", "ol", "ul", "li", "a", "b", "i", "strong", "em"]);

export const html: Check = (value) => {
  const found = [...value.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag = ""]) =>
    tag.toLowerCase(),
  );
  return when(
    found.every((tag) => tags.has(tag)),
    "html-tag",
  );
};

/** UUID of version 5. */
export const uuid5: Check = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
);

/** A whole number above zero, in digits alone. */
export const isCount = (value: string | undefined): boolean => /^[1-9]\d{0,14}$/.test(value ?? "");
export const count: Check = (value) => when(isCount(value), "length");

/** Ending that an address must have for each type of sound (Apple). */
const endings: Readonly<Record<string, RegExp>> = {
  "audio/mpeg": /\.mp3$/i,
  "audio/x-m4a": /\.m4a$/i,
  "audio/m4a": /\.m4a$/i,
  "audio/mp4": /\.m4a$/i,
  "video/mp4": /\.mp4$/i,
  "video/m4v": /\.m4v$/i,
  "video/x-m4v": /\.m4v$/i,
};

/** What is wrong with an enclosure's type, or with the ending of its address. */
export function enclosureTypeFault(type: string, url: string): FeedFaultCode | undefined {
  const ending = Object.hasOwn(endings, type) ? endings[type] : undefined;
  if (ending === undefined) return "type";
  return when(!isAddress(url) || ending.test(new URL(url).pathname), "extension");
}
