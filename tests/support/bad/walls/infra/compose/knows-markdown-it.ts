// fires: markdown-it-lives-at-home
import * as vendor from "markdown-it";

export const known = vendor;
