// fires: send-lives-at-home
import * as vendor from "send";

export const known = vendor;
