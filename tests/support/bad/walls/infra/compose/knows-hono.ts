// fires: hono-lives-at-home
import * as vendor from "hono";

export const known = vendor;
