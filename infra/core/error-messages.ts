import { AppError, type ErrorParams } from "./errors.ts";
import { refusalMessages } from "./consent/refusals.ts";
import { cloudErrorMessages } from "./error-messages-cloud.ts";
import { importErrorMessages } from "./error-messages-import.ts";
import { keepingErrorMessages } from "./error-messages-keeping.ts";
import { mediaErrorMessages } from "./error-messages-media.ts";
import { studioErrorMessages } from "./error-messages-studio.ts";
import { transcriptErrorMessages } from "./error-messages-transcript.ts";
import type { Message, MessageLocale } from "./message.ts";

/**
 * What each error code says to a person: what was wrong, where, what to do.
 * `{name}` stands for a parameter. A test finds every code in the source and
 * asks for its words here, in both languages.
 */
export const errorMessages: Readonly<Record<string, Message>> = {
  ...importErrorMessages,
  ...keepingErrorMessages,
  ...mediaErrorMessages,
  ...transcriptErrorMessages,
  ...refusalMessages,
  ...cloudErrorMessages,
  ...studioErrorMessages,
  unexpected: {
    fr: "Une erreur imprévue s'est produite. Rien n'a été publié. Réessayez ; si elle revient, transmettez le journal à la personne qui administre le site.",
    en: "Something unexpected went wrong. Nothing was published. Try again; if it comes back, send the log to whoever runs the site.",
  },
  conflict: {
    fr: "Quelqu'un d'autre vient de modifier la même chose. Réessayez.",
    en: "Someone else has just changed the same thing. Try again.",
  },
  "stale-allow-list": {
    fr: "La liste des récits ouverts a changé entre-temps. Réessayez.",
    en: "The list of open stories changed meanwhile. Try again.",
  },
  "lease-busy": {
    fr: "Une autre mise en ligne est en cours. Réessayez dans une minute.",
    en: "Another press run is under way. Try again in a minute.",
  },
  "object-not-found": {
    fr: "Un fichier attendu n'existe plus ({key}). Lancez « paroles verify ».",
    en: "A file that should be there is gone ({key}). Run “paroles verify”.",
  },
  "invalid-key": { fr: "Nom de fichier refusé : {key}.", en: "This file name is refused: {key}." },
  "store-full": {
    fr: "Le disque est plein : rien n'a été enregistré. Libérez de la place, puis réessayez.",
    en: "The disk is full: nothing was stored. Make room, then try again.",
  },
  "bad-cursor": {
    fr: "Cette suite de liste n'est plus valable. Reprenez la liste depuis le début.",
    en: "This place in the list is no longer valid. Start the list again.",
  },
  "episode-unknown": {
    fr: "Il n'y a pas de récit {id}. Vérifiez l'identifiant.",
    en: "There is no story {id}. Check the id.",
  },
  "episode-not-ready": {
    fr: "Le récit {id} n'est pas prêt (état : {stage}). On ne peut dire oui qu'à ce que l'on peut entendre et lire.",
    en: "Story {id} is not ready (state: {stage}). One can only say yes to what one can hear and read.",
  },
  "show-unknown": {
    fr: "Il n'y a pas de série « {show} ». Séries connues : {known}.",
    en: "There is no show “{show}”. Known shows: {known}.",
  },
  "project-unknown": {
    fr: "Il n'y a pas de projet « {project} ». Projets connus : {known}.",
    en: "There is no project “{project}”. Known projects: {known}.",
  },
  "title-repeated": {
    fr: "Un autre récit du même jour s'appelle aussi « {title} ». Les applications de podcast montreront « {becomes} » ; un titre plus précis serait mieux.",
    en: "Another story of the same day is called “{title}” too. Podcast apps will show “{becomes}”; a title of its own would be better.",
  },
  "bad-field": {
    fr: "Le champ « {field} » n'est pas valable : {problem}",
    en: "The field “{field}” is not valid: {problem}",
  },
  "bad-configuration": {
    fr: "La configuration n'est pas valable : {problems}",
    en: "The configuration is not valid: {problems}",
  },
  "content-invalid": {
    fr: "Le fichier {file} n'est pas valable : {field} {problem}",
    en: "The file {file} is not valid: {field} {problem}",
  },
  "notice-missing": {
    fr: "Il n'y a pas de notice de consentement en langue « {locale} » dans content/consent.",
    en: "There is no consent notice in language “{locale}” in content/consent.",
  },
  "file-unreadable": {
    fr: "Le fichier {file} ne peut pas être lu. Vérifiez le chemin et les droits.",
    en: "The file {file} cannot be read. Check the path and the permissions.",
  },
  "text-too-long": {
    fr: "Le texte est trop long ({bytes} octets, {max} au plus). Une minute parlée fait environ 150 mots.",
    en: "The text is too long ({bytes} bytes, at most {max}). A spoken minute is about 150 words.",
  },
  "paper-missing": {
    fr: "Seul un formulaire signé permet d'enregistrer un oui ici : donnez son scan avec --paper. Personne d'autre que la personne elle-même ne dit oui.",
    en: "Only a signed form lets a yes be recorded here: give its scan with --paper. Nobody but the person says yes.",
  },
  "scan-empty": {
    fr: "Le scan du formulaire est vide. Numérisez-le à nouveau.",
    en: "The scan of the form is empty. Scan it again.",
  },
  "scope-unknown": {
    fr: "« {scope} » n'est pas une autorisation. Choix possibles : {known}.",
    en: "“{scope}” is not a scope. Possible ones: {known}.",
  },
  "nothing-to-grant": {
    fr: "Rien n'existe encore pour « {scope} » : ajoutez-le d'abord, puis faites-le entendre ou lire à la personne.",
    en: "There is nothing yet for “{scope}”: add it first, then let the person hear or read it.",
  },
  "speaker-blocked": {
    fr: "Pour la voix {speaker}, aucune signature ne suffit ({by}). Le récit reste fermé.",
    en: "For voice {speaker} no signature is enough ({by}). The story stays closed.",
  },
  "port-taken": {
    fr: "Le port {port} est déjà pris. Arrêtez l'autre programme, ou choisissez un autre port : PORT=4400 npm start.",
    en: "Port {port} is taken. Stop the other program, or choose another port: PORT=4400 npm start.",
  },
  "feed-without-show": {
    fr: "Le flux du site n'a pas de série à qui se rattacher : ajoutez-en une dans content/shows.",
    en: "The site's feed has no show to speak for it: add one in content/shows.",
  },
  "site-not-built": {
    fr: "Le site n'est pas construit dans {folder}. Relancez « npm start ».",
    en: "The site is not built in {folder}. Run npm start again.",
  },
  "page-not-rendered": {
    fr: "La page {path} n'a pas pu être composée ({status}). Elle n'a pas été publiée ; corrigez la cause indiquée, puis relancez la presse.",
    en: "The page {path} could not be rendered ({status}). It was not published; mend the cause given, then press again.",
  },
  "program-unusable": {
    fr: "Le programme nommé par {variable} ({path}) ne fonctionne pas ici. Corrigez le chemin, ou retirez la variable pour laisser chercher.",
    en: "The program that {variable} names ({path}) does not work here. Mend the path, or unset the variable to let it be found.",
  },
  "database-busy": {
    fr: "La base {file} est occupée par un autre programme depuis trop longtemps. Réessayez ; si cela dure, arrêtez l'autre programme.",
    en: "The database {file} has been kept busy by another program for too long. Try again; if it lasts, stop the other program.",
  },
  "database-damaged": {
    fr: "La base {file} est endommagée. Rien n'est servi ; restaurez une sauvegarde.",
    en: "The database {file} is damaged. Nothing is served; restore a backup.",
  },
  "database-newer": {
    fr: "La base {file} vient d'une version plus récente du programme. Mettez le programme à jour.",
    en: "The database {file} was written by a later version of the program. Update the program.",
  },
  "database-failed": {
    fr: "La base {file} ne peut pas être ouverte ou écrite ({code}). Vérifiez le dossier de données et ses droits.",
    en: "The database {file} cannot be opened or written ({code}). Check the data folder and its permissions.",
  },
  "store-failed": {
    fr: "Un fichier n'a pas pu être lu ou écrit ({code}). Vérifiez le dossier de données et ses droits.",
    en: "A file could not be read or written ({code}). Check the data folder and its permissions.",
  },
  "hub-failed": {
    fr: "Le relais WebSub n'a pas répondu. Les applications verront le changement à leur prochaine visite.",
    en: "The WebSub hub did not answer. Apps will see the change at their next visit.",
  },
  "nothing-answered": {
    fr: "Aucune réponse n'est encore donnée. Répondez à une question au moins.",
    en: "No answer has been given yet. Answer at least one question.",
  },
  "not-entitled": {
    fr: "Ce code ne permet pas cela.",
    en: "This code does not allow that.",
  },
  "listen-first": {
    fr: "Écoutez d'abord la minute, puis répondez.",
    en: "Listen to the minute first, then answer.",
  },
  "name-missing": {
    fr: "Écrivez le prénom à montrer, ou choisissez aucun prénom.",
    en: "Write the first name to show, or choose none.",
  },
  "spoken-too-large": {
    fr: "L'enregistrement de votre oui est trop long. Une phrase suffit.",
    en: "The recording of your yes is too long. One sentence is enough.",
  },
  "erasure-not-asked": {
    fr: "Aucun effacement n'attend pour le récit {id}. Notez d'abord la demande (sans --second-contact) : tout se ferme aussitôt. Confirmez lors d'un deuxième contact avec la personne.",
    en: "No erasure is waiting for story {id}. First record the wish (without --second-contact): everything closes at once. Confirm at a second contact with the person.",
  },
  "erasure-waits": {
    fr: "La personne a demandé l'effacement du récit {id} : on ne lui redemande pas son accord. Confirmez l'effacement, ou notez qu'elle y renonce.",
    en: "The person has asked that story {id} be erased: they are not asked for consent again. Confirm the erasure, or record that they called it off.",
  },
  "situation-unknown": {
    fr: "« {text} » n'est pas une situation connue. Formes possibles : {known}.",
    en: "“{text}” is no known situation. Possible forms: {known}.",
  },
  "signatory-unknown": {
    fr: "Cette personne n'a pas à donner son accord pour cette voix.",
    en: "This person is not one of those who must agree for this voice.",
  },
  "speaker-unknown": {
    fr: "Ce récit n'a pas de voix {speaker}.",
    en: "This story has no voice {speaker}.",
  },
  "probe-failed": {
    fr: "Le site n'a pas répondu à la vérification. Le récit est fermé ; relancez la commande pour le constater.",
    en: "The site did not answer the check. The story is closed; run the command again to see it.",
  },
};

/** The words for an error in a person's language; an unknown one gets the general words, never a stack trace. */
export function explain(error: unknown, locale: MessageLocale): string {
  if (!(error instanceof AppError)) return wordsFor("unexpected", {}, locale);
  const params = error.field === undefined ? error.params : { field: error.field, ...error.params };
  return wordsFor(error.code, params, locale);
}

/** The words for a code and its parameters. */
export function wordsFor(code: string, params: ErrorParams, locale: MessageLocale): string {
  const message = errorMessages[code] ?? errorMessages["unexpected"];
  if (message === undefined) throw new RangeError("the general words are missing");
  return message[locale].replace(/\{(\w+)\}/g, (_whole, name: string) =>
    String(params[name] ?? "–"),
  );
}
