import type { ConsentRefusal } from "./table.ts";
import type { Notice } from "./notice.ts";

type Message = { readonly fr: string; readonly en: string };

/** What a refusal says to staff: what was wrong and what to do. Participants read the notice's words below. */
export const refusalMessages: Readonly<Record<ConsentRefusal, Message>> = {
  "consent-erased": {
    fr: "Cet accord a été effacé à la demande de la personne. Rien ne peut plus y être ajouté.",
    en: "This consent was erased at the person's request. Nothing can be added to it.",
  },
  "consent-not-requested": {
    fr: "Aucune demande n'est ouverte pour cette autorisation. Demandez d'abord l'accord de la personne.",
    en: "No request is open for this permission. Ask for the person's consent first.",
  },
  "consent-not-previewed": {
    fr: "La personne n'a pas encore écouté ou lu ce contenu. Elle répond après l'avoir entendu.",
    en: "The person has not heard or read this content yet. They answer once they have.",
  },
  "consent-already-given": {
    fr: "La personne a déjà dit oui à ce contenu. Pour prolonger, demandez un renouvellement.",
    en: "The person already said yes to this content. To prolong it, ask for a renewal.",
  },
  "consent-not-given": {
    fr: "Il n'y a pas de oui en cours : il n'y a rien à modifier.",
    en: "There is no yes in force: there is nothing to change.",
  },
  "consent-nothing-to-confirm": {
    fr: "Aucun oui n'attend de confirmation.",
    en: "No yes is waiting to be confirmed.",
  },
  "consent-nothing-to-undo": {
    fr: "Ce retrait ne peut plus être annulé. Demandez de nouveau l'accord de la personne.",
    en: "This withdrawal can no longer be taken back. Ask for the person's consent again.",
  },
  "consent-withdraw-first": {
    fr: "Fermez d'abord : retirez l'accord, puis effacez.",
    en: "Close first: withdraw the consent, then erase.",
  },
  "consent-too-early": {
    fr: "Le délai de réflexion n'est pas terminé. Attendez la date indiquée.",
    en: "The cooling-off time is not over. Wait for the date that is shown.",
  },
  "consent-not-due": {
    fr: "L'échéance n'est pas encore arrivée.",
    en: "It is not due yet.",
  },
  "consent-staff-cannot-grant": {
    fr: "L'équipe ne peut pas dire oui. Seule la personne le peut, ou un formulaire qu'elle a signé.",
    en: "Staff cannot say yes. Only the person can, or a form that they signed.",
  },
  "consent-other-signatory": {
    fr: "Cette réponse appartient à une autre personne. Chacun répond avec son propre code.",
    en: "This answer belongs to somebody else. Everyone answers with their own code.",
  },
  "consent-code-cannot-widen": {
    fr: "Ce code permet de voir et de retirer, pas de dire oui. Utilisez un code à usage unique.",
    en: "This code is for looking and withdrawing, not for saying yes. Use a one-time code.",
  },
  "consent-not-entitled": {
    fr: "Cette action n'est pas permise à la personne qui la demande.",
    en: "Whoever asks for this is not entitled to it.",
  },
  "consent-confirm-alone": {
    fr: "La confirmation se fait sans le coach, sur un autre appareil que le sien.",
    en: "The confirmation is made without the coach, on a device that is not theirs.",
  },
  "consent-evidence-missing": {
    fr: "Il manque la preuve : joignez le scan du formulaire signé, ou l'enregistrement du oui.",
    en: "The evidence is missing: attach the scan of the signed form, or the recording of the yes.",
  },
  "consent-paper-date": {
    fr: "La date de signature ne convient pas : elle doit suivre la dernière réponse et la dernière modification, sans être dans le futur.",
    en: "The date of signature does not fit: it must follow the last answer and the last edit, and not lie in the future.",
  },
  "consent-content-changed": {
    fr: "Le contenu a changé depuis que la personne l'a entendu. Faites-le écouter de nouveau.",
    en: "The content has changed since the person heard it. Let them hear it again.",
  },
  "consent-would-widen": {
    fr: "Ce changement montrerait plus qu'avant : il faut un nouveau oui de la personne.",
    en: "This change would show more than before: it needs a new yes of the person.",
  },
  "consent-end-passed": {
    fr: "La date de fin est déjà passée. Choisissez une autre durée.",
    en: "The end date has already passed. Choose another duration.",
  },
  "consent-revoked-by-authority": {
    fr: "Une autorité a fermé cet accord. Seule sa décision, avec sa référence, permet de redemander.",
    en: "An authority has closed this consent. Only its decision, with its reference, allows asking again.",
  },
  "consent-erase-unconfirmed": {
    fr: "L'effacement attend une confirmation : un code de la carte, ou un deuxième contact avec la personne.",
    en: "The erasure waits for a confirmation: a code from the card, or a second contact with the person.",
  },
};

/** What the same refusal says to a participant, in their language: one or two sentences of the notice. */
export const participantRefusals: Readonly<
  Record<ConsentRefusal, readonly (keyof Notice["errors"])[]>
> = {
  "consent-erased": ["erased"],
  "consent-not-requested": ["not-asked"],
  "consent-not-previewed": ["listen-first"],
  "consent-already-given": ["already-yes"],
  "consent-not-given": ["nothing-to-change"],
  "consent-nothing-to-confirm": ["already-answered"],
  "consent-nothing-to-undo": ["undo-over"],
  "consent-withdraw-first": ["nothing-to-change"],
  "consent-too-early": ["too-early"],
  "consent-not-due": ["nothing-to-change"],
  "consent-staff-cannot-grant": ["cannot-widen"],
  "consent-other-signatory": ["already-answered"],
  "consent-code-cannot-widen": ["cannot-widen"],
  "consent-not-entitled": ["nothing-to-change"],
  "consent-confirm-alone": ["confirm-alone"],
  "consent-evidence-missing": ["no-recording"],
  "consent-paper-date": ["technical-unchanged"],
  "consent-content-changed": ["content-changed", "content-changed-help"],
  "consent-would-widen": ["cannot-widen"],
  "consent-end-passed": ["end-passed"],
  "consent-revoked-by-authority": ["closed-by-authority"],
  "consent-erase-unconfirmed": ["cannot-widen"],
};
