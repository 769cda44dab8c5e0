import type { Phone } from "./phones.ts";

/** Spellings, up to four letters long, and the sounds they stand for. */
export type LetterSounds = ReadonlyMap<string, readonly Phone[]>;

/** `qu=k-w`: the letters, the sounds in order; nothing after the sign is a letter that is not said. */
function readTable(table: string): LetterSounds {
  const entries = table.trim().split(/\s+/u);
  return new Map(
    entries.map((entry) => {
      const [letters = "", sounds = ""] = entry.split("=");
      return [letters, sounds === "" ? [] : (sounds.split("-") as Phone[])];
    }),
  );
}

/** Latin letters as most languages written with them say them. */
export const latinLetters = readTable(`
  sch=ʃ tsch=t-ʃ ch=ʃ sh=ʃ ph=f th=t qu=k-w ck=k ou=u ee=i oo=u ie=i ll=l ng=n-g gn=n-j
  nh=n-j lh=l-j cz=t-ʃ sz=ʃ zh=ʒ a=a à=a á=a â=a ã=ɑ̃ ä=ɛ å=o ă=ə ą=ɔ̃ æ=ɛ e=e é=e è=ɛ ê=ɛ
  ë=ɛ ě=ɛ ę=ɛ̃ ė=e i=i í=i ì=i î=i ï=i ı=ə o=o ó=o ò=o ô=o õ=ɔ̃ ö=ø ø=ø ő=ø œ=ø u=u ú=u ù=u
  û=u ü=y ű=y ů=u y=i ý=i b=b c=k ç=s č=t-ʃ ć=t-ʃ d=d đ=d f=f g=g ğ=j h=h j=j k=k l=l ł=w
  m=m n=n ñ=n-j ń=n-j p=p q=k r=ʁ ř=ʁ s=s ş=ʃ š=ʃ ș=ʃ ś=ʃ ß=s t=t ț=t-s v=v w=v x=k-s z=z
  ž=ʒ ź=ʒ ż=ʒ þ=f ð=z
`);

export const englishLetters: LetterSounds = new Map([
  ...latinLetters,
  ...readTable(`
  tion=ʃ-ə-n igh=a-i eigh=ɛ-i ough=o augh=o ch=t-ʃ tch=t-ʃ th=z wh=w kn=n wr=ʁ gh=g ie=i
  ee=i ea=i oo=u ou=a-u ow=o-u oa=o oi=o-i oy=o-i ai=ɛ-i ay=ɛ-i au=o aw=o ew=j-u er=ø-ʁ
  ir=ø-ʁ ur=ø-ʁ ng=n ce=s ci=s-i ge=d-ʒ dge=d-ʒ j=d-ʒ u=ø i=i a=a e=ɛ y=i w=w
`),
]);

/** Arabic, Persian and Dari; the last line has the short vowels, for texts that write them. */
export const arabicLetters = readTable(`
  ا=a أ=a إ=i آ=a ى=a ة=a ع=a ء= ئ=i ؤ=u ب=b ت=t ث=s ج=ʒ ح=h خ=ʁ د=d ذ=z ر=ʁ ز=z س=s ش=ʃ
  ص=s ض=d ط=t ظ=z غ=ʁ ف=f ق=k ك=k ل=l م=m ن=n ه=h و=u ي=i پ=p چ=t-ʃ ژ=ʒ ک=k گ=g ی=i َ=a ُ=u
  ِ=i ً=a-n ٌ=u-n ٍ=i-n
`);

/** Russian and Ukrainian. */
export const cyrillicLetters = readTable(`
  а=a б=b в=v г=g ґ=g д=d е=e ё=j-o є=j-e ж=ʒ з=z и=i і=i ї=j-i й=j к=k л=l м=m н=n о=o п=p
  р=ʁ с=s т=t у=u ф=f х=h ц=t-s ч=t-ʃ ш=ʃ щ=ʃ ъ= ы=i ь= э=e ю=j-u я=j-a
`);
