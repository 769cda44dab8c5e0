// fires: @hono/node-server-lives-at-home
import * as vendor from "@hono/node-server";

export const known = vendor;
