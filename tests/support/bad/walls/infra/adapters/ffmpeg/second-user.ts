import ffmpeg from "fluent-ffmpeg";

export const second = ffmpeg;
