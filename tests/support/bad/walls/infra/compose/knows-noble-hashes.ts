// fires: @noble/hashes-lives-at-home
import * as vendor from "@noble/hashes";

export const known = vendor;
