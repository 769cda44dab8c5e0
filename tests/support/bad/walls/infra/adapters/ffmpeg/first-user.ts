// Each is fine alone; together they are what one-file-per-vendor forbids.
import ffmpeg from "fluent-ffmpeg";

export const first = ffmpeg;
