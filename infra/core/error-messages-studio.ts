import type { Message } from "./message.ts";

/** Words for what can go wrong in the studio. */
export const studioErrorMessages: Readonly<Record<string, Message>> = {
  "bad-email": {
    fr: "Cette adresse de courriel n’en est pas une. Vérifiez-la : prenom@exemple.org.",
    en: "This is not an e-mail address. Check it: name@example.org.",
  },
  "staff-code-wrong": {
    fr: "Ce n’est pas le bon code. Vérifiez les huit chiffres du dernier message reçu.",
    en: "This is not the right code. Check the eight digits of the last message you got.",
  },
  "staff-code-over": {
    fr: "Ce code ne vaut plus : il vaut dix minutes, cinq essais, et une seule fois. Demandez-en un autre.",
    en: "This code no longer works: it is good for ten minutes, five tries, and once. Ask for another one.",
  },
  "staff-too-often": {
    fr: "Trop d’essais. Attendez {minutes} min, ou entrez avec une clé d’accès.",
    en: "Too many tries. Wait {minutes} min, or come in with a passkey.",
  },
  "form-of-other-session": {
    fr: "Cette page avait été ouverte dans une autre session. Rien n’a été enregistré, et rien n’est perdu : revenez-y, votre texte vous y attend.",
    en: "This page had been opened in another session. Nothing was saved, and nothing is lost: go back to it, your text is waiting there.",
  },
  "upload-unknown": {
    fr: "Cet envoi n’existe plus. L’enregistrement est toujours sur l’appareil : envoyez-le à nouveau.",
    en: "This upload is no longer there. The recording is still on the device: send it again.",
  },
  "upload-incomplete": {
    fr: "Il manque encore {missing} morceau(x) de l’enregistrement. L’envoi reprend tout seul.",
    en: "{missing} part(s) of the recording are still missing. Sending goes on by itself.",
  },
  "upload-differs": {
    fr: "Ce qui est arrivé n’est pas ce qui a été enregistré. Rien n’est perdu : envoyez-le à nouveau.",
    en: "What arrived is not what was recorded. Nothing is lost: send it again.",
  },
  "episode-not-failed": {
    fr: "Cet enregistrement est déjà prêt : il n’y a rien à reprendre.",
    en: "This recording is ready already: there is nothing to try again.",
  },
  "hand-over-waits": {
    fr: "Trop de codes ont été essayés depuis ce réseau. Attendez {minutes} min, ou montrez le lien sur un autre appareil.",
    en: "Too many codes were tried from this network. Wait {minutes} min, or show the link on another device.",
  },
  "authorisation-missing": {
    fr: "Indiquez la référence de l’autorisation de l’administration pénitentiaire : sans elle, rien ne peut être demandé.",
    en: "Give the reference of the prison administration’s authorisation: without it nothing can be asked.",
  },
  "words-draft-elsewhere": {
    fr: "Ce texte vient d’être modifié ailleurs : dans un autre onglet, ou par quelqu’un d’autre. Rien n’a été écrasé, et votre texte est toujours là.",
    en: "This text has just been changed elsewhere: in another tab, or by somebody else. Nothing was overwritten, and your text is still here.",
  },
  "words-changed-meanwhile": {
    fr: "Le texte du récit a changé depuis le début de cette correction. Comparez-le avec le vôtre, puis repartez du texte actuel.",
    en: "The words of the story have changed since this correction began. Compare them with yours, then start again from the present words.",
  },
  "details-changed-meanwhile": {
    fr: "Quelqu’un vient de modifier cette fiche. Rien n’a été écrasé : rechargez-la dans un autre onglet, comparez, et recommencez.",
    en: "Somebody has just changed these details. Nothing was overwritten: reload them in another tab, compare, and do it again.",
  },
  "words-all-removed": {
    fr: "Il ne resterait aucun mot. Pour fermer tout le récit, retirez l’accord sur la page du récit.",
    en: "Not one word would be left. To close the whole story, withdraw the consent on the story’s page.",
  },
  "words-too-long": {
    fr: "La ligne {row} a plus de {max} signes : coupez-la en plusieurs lignes. Pour un texte entier, utilisez « Remplacer tout le texte ».",
    en: "Line {row} has more than {max} characters: cut it into several lines. For a whole text, use “Replace all the words”.",
  },
  "words-too-many": {
    fr: "C’est bien plus de texte que n’en contient un récit de trois minutes ({max} signes au plus). Rien n’a changé ; collez seulement ce qui est dit.",
    en: "This is far more text than a story of three minutes holds ({max} characters at most). Nothing has changed; paste only what is said.",
  },
  "words-unreadable": {
    fr: "Les lignes du texte ne sont pas arrivées entières. Rien n’a changé : rechargez la page et recommencez.",
    en: "The lines of the text did not arrive whole. Nothing has changed: reload the page and try again.",
  },
  "words-former-unknown": {
    fr: "Cette version du texte n’est plus gardée.",
    en: "This version of the words is no longer kept.",
  },
  "date-unreadable": {
    fr: "Cette date n’existe pas. Écrivez-la ainsi : 2026-05-04.",
    en: "There is no such date. Write it like this: 2026-05-04.",
  },
  "preview-impossible": {
    fr: "La page ne peut pas encore être montrée : il manque le texte, un prénom qui ne peut pas être montré y est dit, ou la situation d’une personne la bloque.",
    en: "The page cannot be shown yet: the words are missing, a name that may not be shown is in them, or somebody’s situation blocks it.",
  },
  "backup-elsewhere": {
    fr: "Ici, la base garde elle-même sept jours d’états passés ; une copie se fait en ligne de commande, par « paroles backup » (infra/stack/RUNBOOK.md).",
    en: "Here the store itself keeps seven days of former states; a copy is made on the command line, by “paroles backup” (infra/stack/RUNBOOK.md).",
  },
  "form-too-large": {
    fr: "C’est trop à la fois ({max} ko au plus). Rien n’a changé ; revenez en arrière, votre texte y est encore.",
    en: "This is too much at once ({max} kB at most). Nothing has changed; go back, your text is still there.",
  },
  "person-unknown": {
    fr: "Cette personne ne fait pas partie de l’équipe.",
    en: "This person is not one of the team.",
  },
  "last-administrator": {
    fr: "Il faut au moins une personne qui administre. Donnez d’abord ce rôle à quelqu’un d’autre.",
    en: "Somebody has to run the place. Give that role to somebody else first.",
  },
  "setting-range": {
    fr: "Ce délai se règle de {min} à {max}. Rien n’a changé.",
    en: "This time can be set from {min} to {max}. Nothing has changed.",
  },
  "settings-changed": {
    fr: "Quelqu’un vient de changer les délais. Rien n’a été écrasé : regardez-les, et recommencez.",
    en: "Somebody has just changed the times. Nothing was overwritten: look at them, and do it again.",
  },
  "show-gone": {
    fr: "Cette série n’existe pas, ou plus.",
    en: "There is no such show, or no longer.",
  },
  "show-changed": {
    fr: "Quelqu’un a enregistré cette série entre-temps. Rien n’a été écrasé : choisissez, champ par champ.",
    en: "Somebody saved this show meanwhile. Nothing was overwritten: choose, field by field.",
  },
  "show-to-choose": {
    fr: "Le fichier de cette série a changé dans le dépôt. Choisissez d’abord, champ par champ, ce qui vaut.",
    en: "The file of this show has changed in the repository. First choose, field by field, what counts.",
  },
  "show-slug-taken": {
    fr: "Une série porte déjà ce nom dans son adresse, ou l’a porté. Choisissez-en un autre.",
    en: "A show has this name in its address already, or had it. Choose another one.",
  },
  "show-incomplete": {
    fr: "Rien n’est enregistré : {count} champ(s) à corriger, indiqués ci-dessous.",
    en: "Nothing is saved: {count} field(s) to mend, shown below.",
  },
  "artwork-format": {
    fr: "L’image d’une série est un fichier JPEG ou PNG. Exportez-la ainsi, et recommencez.",
    en: "The picture of a show is a JPEG or PNG file. Export it like that, and try again.",
  },
  "artwork-not-square": {
    fr: "L’image d’une série est carrée ; celle-ci a {width} × {height} pixels. Recadrez-la.",
    en: "The picture of a show is square; this one has {width} × {height} pixels. Crop it.",
  },
  "artwork-size": {
    fr: "L’image d’une série a de {min} à {max} pixels de côté ; celle-ci en a {width}.",
    en: "The picture of a show has sides of {min} to {max} pixels; this one has {width}.",
  },
  "artwork-colours": {
    fr: "L’image d’une série est en couleurs RVB, sans transparence (ni gris, ni CMJN). Exportez-la ainsi.",
    en: "The picture of a show is in RGB colours, without transparency (neither greys nor CMYK). Export it like that.",
  },
  "kit-empty": {
    fr: "Ce n’est pas public : il n’y a rien à emporter.",
    en: "This is not public: there is nothing to take away.",
  },
  "project-gone": {
    fr: "Ce projet n’existe pas, ou plus.",
    en: "There is no such project, or no longer.",
  },
  "project-changed": {
    fr: "Quelqu’un a enregistré ce projet entre-temps. Rien n’a été écrasé : choisissez, champ par champ.",
    en: "Somebody saved this project meanwhile. Nothing was overwritten: choose, field by field.",
  },
  "project-slug": {
    fr: "Le nom dans l’adresse n’a que des minuscules sans accent, des chiffres et des tirets simples : « mon-projet ».",
    en: "The name in the address has only small letters without accents, digits and single hyphens: “my-project”.",
  },
  "project-slug-taken": {
    fr: "Ce nom est déjà pris. Choisissez-en un autre.",
    en: "This name is taken already. Choose another one.",
  },
  "project-incomplete": {
    fr: "Le projet ne peut pas encore être publié : {count} champ(s) à corriger, indiqués ci-dessous. Le brouillon est enregistré.",
    en: "The project cannot be published yet: {count} field(s) to mend, shown below. The draft is saved.",
  },
  "project-to-choose": {
    fr: "La fiche du dépôt a changé, ou un import attend. Choisissez d’abord, champ par champ, ce qui vaut.",
    en: "The repository’s card has changed, or an import waits. First choose, field by field, what counts.",
  },
  "project-photo-gone": {
    fr: "La photo de ce projet n’est plus là. Choisissez-la à nouveau, ou retirez-la.",
    en: "The photograph of this project is no longer there. Choose it again, or take it off.",
  },
  "picture-too-large": {
    fr: "Cette photo pèse {size} Mo ; {max} Mo au plus. Envoyez-en une version plus légère.",
    en: "This photograph weighs {size} MB; {max} MB at most. Send a lighter version.",
  },
  "picture-unreadable": {
    fr: "Cette photo ne peut pas être lue. Choisissez un fichier JPEG, PNG ou WebP.",
    en: "This photograph cannot be read. Choose a JPEG, PNG or WebP file.",
  },
  "mail-not-sent": {
    fr: "Le serveur de courriel n’a pas répondu. Le message n’est pas parti ; réessayez.",
    en: "The mail server did not answer. The message was not sent; try again.",
  },
  "passkey-refused": {
    fr: "Cette clé d’accès n’a pas été reconnue. Réessayez, ou demandez un code par courriel.",
    en: "This passkey was not recognised. Try again, or ask for a code by e-mail.",
  },
};
