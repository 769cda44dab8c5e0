// fires: fresh-lives-at-home
import * as vendor from "fresh";

export const known = vendor;
