// fires: sharp-lives-at-home
import * as vendor from "sharp";

export const known = vendor;
