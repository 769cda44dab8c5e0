import type { NoticeLocale } from "./notice.ts";

/** Names of folders and files in the archive: ASCII, so that no old computer garbles them. */
export type TakeAwayNames = {
  readonly archive: string;
  readonly readme: string;
  readonly sounds: string;
  readonly texts: string;
  readonly receipts: string;
  readonly proof: string;
  readonly original: string;
  readonly minute: string;
  readonly spokenYes: string;
  readonly form: string;
  readonly receipt: string;
};

const english: TakeAwayNames = {
  archive: "my-voice",
  readme: "README.txt",
  sounds: "recordings",
  texts: "texts",
  receipts: "receipts",
  proof: "proof",
  original: "original",
  minute: "my-minute",
  spokenYes: "my-spoken-yes",
  form: "signed-form",
  receipt: "my-receipt",
};

export const takeAwayNames: Readonly<Record<NoticeLocale, TakeAwayNames>> = {
  fr: {
    archive: "ma-voix",
    readme: "LISEZ-MOI.txt",
    sounds: "sons",
    texts: "textes",
    receipts: "recus",
    proof: "preuve",
    original: "original",
    minute: "ma-minute",
    spokenYes: "mon-oui",
    form: "formulaire-signe",
    receipt: "mon-recu",
  },
  en: english,
  ar: english,
};

export type TakeAwayFacts = {
  readonly title: string;
  /** As the reader writes it. */
  readonly day: string;
  /** Where the owner of these files comes back to: the address of /voix/. */
  readonly address: string;
  readonly controller: string;
  readonly email: string;
  /** False in a story of several voices: the untouched recording is everybody's. */
  readonly hasOriginal: boolean;
  readonly hasProof: boolean;
};

type Words = (facts: TakeAwayFacts) => readonly string[];

const fr: Words = ({ title, day, address, controller, email, hasOriginal, hasProof }) => [
  `« ${title} »`,
  `Voici tout ce qui est à vous, le ${day}.`,
  "",
  `sons/      ${hasOriginal ? "Votre enregistrement d’origine, et votre minute" : "Votre minute"}, telle qu’on peut l’écouter.`,
  ...(hasOriginal
    ? []
    : [
        "           L’enregistrement d’origine contient aussi d’autres voix : il n’est remis à personne.",
      ]),
  "textes/    Vos mots : pour lire (.txt), et en sous-titres (.vtt, .srt).",
  "recus/     Vos réponses : mon-recu.html s’ouvre d’un double-clic ; mon-recu.jsonld est pour une machine.",
  ...(hasProof
    ? [
        "preuve/    De quoi vérifier que personne n’a changé vos réponses après coup.",
        "           Une personne à l’aise avec l’informatique peut le faire pour vous, avec verify-ledger.mjs",
        "           (dans le code de Paroles) et preuve.json : node verify-ledger.mjs <adresse du site> --proof preuve.json",
      ]
    : []),
  "",
  "Vos codes ne sont pas dans ces fichiers : personne ne peut dire oui ou retirer avec eux.",
  "Ces fichiers sont privés. Donnez-les seulement à qui vous voulez.",
  `Pour voir, retirer ou effacer : ${address}, avec votre carte.`,
  `Une question ? ${controller}, ${email}`,
];

const en: Words = ({ title, day, address, controller, email, hasOriginal, hasProof }) => [
  `“${title}”`,
  `Here is everything that is yours, on ${day}.`,
  "",
  `recordings/  ${hasOriginal ? "Your original recording, and your minute" : "Your minute"}, as people can hear it.`,
  ...(hasOriginal
    ? []
    : ["             The original recording holds other voices too: it is given to nobody."]),
  "texts/       Your words: to read (.txt), and as captions (.vtt, .srt).",
  "receipts/    Your answers: my-receipt.html opens with a double click; my-receipt.jsonld is for a machine.",
  ...(hasProof
    ? [
        "proof/       What shows that nobody changed your answers afterwards.",
        "             Somebody who is at ease with computers can check it for you, with verify-ledger.mjs",
        "             (in the code of Paroles) and proof.json: node verify-ledger.mjs <address of the site> --proof proof.json",
      ]
    : []),
  "",
  "Your codes are not in these files: nobody can say yes or withdraw with them.",
  "These files are private. Give them only to whom you like.",
  `To look, to withdraw or to erase: ${address}, with your card.`,
  `A question? ${controller}, ${email}`,
];

const ar: Words = ({ title, day, address, controller, email, hasOriginal, hasProof }) => [
  `«${title}»`,
  `هذا كل ما يخصّك، بتاريخ ${day}.`,
  "",
  hasOriginal
    ? "recordings: تسجيلك الأصلي، ودقيقتك كما يمكن سماعها."
    : "recordings: دقيقتك كما يمكن سماعها. التسجيل الأصلي فيه أصوات أخرى أيضًا، ولا يُعطى لأحد.",
  "texts: كلماتك، للقراءة وللترجمة المكتوبة على الشاشة.",
  "receipts: إجاباتك. افتح الملف my-receipt.html لقراءتها. الملف my-receipt.jsonld للآلة.",
  ...(hasProof
    ? [
        "proof: ما يُثبت أن أحدًا لم يغيّر إجاباتك بعد ذلك. يمكن لشخص يعرف الحاسوب أن يتحقق منه لك:",
        "node verify-ledger.mjs <address> --proof proof.json",
      ]
    : []),
  "",
  "رموزك ليست في هذه الملفات: لا أحد يستطيع أن يقول نعم أو أن يسحب بها.",
  "هذه الملفات خاصة. أعطها فقط لمن تريد.",
  `للمشاهدة أو السحب أو المحو: ${address}، مع بطاقتك.`,
  `هل لديك سؤال؟ ${controller}، ${email}`,
];

const words: Readonly<Record<NoticeLocale, Words>> = { fr, en, ar };

/** The page that is read first in the archive, in the person's language; a plain text that opens anywhere. */
export function takeAwayReadme(locale: NoticeLocale, facts: TakeAwayFacts): string {
  // Notepad on old Windows needs the mark to see UTF-8, and the line ends to see lines.
  return `\uFEFF${words[locale](facts).join("\r\n")}\r\n`;
}
