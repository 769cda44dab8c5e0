// fires: qr-lives-at-home
import * as vendor from "qr";

export const known = vendor;
