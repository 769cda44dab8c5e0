import type { Message } from "./message.ts";

/** Words for what can be wrong with a recording. */
export const mediaErrorMessages: Readonly<Record<string, Message>> = {
  "ffmpeg-missing": {
    fr: "ffmpeg est introuvable : le son ne peut pas être traité. Relancez « npm install », ou donnez son chemin dans FFMPEG_PATH.",
    en: "ffmpeg was not found, so sound cannot be worked on. Run npm install again, or give its path in FFMPEG_PATH.",
  },
  "media-empty": {
    fr: "Le fichier est vide. Enregistrez ou envoyez-le à nouveau.",
    en: "The file is empty. Record or send it again.",
  },
  "media-too-large": {
    fr: "Le fichier est trop lourd ({bytes} octets, {maxBytes} au plus). Envoyez seulement le son.",
    en: "The file is too large ({bytes} bytes, at most {maxBytes}). Send the sound only.",
  },
  "media-not-audio": {
    fr: "Ce fichier n'est pas un enregistrement que nous savons lire, quel que soit son nom. Envoyez un MP3, M4A, WAV, OGG, WebM ou une vidéo.",
    en: "This file is not a recording that we can read, whatever its name. Send an MP3, M4A, WAV, OGG, WebM or a video.",
  },
  "media-no-audio": {
    fr: "Cette vidéo n'a pas de son. Choisissez un enregistrement où l'on entend la voix.",
    en: "This video has no sound. Choose a recording in which the voice can be heard.",
  },
  "media-broken": {
    fr: "L'enregistrement est incomplet ou abîmé. Renvoyez-le depuis l'appareil qui l'a fait.",
    en: "The recording is incomplete or damaged. Send it again from the device that made it.",
  },
  "media-too-short": {
    fr: "On n'entend que {durationSeconds} s ; il en faut au moins {minSeconds}. Enregistrez plus longtemps.",
    en: "Only {durationSeconds} s is heard; at least {minSeconds} is needed. Record for longer.",
  },
  "media-too-long": {
    fr: "L'enregistrement dure {durationSeconds} s ou plus ; le maximum est {maxSeconds} s. Raccourcissez-le.",
    en: "The recording lasts {durationSeconds} s or more; the most is {maxSeconds} s. Shorten it.",
  },
  "media-many-streams": {
    fr: "Le fichier contient {streams} pistes sonores. Exportez-en une seule.",
    en: "The file holds {streams} sound tracks. Export just one.",
  },
  "media-silent": {
    fr: "On n'entend personne ({loudnessLufs} LUFS). Rapprochez le micro et recommencez.",
    en: "Nobody is heard ({loudnessLufs} LUFS). Move the microphone closer and record again.",
  },
  "media-not-level": {
    fr: "Le volume n'a pas pu être équilibré en {attempts} essais. Réenregistrez sans chocs ni saturation.",
    en: "The level could not be evened out in {attempts} attempts. Record again without knocks or distortion.",
  },
  "media-timeout": {
    fr: "Le traitement du son a pris plus de {timeoutSeconds} s. Il sera repris.",
    en: "Working on the sound took more than {timeoutSeconds} s. It will be tried again.",
  },
  "media-interrupted": {
    fr: "Le traitement du son a été interrompu. Il sera repris.",
    en: "Working on the sound was interrupted. It will be tried again.",
  },
  "speech-file-invalid": {
    fr: "Le fichier de travail du son n'est pas lisible ({reason}). Relancez le traitement.",
    en: "The working file of the sound cannot be read ({reason}). Process the recording again.",
  },
};
