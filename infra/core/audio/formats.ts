/**
 * What an upload may be. Anything else is refused before a byte of it is
 * decoded: playlists and concat scripts (which point at other files), pictures,
 * raw streams and the hundreds of exotic formats ffmpeg can open. Names are
 * ffmpeg's, the only vocabulary that exists for this; a container is found by
 * its content, never by a file's name.
 */
export const containersAllowed = [
  "mp3",
  "aac",
  "flac",
  "ogg",
  "wav",
  "w64",
  "aiff",
  "caf",
  "mov", // also mp4, m4a and 3gp
  "matroska", // also webm
  "amr",
  "asf", // wma
  "avi",
  "mpegts",
  "mpeg",
] as const;

/** Codec as the prober names it → the decoders that may open it (builds differ in which they have). */
export const decodersAllowed: Readonly<Record<string, readonly string[]>> = {
  aac: ["aac"],
  alac: ["alac"],
  ac3: ["ac3"],
  eac3: ["eac3"],
  adpcm_ima_qt: ["adpcm_ima_qt"],
  adpcm_ima_wav: ["adpcm_ima_wav"],
  adpcm_ms: ["adpcm_ms"],
  amr_nb: ["amrnb", "libopencore_amrnb"],
  amr_wb: ["amrwb", "libopencore_amrwb"],
  flac: ["flac"],
  gsm: ["gsm", "libgsm"],
  gsm_ms: ["gsm_ms", "libgsm_ms"],
  mp2: ["mp2", "mp2float"],
  mp3: ["mp3", "mp3float"],
  opus: ["opus", "libopus"],
  vorbis: ["vorbis", "libvorbis"],
  wmav1: ["wmav1"],
  wmav2: ["wmav2"],
  pcm_alaw: ["pcm_alaw"],
  pcm_mulaw: ["pcm_mulaw"],
  pcm_u8: ["pcm_u8"],
  pcm_s8: ["pcm_s8"],
  pcm_s16le: ["pcm_s16le"],
  pcm_s16be: ["pcm_s16be"],
  pcm_s24le: ["pcm_s24le"],
  pcm_s24be: ["pcm_s24be"],
  pcm_s32le: ["pcm_s32le"],
  pcm_s32be: ["pcm_s32be"],
  pcm_f32le: ["pcm_f32le"],
  pcm_f32be: ["pcm_f32be"],
  pcm_f64le: ["pcm_f64le"],
  pcm_f64be: ["pcm_f64be"],
};

/** Rates below telephone speech or above any recorder are a header's lie, and would cost memory to convert. */
export const sampleRateHzMin = 4_000;
export const sampleRateHzMax = 384_000;
/** More channels than a studio desk has. */
export const channelsMax = 64;
