// fires: node:sqlite-lives-at-home
import { DatabaseSync } from "node:sqlite";

export const open = (path: string) => new DatabaseSync(path);
