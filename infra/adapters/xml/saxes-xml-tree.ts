import { SaxesParser } from "saxes";

/** An element with its name as its namespace's usual prefix gives it (`itunes:image`), whatever the file's prefix. */
export type XmlNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Its own text, without that of its children; CDATA and references resolved. */
  readonly text: string;
};

/** Usual prefix of each namespace that feeds, sitemaps and oEmbed answers use. Addresses are case-sensitive. */
const prefixes: Readonly<Record<string, string>> = {
  "": "",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
  "https://podcastindex.org/namespace/1.0": "podcast:",
  "http://www.w3.org/2005/Atom": "atom:",
  "http://purl.org/dc/elements/1.1/": "dc:",
  "http://purl.org/rss/1.0/modules/content/": "content:",
  "http://purl.org/syndication/history/1.0": "fh:",
  "http://www.sitemaps.org/schemas/sitemap/0.9": "",
  "http://www.w3.org/1999/xhtml": "xhtml:",
};

type Open = { name: string; attributes: Record<string, string>; children: Open[]; text: string };

export type XmlTree =
  { readonly root: XmlNode; readonly instructions: readonly string[] } | { readonly fault: string };

/**
 * Reads XML 1.0 with namespaces, strictly: the first thing that a conforming
 * parser must refuse is the fault. A document type is one too: feeds need none,
 * and it is how entities blow up.
 */
export function readXml(xml: string): XmlTree {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  const instructions: string[] = [];
  let root: Open | undefined;
  let fault: string | undefined;
  parser.on("error", (error) => (fault ??= error.message));
  parser.on("doctype", () => (fault ??= "doctype"));
  parser.on("processinginstruction", ({ target, body }) => instructions.push(`${target} ${body}`));
  parser.on("opentag", (tag) => {
    const attributes = Object.values(tag.attributes).filter(
      ({ prefix, name }) => prefix !== "xmlns" && name !== "xmlns",
    );
    const node: Open = {
      name: `${prefixes[tag.uri] ?? `{${tag.uri}}`}${tag.local}`,
      attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const addText = (text: string) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  if (fault !== undefined) return { fault };
  return root === undefined ? { fault: "no root element" } : { root, instructions };
}

/** The children of that name. */
export function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((child) => child.name === name);
}

/** The first child of that name. */
export function childOf(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((child) => child.name === name);
}
