// fires: subset-font-lives-at-home
import * as vendor from "subset-font";

export const known = vendor;
