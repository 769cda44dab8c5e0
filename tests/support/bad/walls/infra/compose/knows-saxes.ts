// fires: saxes-lives-at-home
import * as vendor from "saxes";

export const known = vendor;
