// fires: negotiator-lives-at-home
import * as vendor from "negotiator";

export const known = vendor;
