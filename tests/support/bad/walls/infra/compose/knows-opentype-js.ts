// fires: opentype.js-lives-at-home
import * as vendor from "opentype.js";

export const known = vendor;
