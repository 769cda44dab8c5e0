// fires: @orama/stemmers-lives-at-home
import * as vendor from "@orama/stemmers";

export const known = vendor;
