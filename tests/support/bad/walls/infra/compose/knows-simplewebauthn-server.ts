// fires: @simplewebauthn/server-lives-at-home
import * as vendor from "@simplewebauthn/server";

export const known = vendor;
