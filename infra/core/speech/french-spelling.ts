/**
 * A letter group, the sounds it stands for, and what must stand after and
 * before it. The first rule that fits at a position wins, so longer groups and
 * special cases come first. Timing needs the right sounds in the right order, not
 * perfect pronunciation: about nine sounds in ten agree with a synthesiser.
 */
export type SpellingRule = readonly [
  letters: string,
  phones: string,
  after?: RegExp | undefined,
  before?: RegExp,
];

const vowel = "aeiouyàâäéèêëîïôöùûüœæ";
const noVowelNext = new RegExp(`^(?![${vowel}nmh])`, "u");
const vowelNext = new RegExp(`^[${vowel}]`, "u");
const softNext = /^[eéèêëiîïy]/u;
const afterVowel = new RegExp(`[${vowel}]$`, "u");
const end = /^s?$/u;
/** Letters that close a word without being said: petits, grand, beaucoup, nez. */
const silentEnd = /^[sxtdpzg]*$/u;

export const frenchRules: readonly SpellingRule[] = [
  ["aient", "ɛ", /^$/u],
  ["aill", "a j"],
  ["ail", "a j", end],
  ["ain", "ɛ̃", noVowelNext],
  ["aim", "ɛ̃", noVowelNext],
  ["ay", "ɛ j", vowelNext],
  ["ay", "ɛ"],
  ["aî", "ɛ"],
  ["ai", "ɛ"],
  ["aoû", "u"],
  ["au", "o"],
  ["aon", "ɑ̃", end],
  ["an", "ɑ̃", noVowelNext],
  ["am", "ɑ̃", noVowelNext],
  ["a", "a"],
  ["à", "a"],
  ["â", "a"],
  ["ä", "a"],
  ["eaux", "o", /^$/u],
  ["eau", "o"],
  ["ein", "ɛ̃", noVowelNext],
  ["eill", "ɛ j"],
  ["eil", "ɛ j", end],
  ["ei", "ɛ"],
  ["euill", "ø j"],
  ["euil", "ø j", end],
  ["eu", "ø"],
  ["eû", "ø"],
  ["en", "ɛ̃", noVowelNext, /[iéyï]$/u],
  ["ent", "", /^$/u, /[^m]{4}$/u],
  ["emm", "a m", /^(?:ent|e)/u],
  ["enn", "ɛ n"],
  ["en", "ɑ̃", noVowelNext],
  ["em", "ɑ̃", /^[pb]/u],
  ["er", "e", end, /.{2}$/u],
  ["ez", "e", /^$/u],
  ["et", "ɛ", end],
  ["es", "e", /^$/u, /^.$/u],
  ["e", "ə", /^$/u, /^.{1,2}$/u],
  ["es", "", /^$/u],
  ["e", "", /^$/u],
  ["e", "ɛ", /^(?![lr]?[aeiouy])(?:x|[^aeiouyhéèêàâœ]{2}|[^aeiouysxtdpzé]$)/u],
  ["e", "", /^[aâoô]/u, /g$/u],
  ["e", "ə"],
  ["é", "e"],
  ["è", "ɛ"],
  ["ê", "ɛ"],
  ["ë", "ɛ"],
  ["ill", "i l", /^(?:e$|es$|i|a[gs])/u, /(?:^|[mv]|tranqu)$/u],
  ["ill", "j", undefined, /[aeou]$/u],
  ["ill", "i j", vowelNext],
  ["il", "j", end, /[aeou]$/u],
  ["in", "ɛ̃", noVowelNext],
  ["im", "ɛ̃", /^[pb]/u],
  ["ience", "j ɑ̃ s"],
  ["i", "j", /^(?!e(?:s|nt)?$)[aeiouyàâäéèêëîïôöùûüœæ]/u],
  ["i", "i"],
  ["î", "i"],
  ["ï", "i"],
  ["oient", "w a", /^$/u],
  ["oin", "w ɛ̃", noVowelNext],
  ["oî", "w a"],
  ["oy", "w a j", vowelNext],
  ["oi", "w a"],
  ["oê", "w a"],
  ["oy", "w a"],
  ["ou", "w", /^[iaeéè](?!$|s$|r)/u],
  ["où", "u"],
  ["oû", "u"],
  ["ou", "u"],
  ["oo", "o"],
  ["œu", "ø"],
  ["oeu", "ø"],
  ["œ", "ø"],
  ["on", "ɔ̃", noVowelNext],
  ["om", "ɔ̃", /^[pb]/u],
  ["om", "ɔ̃", end],
  ["o", "o"],
  ["ô", "o"],
  ["ö", "ø"],
  ["ueil", "ø j"],
  ["un", "ɛ̃", noVowelNext],
  ["um", "ɛ̃", /^[pb]/u],
  ["um", "o m", end],
  ["u", "w", /^(?:[iaéèo]|e(?!$|s$|nt$))/u],
  ["u", "y"],
  ["û", "y"],
  ["ù", "u"],
  ["ü", "y"],
  ["yn", "ɛ̃", noVowelNext],
  ["ym", "ɛ̃", /^[pb]/u],
  ["y", "j", vowelNext],
  ["y", "i"],
  ["æ", "e"],
  ["chr", "k ʁ"],
  ["ch", "ʃ"],
  ["cqu", "k"],
  ["cc", "k s", softNext],
  ["cc", "k"],
  ["ct", "k t", end],
  ["c", "", end, /n$/u],
  ["c", "s", softNext],
  ["ç", "s"],
  ["ck", "k"],
  ["c", "k"],
  ["gn", "n j"],
  ["gu", "g", softNext],
  ["g", "ʒ", softNext],
  ["gg", "g"],
  ["ph", "f"],
  ["pt", "", silentEnd],
  ["qu", "k"],
  ["q", "k"],
  ["sch", "ʃ"],
  ["sh", "ʃ"],
  ["ss", "s"],
  ["sc", "s", softNext],
  ["tion", "s j ɔ̃", undefined, /[^s]$/u],
  ["ti", "s j", /^(?:el|eux|en)/u],
  ["th", "t"],
  ["s", "", silentEnd],
  ["x", "", silentEnd],
  ["t", "", silentEnd],
  ["d", "", silentEnd],
  ["p", "", silentEnd],
  ["z", "", silentEnd],
  ["g", "", silentEnd],
  ["b", "", end, /m$/u],
  ["s", "z", vowelNext, afterVowel],
  ["x", "g z", vowelNext, /(?:^|[^a-z])[eè]$/u],
  ["x", "k s"],
  ["bb", "b"],
  ["dd", "d"],
  ["ff", "f"],
  ["ll", "l"],
  ["mm", "m"],
  ["nn", "n"],
  ["pp", "p"],
  ["rr", "ʁ"],
  ["tt", "t"],
  ["zz", "z"],
  ["b", "b"],
  ["d", "d"],
  ["f", "f"],
  ["g", "g"],
  ["h", ""],
  ["j", "ʒ"],
  ["k", "k"],
  ["l", "l"],
  ["m", "m"],
  ["n", "n"],
  ["p", "p"],
  ["r", "ʁ"],
  ["s", "s"],
  ["t", "t"],
  ["v", "v"],
  ["w", "w"],
  ["z", "z"],
];

/** Frequent words whose spelling says something else. */
const exceptions = `
  aujourdhui=o-ʒ-u-ʁ-d-w-i et=e est=ɛ es=ɛ le=l-ə de=d-ə que=k-ə qui=k-i les=l-e un=ɛ̃ eu=y eut=y femme=f-a-m
  femmes=f-a-m monsieur=m-ə-s-j-ø second=s-ə-g-ɔ̃ six=s-i-s dix=d-i-s sept=s-ɛ-t huit=w-i-t
  neuf=n-ø-f vingt=v-ɛ̃ cent=s-ɑ̃ temps=t-ɑ̃ longtemps=l-ɔ̃-t-ɑ̃ fils=f-i-s pays=p-e-i
  yeux=j-ø œil=ø-j août=u-t hier=j-ɛ-ʁ mer=m-ɛ-ʁ fer=f-ɛ-ʁ cher=ʃ-ɛ-ʁ hiver=i-v-ɛ-ʁ
  vent=v-ɑ̃ dent=d-ɑ̃ souvent=s-u-v-ɑ̃ argent=a-ʁ-ʒ-ɑ̃ talent=t-a-l-ɑ̃ talents=t-a-l-ɑ̃
  parents=p-a-ʁ-ɑ̃ parent=p-a-ʁ-ɑ̃ accident=a-k-s-i-d-ɑ̃ présent=p-ʁ-e-z-ɑ̃
  content=k-ɔ̃-t-ɑ̃ contents=k-ɔ̃-t-ɑ̃ urgent=y-ʁ-ʒ-ɑ̃ agent=a-ʒ-ɑ̃ client=k-l-i-j-ɑ̃
  clients=k-l-i-j-ɑ̃ patient=p-a-s-j-ɑ̃ récent=ʁ-e-s-ɑ̃ différent=d-i-f-e-ʁ-ɑ̃
  différents=d-i-f-e-ʁ-ɑ̃ ville=v-i-l mille=m-i-l faisait=f-ə-z-ɛ gens=ʒ-ɑ̃ oui=w-i
  tous=t-u corps=k-ɔ-ʁ avec=a-v-ɛ-k donc=d-ɔ̃-k sens=s-ɑ̃-s ans=ɑ̃
`;

export const frenchExceptions: ReadonlyMap<string, readonly string[]> = new Map(
  exceptions
    .trim()
    .split(/\s+/u)
    .map((entry) => {
      const [word = "", sounds = ""] = entry.split("=");
      return [word, sounds.split("-")];
    }),
);
