// fires: @ffprobe-installer/ffprobe-lives-at-home
import * as vendor from "@ffprobe-installer/ffprobe";

export const known = vendor;
