import type { MessageLocale } from "../message.ts";
import { codeMinutes, invitationDays, spacedDigits } from "./sign-in.ts";

/** A message as it is handed to the mailer: plain text, which every reader and every phone shows. */
export type MailText = { readonly subject: string; readonly text: string };

/** A code to sign in with. The code comes first: phones show the beginning, and offer to fill it in. */
export function codeMail(locale: MessageLocale, site: string, code: string): MailText {
  const digits = spacedDigits(code);
  const texts: Readonly<Record<MessageLocale, MailText>> = {
    fr: {
      subject: `${digits} : votre code pour le studio ${site}`,
      text: `${digits} est votre code pour entrer dans le studio ${site}.\n\nIl vaut ${codeMinutes} minutes, une seule fois, dans le navigateur où vous l’avez demandé. Personne de l’équipe ne vous le demandera.\n\nVous n’avez rien demandé ? Ne faites rien : sans ce code, personne n’entre.\n`,
    },
    en: {
      subject: `${digits}: your code for the ${site} studio`,
      text: `${digits} is your code for the ${site} studio.\n\nIt works for ${codeMinutes} minutes, once, in the browser in which you asked for it. Nobody of the team will ever ask you for it.\n\nYou did not ask for it? Do nothing: without this code nobody comes in.\n`,
    },
  };
  return texts[locale];
}

/** An invitation to join; its link works once. */
export function invitationMail(
  locale: MessageLocale,
  site: string,
  invited: { readonly name: string; readonly url: string },
): MailText {
  const { name, url } = invited;
  const texts: Readonly<Record<MessageLocale, MailText>> = {
    fr: {
      subject: `Votre invitation au studio ${site}`,
      text: `Bonjour ${name},\n\nvous êtes invité·e au studio ${site}. Ouvrez ce lien, puis appuyez sur « Entrer » :\n\n${url}\n\nLe lien vaut ${invitationDays} jours et ne sert qu’une fois. Ensuite, vous entrerez avec un code reçu par courriel ou avec une clé d’accès : il n’y a pas de mot de passe.\n`,
    },
    en: {
      subject: `Your invitation to the ${site} studio`,
      text: `Hello ${name},\n\nyou are invited to the ${site} studio. Open this link, then press “Come in”:\n\n${url}\n\nThe link works for ${invitationDays} days, once. After that you come in with a code sent by e-mail or with a passkey: there is no password.\n`,
    },
  };
  return texts[locale];
}
