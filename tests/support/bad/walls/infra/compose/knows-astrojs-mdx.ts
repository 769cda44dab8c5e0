// fires: @astrojs-lives-at-home
import * as vendor from "@astrojs/mdx";

export const known = vendor;
