// fires: fluent-ffmpeg-lives-at-home
import * as vendor from "fluent-ffmpeg";

export const known = vendor;
