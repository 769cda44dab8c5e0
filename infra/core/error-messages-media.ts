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
    fr: "Le fichier est trop gros (200 Mo au plus). Une minute de voix en fait rarement plus de dix.",
    en: "The file is too large (at most 200 MB). A minute of voice is rarely more than ten.",
  },
  "media-not-audio": {
    fr: "Ce fichier n'est pas un enregistrement sonore, quel que soit son nom. Choisissez le fichier de l'enregistreur.",
    en: "This file is not a sound recording, whatever its name. Choose the recorder's file.",
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
    fr: "L'enregistrement est trop court : il faut au moins 3 secondes de voix.",
    en: "The recording is too short: at least 3 seconds of voice are needed.",
  },
  "media-too-long": {
    fr: "L'enregistrement est trop long : 3 minutes au plus, une minute de préférence.",
    en: "The recording is too long: at most 3 minutes, one minute preferably.",
  },
  "media-many-streams": {
    fr: "Ce fichier contient plusieurs pistes sonores. Gardez-en une seule.",
    en: "This file holds several sound tracks. Keep only one.",
  },
  "media-silent": {
    fr: "On n'entend presque rien dans cet enregistrement ({loudnessLufs} LUFS). Rapprochez le micro et recommencez.",
    en: "Hardly anything can be heard in this recording ({loudnessLufs} LUFS). Move the microphone closer and try again.",
  },
  "media-not-level": {
    fr: "Le niveau n'a pas pu être réglé comme il faut ({loudnessLufs} LUFS, {truePeakDbtp} dBTP). Essayez un autre enregistrement.",
    en: "The level could not be set as it must be ({loudnessLufs} LUFS, {truePeakDbtp} dBTP). Try another recording.",
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
