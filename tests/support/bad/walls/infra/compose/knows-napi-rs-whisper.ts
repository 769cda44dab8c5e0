// fires: @napi-rs/whisper-lives-at-home
import * as vendor from "@napi-rs/whisper";

export const known = vendor;
