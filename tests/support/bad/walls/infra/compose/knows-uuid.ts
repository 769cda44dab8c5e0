// fires: uuid-lives-at-home
import * as vendor from "uuid";

export const known = vendor;
