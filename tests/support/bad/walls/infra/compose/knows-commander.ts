// fires: commander-lives-at-home
import * as vendor from "commander";

export const known = vendor;
