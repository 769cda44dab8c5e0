/**
 * The Markdown of fact cards, written as HTML when a page is made: a card of the
 * studio has no build to wait for, so the cards of the files go the same way and
 * a preview is the page. Markup in the text stays text.
 */
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
// A picture has its own field, with the credit and the words that it needs.
markdown.disable("image");

export const presentationHtml = (text: string): string => markdown.render(text);
