import { createContentFolder } from "#adapters/content/content-folder";
import type { Content } from "#ports/content";

/** The words and data of a content folder, checked: for programs that build something of them. */
export const readContent = (folder: string): Content => createContentFolder(folder);
