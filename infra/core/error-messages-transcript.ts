import type { Message } from "./message.ts";

/** Words for what can be wrong with a text or a transcript. */
export const transcriptErrorMessages: Readonly<Record<string, Message>> = {
  "transcript-text-missing": {
    fr: "Il n'y a pas de texte à caler sur la voix. Écrivez ce qui est dit.",
    en: "There is no text to time. Write down what is said.",
  },
  "transcript-text-too-long": {
    fr: "Le texte est trop long ({words} mots, {wordsMax} au plus). Une minute parlée en fait environ 150.",
    en: "The text is too long ({words} words, at most {wordsMax}). A spoken minute has about 150.",
  },
  "transcript-text-mismatch": {
    fr: "Le texte ne correspond pas à l'enregistrement. Vérifiez que c'est le bon texte, puis corrigez-le ou relancez.",
    en: "The text does not fit the recording. Check that it is the right text, then correct it or try again.",
  },
  "transcriber-unavailable": {
    fr: "Le moteur {engine} n'est pas disponible ici pour la langue « {language} ».",
    en: "The engine {engine} is not available here for language “{language}”.",
  },
  "speech-model-missing": {
    fr: "Personne n'a écrit ce qui est dit, et aucun modèle de reconnaissance n'est installé ici. Écrivez le texte, ou installez un modèle avec « paroles model install ».",
    en: "Nobody wrote down what is said, and no speech model is installed here. Type the text, or install a model with “paroles model install”.",
  },
  "speech-not-understood": {
    fr: "La machine n'a pas compris assez de mots pour s'y fier. Écrivez ce qui est dit.",
    en: "The machine did not understand enough words to be relied on. Write down what is said.",
  },
  "speech-engine-failed": {
    fr: "La reconnaissance vocale s'est arrêtée ({reason}). Écrivez ce qui est dit, ou installez un modèle plus petit.",
    en: "Speech recognition stopped ({reason}). Write down what is said, or install a smaller model.",
  },
  "model-unknown": {
    fr: "Il n'y a pas de modèle « {model} ». Il y a : {known}.",
    en: "There is no model “{model}”. There are: {known}.",
  },
  "model-download-failed": {
    fr: "Le modèle {model} n'a pas pu être téléchargé ({reason}). Ce qui est arrivé est gardé : relancez pour continuer.",
    en: "Model {model} could not be downloaded ({reason}). What has come is kept: try again to go on.",
  },
  "model-not-genuine": {
    fr: "Le fichier reçu pour le modèle {model} n'est pas celui qui a été publié. Rien n'a été gardé.",
    en: "The file that came for model {model} is not the one that was published. Nothing was kept.",
  },
  "transcript-format-unknown": {
    fr: "Ce fichier n'est ni du WebVTT, ni du SubRip, ni du JSON de podcast. Sans repères de temps, donnez-le comme texte.",
    en: "This file is neither WebVTT, SubRip nor podcast JSON. If it has no times, give it as text.",
  },
  "transcript-absent": {
    fr: "Ce récit n'a pas encore de texte dans la langue « {language} ».",
    en: "This story has no words in language “{language}” yet.",
  },
  "translation-same-language": {
    fr: "Le récit est déjà en « {language} » : une traduction est dans une autre langue.",
    en: "The story is in “{language}” already: a translation is in another language.",
  },
  "translations-too-many": {
    fr: "Un récit a au plus {max} traductions. Retirez-en une d'abord.",
    en: "A story has at most {max} translations. Remove one first.",
  },
  "language-invalid": {
    fr: "« {language} » n'est pas un code de langue (par exemple fr, en, ar).",
    en: "“{language}” is not a language tag (fr, en or ar are some).",
  },
  "episode-erased": {
    fr: "Ce récit a été effacé à la demande de la personne. Il n'y a plus rien à modifier.",
    en: "This story was erased at the person's request. There is nothing left to change.",
  },
  "transcriber-stopped": {
    fr: "Le calage du texte s'est arrêté en route. Il sera repris.",
    en: "Timing the text stopped on the way. It will be tried again.",
  },
  "transcriber-timeout": {
    fr: "Le calage du texte a pris plus de {seconds} s. Il sera repris.",
    en: "Timing the text took more than {seconds} s. It will be tried again.",
  },
  "transcript-file-empty": {
    fr: "Le fichier de sous-titres est vide.",
    en: "The captions file is empty.",
  },
  "transcript-file-too-large": {
    fr: "Le fichier de sous-titres est trop long ({characters} caractères, {charactersMax} au plus).",
    en: "The captions file is too long ({characters} characters, at most {charactersMax}).",
  },
  "transcript-no-cues": {
    fr: "Le fichier ne contient aucun sous-titre.",
    en: "The file holds no caption.",
  },
  "transcript-longer-than-audio": {
    fr: "Les sous-titres vont plus loin que l'enregistrement. Est-ce le bon fichier ?",
    en: "The captions go on after the recording has ended. Is it the right file?",
  },
  "transcript-cue-too-long": {
    fr: "Ligne {line} : ce sous-titre est trop long. Coupez-le en plusieurs.",
    en: "Line {line}: this caption is too long. Split it.",
  },
  "transcript-cue-out-of-order": {
    fr: "Ligne {line} : ce sous-titre commence avant le précédent. Remettez-les dans l'ordre.",
    en: "Line {line}: this caption starts before the one above. Put them in order.",
  },
  "transcript-cue-backwards": {
    fr: "Ligne {line} : ce sous-titre finit avant de commencer. Corrigez ses temps.",
    en: "Line {line}: this caption ends before it starts. Mend its times.",
  },
  "transcript-too-many-cues": {
    fr: "Ligne {line} : il y a plus de {cuesMax} sous-titres. Une minute en fait une vingtaine.",
    en: "Line {line}: there are more than {cuesMax} captions. A minute has about twenty.",
  },
  "transcript-not-json": {
    fr: "Ligne {line}, colonne {column} : ce n'est pas du JSON.",
    en: "Line {line}, column {column}: this is not JSON.",
  },
  "transcript-json-field": {
    fr: "Ligne {line}, colonne {column} : un champ du fichier ne convient pas.",
    en: "Line {line}, column {column}: a field of the file does not fit.",
  },
  "transcript-not-webvtt": {
    fr: "Ligne {line} : un fichier WebVTT commence par WEBVTT.",
    en: "Line {line}: a WebVTT file begins with WEBVTT.",
  },
  "transcript-blank-line-missing": {
    fr: "Ligne {line} : il manque une ligne vide entre deux sous-titres.",
    en: "Line {line}: an empty line is missing between two captions.",
  },
  "transcript-time-missing": {
    fr: "Ligne {line} : les temps du sous-titre manquent (00:00:01,000 --> 00:00:04,000).",
    en: "Line {line}: the times of the caption are missing (00:00:01,000 --> 00:00:04,000).",
  },
  "transcript-time-invalid": {
    fr: "Ligne {line}, colonne {column} : ce temps n'est pas lisible.",
    en: "Line {line}, column {column}: this time cannot be read.",
  },
};
