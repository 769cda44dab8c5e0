// fires: ical-generator-lives-at-home
import * as vendor from "ical-generator";

export const known = vendor;
