// fires: @ffmpeg-installer/ffmpeg-lives-at-home
import * as vendor from "@ffmpeg-installer/ffmpeg";

export const known = vendor;
