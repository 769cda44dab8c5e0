/** Names of the French numbers below twenty, then of the tens. */
const small =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  );
const tens = [
  "",
  "",
  "vingt",
  "trente",
  "quarante",
  "cinquante",
  "soixante",
  "soixante",
  "quatre-vingt",
  "quatre-vingt",
];

function belowHundred(n: number): string {
  if (n < 20) return small[n]!;
  const ten = Math.floor(n / 10);
  // 71 is "soixante et onze", 91 "quatre-vingt-onze": these tens count on to nineteen.
  const rest = ten === 7 || ten === 9 ? n - (ten - 1) * 10 : n % 10;
  if (rest === 0) return tens[ten]!;
  const joined = (rest === 1 || rest === 11) && ten < 8 ? " et " : "-";
  return `${tens[ten]}${joined}${small[rest]}`;
}

function belowThousand(n: number): string {
  const hundreds = Math.floor(n / 100);
  const head = hundreds === 0 ? "" : hundreds === 1 ? "cent" : `${small[hundreds]} cent`;
  const rest = n % 100;
  return rest === 0 && head !== "" ? head : `${head} ${belowHundred(rest)}`.trim();
}

/**
 * A whole number from 0 to 999,999,999 as it is read out in French, for timing
 * (`38` → `trente-huit`); spelling rules that change no sound are left out. Longer
 * runs of digits are read digit by digit.
 */
export function frenchNumber(digits: string): string {
  if (digits.length > 9 || (digits.length > 1 && digits.startsWith("0"))) {
    return [...digits].map((digit) => small[Number(digit)]!).join(" ");
  }
  const n = Number(digits);
  const parts: string[] = [];
  const millions = Math.floor(n / 1_000_000);
  const thousands = Math.floor(n / 1000) % 1000;
  if (millions > 0) parts.push(`${belowThousand(millions)} million`);
  if (thousands > 0) parts.push(thousands === 1 ? "mille" : `${belowThousand(thousands)} mille`);
  if (n % 1000 > 0 || n === 0) parts.push(belowThousand(n % 1000));
  return parts.join(" ");
}
