// fires: astro-lives-at-home
import * as vendor from "astro";

export const known = vendor;
