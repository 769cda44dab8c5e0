/** Why a content file was refused, said to its author; `{name}` is filled in from the refusal. */
const contentReasons = {
  markup: {
    fr: "du balisage HTML a été trouvé : écrivez du texte simple, sans chevrons",
    en: "HTML markup was found: write plain text, without angle brackets",
  },
  link: {
    fr: "l’adresse d’un lien doit commencer par https://, mailto:, / ou #",
    en: "the address of a link must start with https://, mailto:, / or #",
  },
  slug: {
    fr: "utilisez seulement des minuscules sans accent, des chiffres et des tirets simples",
    en: "use only small letters without accents, digits and single hyphens",
  },
  month: {
    fr: 'écrivez l’année et le mois ainsi, entre guillemets : "2018-11"',
    en: 'write the year and month like this, in quotes: "2018-11"',
  },
  region: {
    fr: '« {value} » n’est pas un code de région : écrivez le code INSEE entre guillemets, par exemple "32"',
    en: '“{value}” is not a region code: write the INSEE code in quotes, for instance "32"',
  },
  regionsDiffer: {
    fr: "la liste ne correspond pas aux territoires de la fiche : attendu {expected}",
    en: "the list does not match the territories of the card: expected {expected}",
  },
  range: {
    fr: "le maximum doit être supérieur ou égal au minimum",
    en: "the maximum must be at least the minimum",
  },
  duplicate: {
    fr: "« {value} » figure deux fois",
    en: "“{value}” is there twice",
  },
  alt: {
    fr: "une photo demande un texte de remplacement (alt)",
    en: "a photo needs a text alternative (alt)",
  },
  regionalCall: {
    fr: "un appel régional nomme sa région (region) et l’appel national dont il dépend (parent)",
    en: "a regional call names its region and the national call it belongs to (parent)",
  },
  rome: {
    fr: "un code ROME est une lettre suivie de quatre chiffres, par exemple H2902",
    en: "a ROME code is one letter followed by four digits, for instance H2902",
  },
  romePair: {
    fr: "le code ROME (rome) et son intitulé (romeLabel) vont ensemble",
    en: "the ROME code (rome) and its heading (romeLabel) go together",
  },
  component: {
    fr: "« <{value}> » n’est pas un élément que l’on peut placer dans une page : utilisez <Story>, <Stories>, <FactCard> ou <Figures>",
    en: "“<{value}>” is nothing that a page can hold: use <Story>, <Stories>, <FactCard> or <Figures>",
  },
  attribute: {
    fr: 'il manque {value}="…"',
    en: '{value}="…" is missing',
  },
  storyId: {
    fr: "« {value} » n’est pas l’identifiant d’une histoire : ce sont les 20 signes à la fin de son adresse",
    en: "“{value}” is not the id of a story: it is the 20 characters at the end of its address",
  },
  syntax: {
    fr: "la page ne peut pas être lue : {value}",
    en: "the page cannot be read: {value}",
  },
  picture: {
    fr: "« {value} » n’est pas une image JPEG, PNG ou WebP dont le nom a des lettres simples : la fiche paraît sans elle",
    en: "“{value}” is no JPEG, PNG or WebP picture with plain letters in its name: the card is there without it",
  },
  pictureSize: {
    fr: "« {value} » pèse {size} Mo : réduisez-la à 1 200 pixels de large et 0,6 Mo au plus ; la fiche paraît sans elle",
    en: "“{value}” weighs {size} MB: make it 1,200 pixels wide and 0.6 MB at most; the card is there without it",
  },
  storyGone: {
    fr: "aucune histoire n’a l’identifiant « {value} » : vérifiez la fin de son adresse ; la page paraît sans elle",
    en: "no story has the id “{value}”: check the end of its address; the page is there without it",
  },
  unknown: {
    fr: "« {value} » n’existe pas : vérifiez l’orthographe ou créez d’abord cet élément",
    en: "“{value}” does not exist: check the spelling, or create it first",
  },
} as const;

export type ContentReason = keyof typeof contentReasons;

/** The words of a reason in both languages, with the refusal's own values in place. */
export function reasonInWords(
  reason: ContentReason,
  params: Readonly<Record<string, unknown>> = {},
): { readonly fr: string; readonly en: string } {
  const fill = (words: string) =>
    words.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { fr: fill(contentReasons[reason].fr), en: fill(contentReasons[reason].en) };
}
