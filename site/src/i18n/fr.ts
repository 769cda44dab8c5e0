import type { Words } from "./words.ts";

/** French. Spaces before `: ; ! ? »` and after `«` are written as no-break spaces (a test holds them to it). */
export const fr: Words = {
  tag: "fr",
  openGraphTag: "fr_FR",

  tagline: "Une vie tient parfois dans une minute de voix.",
  siteDescription:
    "Des histoires racontées à voix haute en une minute, à écouter et à lire. Chacune est là parce que la personne qui parle a dit oui.",
  skipToContent: "Aller au contenu",
  mainNavigation: "Navigation principale",
  footerNavigation: "Pied de page",
  homeLink: "accueil",
  stories: "Histoires",
  projects: "Projets",
  myVoice: "C’est ma voix",
  otherLanguage: "Read this page in English",
  otherLanguageShort: "English",
  inFeeds: "S’abonner",
  allStoriesFeed: "Flux RSS de toutes les histoires",
  aboutSite: "Ce site",
  shows: "Séries",

  promiseTitle: "Un oui, et le droit de changer d’avis",
  promise: (voices) =>
    voices > 1
      ? "Cette minute est publiée parce que les personnes qui parlent ont dit oui. Chacune peut changer d’avis à tout moment."
      : "Cette minute est publiée parce que la personne qui parle a dit oui. Elle peut changer d’avis à tout moment.",
  promiseMore:
    "Chaque voix est publiée parce que la personne qui parle a dit oui. Elle peut changer d’avis à tout moment, sans compte et sans explication\u00a0: sa page, le son et le texte se ferment aussitôt.",
  promiseLink: "C’est votre voix\u00a0? Voir ou retirer votre accord",

  demonstrationTitle: "Démonstration",
  demonstrationStory:
    "Cette voix est une voix de synthèse, et son texte a été écrit pour montrer le site. Ce n’est le témoignage de personne.",
  demonstrationShort: "Démonstration\u00a0: voix de synthèse",
  demonstrationSite:
    "Les histoires de ce site sont des exemples\u00a0: des voix de synthèse lisent des textes écrits pour l’occasion.",

  listenNow: "À écouter maintenant",
  latestStories: "Dernières histoires",
  everyStory: "Toutes les histoires, mois par mois",
  nothingYetTitle: "Les voix arrivent",
  nothingYet:
    "Aucune histoire n’est publiée pour le moment. Revenez bientôt, ou abonnez-vous pour ne pas manquer la première.",
  readAlong: "Lire en écoutant",
  readWords: "Lire le texte",

  play: "Écouter",
  playStory: (headline) => `Écouter\u00a0: ${headline}`,
  pause: "Mettre en pause",
  position: "Position dans l’histoire",
  positionOf: (now, whole) => `${now} sur ${whole}`,
  back10: "Reculer de 10 secondes",
  forward10: "Avancer de 10 secondes",
  speed: "Vitesse",
  shareMoment: "Copier le lien vers cet instant",
  copied: "Lien copié, il commence à {time}.",
  copyThis: "Lien vers cet instant, à copier",
  soundFailed:
    "Le son ne vient pas. Le réseau manque peut-être, ou cette voix n’est plus publiée. Rechargez la page pour le savoir.",
  noSoundSupport: "Votre navigateur ne lit pas le son. Vous pouvez télécharger l’enregistrement.",

  transcript: "Le texte",
  transcriptBy: {
    typed: "Texte saisi à la main.",
    machine: "Texte établi par une machine, puis lu par une personne.",
    corrected: "Texte corrigé par une personne.",
    imported: "Texte fourni avec l’enregistrement, puis lu par une personne.",
  },
  wordsIn: (language) => `Le texte en ${language}`,
  hearFrom: (time) => `Écouter à partir de ${time}`,
  date: "Date",
  duration: "Durée",
  trade: "Métier",
  place: "Lieu",
  role: "Rôle",
  recordedOn: "Enregistrée le",
  roleNames: {
    talent: "Talent",
    professional: "Personne de métier",
    apprentice: "En apprentissage",
    coach: "Coach",
  },
  downloads: "Emporter",
  downloadNames: {
    audio: "Le son",
    vtt: "Sous-titres WebVTT",
    srt: "Sous-titres SubRip",
    text: "Le texte seul",
    data: "Texte et temps",
  },
  reusable: "Les personnes qui parlent permettent de réutiliser cette minute\u00a0:",
  notReusable:
    "Pour votre écoute. Toute autre utilisation demande l’accord de la personne qui parle.",
  everyStoryOfShow: "Toute la série",
  othersOfShow: (show) => `D’autres voix de «\u00a0${show}\u00a0»`,

  subscribe: "S’abonner au flux RSS",
  subscribeTitle: "S’abonner",
  subscribeIntro:
    "Une application de podcasts vous apporte chaque nouvelle histoire, sans que vous ayez à revenir ici.",
  subscribeSteps: [
    "Installez une application de podcasts si vous n’en avez pas\u00a0: AntennaPod sur Android, par exemple, est libre et gratuite. Les iPhone en ont déjà une.",
    "Ouvrez cette page sur votre téléphone et touchez le nom de l’application.",
    "C’est fait. Les nouvelles histoires arrivent toutes seules, et s’écoutent aussi sans réseau.",
  ],
  subscribeFree: "C’est gratuit, sans inscription, et vous arrêtez quand vous voulez.",
  subscribeCopies:
    "On trouve dans les applications les histoires dont les voix ont dit oui aux applications. Les autres s’écoutent ici seulement.",
  subscribeWithApp: "Dans une application",
  subscribeNothingHappens:
    "Rien ne se passe\u00a0? L’application n’est sans doute pas installée sur cet appareil.",
  subscribeElsewhere: "Dans une autre application, collez cette adresse",
  subscribeScan: "À lire avec l’appareil photo de votre téléphone\u00a0: cette page s’y ouvre.",
  subscribeCode: (title) =>
    `Code QR qui ouvre sur un téléphone l’abonnement à «\u00a0${title}\u00a0»`,
  everyStoryHere: "Toutes les histoires",
  machines: { android: "Android", ios: "iPhone, iPad", computer: "ordinateur" },
  copyAddress: "Copier",
  addressCopied: "Adresse copiée.",
  feedAddress: "Adresse du flux",
  episodesOfShow: "Les histoires",
  showKind: "Série",
  madeBy: "Par",
  rhythm: "Rythme",
  licence: "Licence",
  allRightsReserved: "Tous droits réservés",
  contact: "Contact",
  funding: "Soutenir",
  olderStories: "Plus tôt",

  archives: "Toutes les histoires",
  archivesIntro: "Rangées par mois de publication.",
  archivesEmpty: "Aucune histoire n’est publiée pour le moment.",
  storyCount: (count) => (count > 1 ? `${count} histoires` : `${count} histoire`),
  earlierMonth: "Plus ancien",
  laterMonth: "Plus récent",
  allMonths: "Tous les mois",

  search: "Rechercher",
  searchIntro:
    "Un métier, un lieu, un prénom, un mot entendu. Ce que vous cherchez reste dans votre navigateur.",
  searchLabel: "Que cherchez-vous\u00a0?",
  searchHint: "Les accents et les pluriels ne comptent pas.",
  searchButton: "Chercher",
  searchScriptNeeded:
    "La recherche se fait dans votre navigateur et a besoin de JavaScript. Sans lui, toutes les histoires restent à portée\u00a0:",
  searchResults: "Résultats",
  searchWaysTitle: "Ou parcourir",
  searchProjects: "Tous les projets lauréats",
  searchSaid: {
    searching: "Recherche en cours…",
    one: "1 résultat pour «\u00a0{query}\u00a0».",
    many: "{count} résultats pour «\u00a0{query}\u00a0».",
    none: "Aucun résultat pour «\u00a0{query}\u00a0». Essayez un autre mot, ou le début d’un mot.",
    partly: "Rien ne contient tous ces mots. Voici ce qui s’en approche\u00a0: {count}.",
    failed: "La recherche n’a pas abouti. Vérifiez votre connexion, puis réessayez.",
    more: "Plus de résultats",
    story: "Histoire",
    project: "Projet",
    page: "Page",
    demonstration: "Démonstration",
  },

  table: "Tableau",
  notFoundTitle: "Rien à cette adresse",
  notFound: "La page a peut-être changé de place, ou l’adresse contient une faute de frappe.",
  goneTitle: "Cette histoire n’est pas là",
  gone: "Elle n’a peut-être jamais été publiée ici, ou elle a été reprise par la personne à qui elle appartient.",
  goneWhy:
    "Sur ce site, chacun peut reprendre sa voix quand il le souhaite, et nous ne gardons alors rien en ligne. D’autres histoires vous attendent.",
};
