import { childrenOf, type XmlNode } from "#adapters/xml/saxes-xml-tree";

/** What is wrong with a feed, and where. `warning`: PSP-1 recommends otherwise, apps still read it. */
export type FeedFault = {
  readonly code: FeedFaultCode;
  /** `channel/title`, `item[3]/enclosure@length`: items count from 1. */
  readonly where: string;
  readonly level: "error" | "warning";
  /** The offending value, shortened. */
  readonly found?: string;
};

export type FeedFaultCode =
  | "xml-malformed"
  | "xml-encoding"
  | "not-rss"
  | "namespace-address"
  | "unknown-element"
  | "missing"
  | "recommended"
  | "repeated"
  | "empty"
  | "padded"
  | "too-long"
  | "address"
  | "value"
  | "category-unknown"
  | "date-format"
  | "date-future"
  | "date-order"
  | "length"
  | "type"
  | "extension"
  | "html-tag"
  | "self-link"
  | "guid-repeated"
  | "guid-not-an-address"
  | "enclosure-repeated"
  | "title-repeated"
  | "source-missing"
  | "too-many-items"
  | "archive-links";

/** Collects faults; `at` is the path that `where` is given below. */
export type Notes = {
  readonly faults: FeedFault[];
  error(code: FeedFaultCode, where: string, found?: string): void;
  warn(code: FeedFaultCode, where: string, found?: string): void;
};

export function createNotes(): Notes {
  const faults: FeedFault[] = [];
  const note =
    (level: FeedFault["level"]) => (code: FeedFaultCode, where: string, found?: string) => {
      faults.push({
        code,
        where,
        level,
        ...(found === undefined ? {} : { found: found.slice(0, 120) }),
      });
    };
  return { faults, error: note("error"), warn: note("warning") };
}

/** What an element or attribute must be. */
export type Rule = {
  readonly need?: "required" | "recommended";
  readonly many?: boolean;
  /** Attribute that holds the value, instead of the element's text. */
  readonly attribute?: string;
  /** In UTF-16 units; 255 unless said otherwise (PSP-1). */
  readonly charactersMax?: number;
  readonly bytesMax?: number;
  /** The code of what is wrong with a value that is there, or nothing. */
  readonly check?: (value: string) => FeedFaultCode | undefined;
};

/** Holds the children of a node to a table of rules, by name. */
export function checkChildren(
  node: XmlNode,
  at: string,
  rules: Readonly<Record<string, Rule>>,
  notes: Notes,
): void {
  for (const [name, rule] of Object.entries(rules)) {
    const found = childrenOf(node, name);
    const where = `${at}/${name}`;
    if (found.length === 0) {
      if (rule.need === "required") notes.error("missing", where);
      if (rule.need === "recommended") notes.warn("recommended", where);
    }
    if (found.length > 1 && rule.many !== true) notes.error("repeated", where);
    for (const child of found) checkValue(child, where, rule, notes);
  }
}

function checkValue(node: XmlNode, at: string, rule: Rule, notes: Notes): void {
  const where = rule.attribute === undefined ? at : `${at}@${rule.attribute}`;
  const value = rule.attribute === undefined ? node.text : node.attributes[rule.attribute];
  if (value === undefined) return notes.error("missing", where);
  if (value.trim() === "") return notes.error("empty", where);
  if (value !== value.trim()) notes.error("padded", where, value);
  const bytes = new TextEncoder().encode(value).length;
  const isLong =
    rule.bytesMax === undefined
      ? value.length > (rule.charactersMax ?? 255)
      : bytes > rule.bytesMax;
  if (isLong) notes.error("too-long", where, `${value.length} characters, ${bytes} bytes`);
  const code = rule.check?.(value.trim());
  if (code !== undefined) notes.error(code, where, value);
}
