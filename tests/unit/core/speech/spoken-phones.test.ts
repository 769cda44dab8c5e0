import fc from "fast-check";
import { expect, test } from "vitest";

import { frenchNumber } from "#core/speech/french-numbers";
import { phones } from "#core/speech/phones";
import { canSound, spokenPhones, spokenSeconds } from "#core/speech/spoken-phones";

const say = (word: string, language = "fr") => spokenPhones(word, language).join(" ");

test.for([
  ["chaudronnier", "ʃ o d ʁ o n j e"],
  ["métier", "m e t j e"],
  ["beaucoup", "b o k u"],
  ["parlaient", "p a ʁ l ɛ"],
  ["Aujourd'hui,", "o ʒ u ʁ d w i"],
  ["c'est", "s ɛ"],
  ["d'abord", "d a b o ʁ"],
  ["travail", "t ʁ a v a j"],
  ["trente-huit", "t ʁ ɑ̃ t w i t"],
  ["question", "k ɛ s t j ɔ̃"],
  ["formation", "f o ʁ m a s j ɔ̃"],
  ["exemple", "ɛ g z ɑ̃ p l"],
  ["soin", "s w ɛ̃"],
  ["SST", "d e d e d e"],
] as const)("French %s sounds like %s", ([word, sounds]) => {
  expect(say(word)).toBe(sounds);
});

test.for([
  ["0", "zéro"],
  ["21", "vingt et un"],
  ["38", "trente-huit"],
  ["71", "soixante et onze"],
  ["80", "quatre-vingt"],
  ["91", "quatre-vingt-onze"],
  ["100", "cent"],
  ["1998", "mille neuf cent quatre-vingt-dix-huit"],
  ["2026", "deux mille vingt-six"],
  ["1000000", "un million"],
  ["007", "zéro zéro sept"],
] as const)("%s is read %s", ([digits, words]) => {
  expect(frenchNumber(digits)).toBe(words);
});

test("other scripts and languages get sounds too", () => {
  expect(say("شكرا", "ar")).toBe("ʃ ə k ə ʁ a");
  expect(say("работаю", "ru")).toBe("ʁ a b o t a j u");
  expect(say("Werkstatt", "de")).toBe("v e ʁ k s t a t");
  expect(say("welding", "en")).toBe("w ɛ l d i n");
  expect(spokenSeconds("職人", "ja")).toBeGreaterThan(0.2);
});

test("a text can be sounded when nearly all its letters are Latin, Arabic or Cyrillic", () => {
  expect(canSound("Bonjour à tous")).toBe(true);
  expect(canSound("مرحبا")).toBe(true);
  expect(canSound("職人の技")).toBe(false);
  expect(canSound("12 %")).toBe(false);
});

test("any word of any language has at least one known sound and a length", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom("fr", "fr-CA", "en", "ar", "de", "xx", ""),
      (word, language) => {
        const sounds = spokenPhones(word, language);
        expect(sounds.length).toBeGreaterThan(0);
        for (const sound of sounds) expect(phones).toHaveProperty(sound);
        expect(spokenSeconds(word, language)).toBeGreaterThan(0);
      },
    ),
  );
});
