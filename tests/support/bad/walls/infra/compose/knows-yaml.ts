// fires: yaml-lives-at-home
import * as vendor from "yaml";

export const known = vendor;
