// fires: client-zip-lives-at-home
import * as vendor from "client-zip";

export const known = vendor;
