// fires: esbuild-lives-at-home
import * as vendor from "esbuild";

export const known = vendor;
