// fires: podcast-lives-at-home
import * as vendor from "podcast";

export const known = vendor;
