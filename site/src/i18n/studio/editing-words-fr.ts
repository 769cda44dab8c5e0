/** Putting a story right in the studio, in French. */
export const editingFr = {
  words: {
    title: "Corriger le texte",
    back: "Le récit",
    lead: "Chaque ligne est un sous-titre. Écoutez, corrigez, puis validez.",
    sound: "Le son du récit",
    rows: "Lignes du texte",
    line: (number: string) => `Ligne ${number}`,
    text: (number: string) => `Texte de la ligne ${number}`,
    voice: (number: string) => `Voix de la ligne ${number}`,
    noVoice: "Sans voix",
    play: (number: string, time: string) => `Écouter la ligne ${number}, à ${time}`,
    split: "Couper",
    splitLine: (number: string) => `Couper la ligne ${number} en deux`,
    merge: "Joindre",
    mergeLine: (number: string) => `Joindre la ligne ${number} à la suivante`,
    remove: "Retirer",
    removeLine: (number: string) => `Retirer la ligne ${number} du son et du texte`,
    hints: {
      "too-fast": "trop rapide à lire",
      "too-long": "plus de deux lignes de 32 signes",
      "too-short": "moins d’une seconde",
      "lasts-long": "plus de sept secondes",
      empty: "vide : la ligne disparaîtra du texte, pas du son",
    },
    keep: "Garder la correction",
    finish: "Valider le texte",
    finishCut: "Valider et retirer les passages cochés",
    drop: "Abandonner la correction",
    endsYeses:
      "Valider un texte changé met fin à l’accord donné sur le texte : il est redemandé à la personne. Retirer un passage met fin aussi à l’accord sur la voix, et ferme le récit aussitôt.",
    kept: (moment: string, by: string) =>
      `Correction gardée ${moment}, par ${by} – pas encore validée.`,
    stale:
      "Le texte du récit a changé depuis le début de cette correction. Abandonnez-la pour repartir du texte actuel.",
    other: "Remplacer l’autre correction par la mienne",
    seeOther: "Voir l’autre correction (nouvel onglet)",
    status: {
      saving: "On garde…",
      saved: "Gardé.",
      offline: "Pas de réseau : votre texte est gardé sur cet appareil.",
      signedOut:
        "Votre session est terminée. Votre texte est gardé sur cet appareil : entrez à nouveau dans un autre onglet, puis continuez ici.",
      elsewhere:
        "Ce texte a été modifié ailleurs. Rien n’a été écrasé ; votre texte reste ici et sur cet appareil.",
      tooMuch:
        "C’est beaucoup trop de texte pour une ligne : rien n’a été collé. Pour un texte entier, utilisez « Remplacer tout le texte ».",
      found: "Un texte que le serveur n’avait pas reçu a été retrouvé sur cet appareil.",
    },
    signIn: "Entrer (nouvel onglet)",
    keys: "Au clavier",
    keyList: [
      ["Ctrl + Entrée", "couper la ligne au curseur"],
      ["Retour arrière, au début d’une ligne", "joindre à la précédente"],
      ["Ctrl + Espace", "écouter depuis le mot du curseur, ou arrêter"],
      ["Ctrl + Suppr", "cocher ou décocher « Retirer »"],
    ],
    others: "À regarder avant de publier",
    othersLead:
      "Ces mots pourraient désigner quelqu’un qui n’a rien demandé. Retirez le passage, ou laissez-le s’il ne gêne personne.",
    othersNone: "Aucun autre nom, numéro ou adresse n’a été repéré.",
    onLine: (text: string, number: string) => `${text} – ligne ${number}`,
    review: "Relecture",
    reviewLead:
      "Aucune personne n’a encore relu ce texte. Rien d’écrit par une machine n’est publié sans relecture.",
    reviewed: "J’ai relu ce texte en écoutant",
    replace: "Remplacer tout le texte",
    replaceLead:
      "Collez ce qui est dit (une ligne « Prénom : … » change de voix), ou choisissez un fichier WebVTT, SubRip ou JSON.",
    whole: "Ce qui est dit",
    file: "Fichier de sous-titres",
    fileRead: "J’ai relu ce fichier",
    replaceDo: "Remplacer",
    translations: "Traductions",
    noTranslation: "Aucune traduction.",
    language: "Langue (code : en, ar, pt…)",
    addTranslation: "Ajouter cette traduction",
    removeTranslation: (language: string) => `Retirer la traduction ${language}`,
    lines: (count: string) => `${count} lignes`,
    former: "Versions précédentes",
    noFormer: "Le texte n’a pas encore été corrigé.",
    replacedOn: (moment: string, by: string) => `remplacée ${moment}, par ${by}`,
    otherSound: "avec un autre découpage du son",
    restore: "Y revenir",
    restoreThis: (moment: string) => `Revenir à la version remplacée ${moment}`,
    noWords: "Ce récit n’a pas encore de texte : collez-le, ou choisissez un fichier.",
  },
};

export type EditingWords = typeof editingFr;
