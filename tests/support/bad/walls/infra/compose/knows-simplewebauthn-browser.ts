// fires: @simplewebauthn/browser-lives-at-home
import * as vendor from "@simplewebauthn/browser";

export const known = vendor;
