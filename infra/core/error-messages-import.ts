import type { Message } from "./message.ts";

/** Words for what can be wrong with a feed made elsewhere, with its items, and with fetching what they point to. */
export const importErrorMessages: Readonly<Record<string, Message>> = {
  "feed-unreadable": {
    fr: "Ce fichier n'est pas un flux de podcast lisible ({problem}). Donnez l'adresse ou le fichier d'un flux RSS 2.0.",
    en: "This is no podcast feed that can be read ({problem}). Give the address or the file of an RSS 2.0 feed.",
  },
  "feed-locked": {
    fr: "Le flux « {title} » est verrouillé : son propriétaire n'en permet pas la reprise. Demandez-lui de passer podcast:locked à « no » chez son hébergeur.",
    en: "The feed “{title}” is locked: its owner does not allow it to be imported. Ask for podcast:locked to be set to “no” where it is hosted.",
  },
  "import-no-title": {
    fr: "L'épisode n'a pas de titre. Donnez-lui-en un chez son hébergeur, puis recommencez.",
    en: "The item has no title. Give it one where it is hosted, then import again.",
  },
  "import-no-enclosure": {
    fr: "L'épisode n'a pas de son (enclosure).",
    en: "The item has no sound (enclosure).",
  },
  "import-no-guid": {
    fr: "L'épisode n'a ni guid ni adresse de son utilisables : rien ne le reconnaîtrait.",
    en: "The item has neither a usable guid nor a usable sound address: nothing would recognise it.",
  },
  "import-not-audio": {
    fr: "Ce que l'épisode contient n'est pas du son ({type}).",
    en: "What the item holds is not sound ({type}).",
  },
  "import-too-long": {
    fr: "L'épisode dure {seconds} s ; un récit dure {secondsMax} s au plus.",
    en: "The item lasts {seconds} s; a story lasts {secondsMax} s at most.",
  },
  "import-guid-repeated": {
    fr: "Un autre épisode de ce flux a le même guid ; seul le premier est repris.",
    en: "Another item of this feed has the same guid; only the first one is imported.",
  },
  "import-guid-from-address": {
    fr: "Sans guid : l'adresse de son son en tient lieu.",
    en: "No guid: the address of its sound stands for it.",
  },
  "import-summary-cut": {
    fr: "Description raccourcie à {max} caractères.",
    en: "Description cut to {max} characters.",
  },
  "import-date-future": {
    fr: "Daté dans le futur : il portera la date de sa publication ici.",
    en: "Dated in the future: it will carry the date of its publication here.",
  },
  "import-date-missing": {
    fr: "Sans date lisible : il portera la date de sa publication ici.",
    en: "No readable date: it will carry the date of its publication here.",
  },
  "import-speaker-unknown": {
    fr: "Le flux ne dit pas qui parle. Nommez les voix avant de demander leur accord.",
    en: "The feed does not say who speaks. Name the voices before asking for their yes.",
  },
  "import-no-transcript": {
    fr: "Sans transcription : il en faut une avant toute publication.",
    en: "No transcript: there must be one before it can be published.",
  },
  "import-transcript-unreadable": {
    fr: "Sa transcription n'a pas pu être lue ({reason}) ; il en faut une avant toute publication.",
    en: "Its transcript could not be read ({reason}); there must be one before it can be published.",
  },
  "import-guid-names-voice": {
    fr: "Son guid contient le prénom d'une voix : il ne paraîtra qu'avec l'accord donné à ce prénom ; sinon l'épisode aura un nouveau guid.",
    en: "Its guid contains a voice's first name: it appears only with the yes to that name; otherwise the item gets a new guid.",
  },
  "import-already-here": {
    fr: "Déjà repris ({episode}).",
    en: "Imported before ({episode}).",
  },
  "remote-address": {
    fr: "L'adresse ({host}) n'est pas une adresse publique http ou https : elle n'a pas été demandée.",
    en: "The address ({host}) is not a public http or https address: it was not asked.",
  },
  "remote-status": {
    fr: "{host} a répondu {status}.",
    en: "{host} answered {status}.",
  },
  "remote-too-large": {
    fr: "Le fichier chez {host} dépasse {bytesMax} octets.",
    en: "The file at {host} is larger than {bytesMax} bytes.",
  },
  "remote-redirects": {
    fr: "{host} renvoie d'adresse en adresse plus de {max} fois.",
    en: "{host} redirects more than {max} times.",
  },
  "remote-encoded": {
    fr: "{host} envoie un fichier compressé que personne n'a demandé.",
    en: "{host} sends a compressed file that nobody asked for.",
  },
  "remote-slow": {
    fr: "{host} n'a pas tout envoyé en {secondsMax} s. Recommencez : ce qui est repris reste.",
    en: "{host} did not send everything within {secondsMax} s. Import again: what is here stays.",
  },
  "remote-unreachable": {
    fr: "{host} ne répond pas. Recommencez : ce qui est repris reste.",
    en: "{host} does not answer. Import again: what is here stays.",
  },
};
