import fc from "fast-check";
import { expect, test } from "vitest";
import { requireContent } from "#core/content/check";
import { TradesSchema } from "#core/content/vocabulary";
import { foldedTrade, tradeKeyOf } from "#core/trade-key";
import { readContentYaml } from "../../support/content-files.ts";

const trades = requireContent(TradesSchema, readContentYaml("vocabulary/trades.yaml"), "trades");

test("capitals, accents, ligatures, hyphens and plurals of a trade make no difference", () => {
  for (const [one, other] of [
    ["Fleuristes", "FLEURISTE"],
    ["Aide à domicile", "aide-a-domicile"],
    ["Maîtres d’œuvre", "maitre d'oeuvre"],
    ["Agents de secours", "agent de secours"],
    ["Conducteur de poids lourds", "Conducteurs de poids lourd"],
    ["Restaurateurs de tableaux", "restaurateur de tableau"],
  ] as const)
    expect(foldedTrade(one)).toBe(foldedTrade(other));
});

test("trades that only look alike stay two", () => {
  for (const [one, other] of [
    ["Poseur de tapis", "Poseur de tapi"],
    ["Chauffeur de bus", "Chauffeur de bu"],
    ["Boulanger", "Boulangère"],
    ["Tailleur de pierre", "Tailleur de pin"],
  ] as const)
    expect(foldedTrade(one)).not.toBe(foldedTrade(other));
});

test("every form of a trade that the vocabulary has leads to its key: feminine, masculine, English, code, heading", () => {
  for (const form of ["Soudeuse", "soudeurs", "WELDER", "H2913", "soudage manuel", "Soudure"])
    expect(tradeKeyOf(form, trades), form).toBe("soudeur");
  expect(tradeKeyOf("Chaudronnière", trades)).toBe("chaudronnier");
  expect(tradeKeyOf("Éducateurs sportifs", trades)).toBe("educateur-sportif");
  expect(tradeKeyOf("Préparatrice de commandes", trades)).toBe("preparateur-commandes");
});

test("a word that stands for more than one trade leads to none of them", () => {
  // « Préparatrice ou préparateur de commandes »: a préparatrice may also work in a pharmacy.
  expect(tradeKeyOf("Préparatrice", trades)).toBe("preparatrice");
  expect(tradeKeyOf("Encadrante technique", trades)).toBe("encadrante-technique");
});

test("a trade that no vocabulary has is its own key, and folding what is folded changes nothing", () => {
  expect(tradeKeyOf("Apiculteurs", trades)).toBe("apiculteur");
  expect(tradeKeyOf("Apiculteur", [])).toBe("apiculteur");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (trade) => {
      const key = foldedTrade(trade);
      expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(foldedTrade(key)).toBe(key);
    }),
  );
});

test("no two trades of the vocabulary share a form: a story would stand under whichever comes first", () => {
  for (const trade of trades) {
    const others = trades.filter((other) => other !== trade);
    const forms = [trade.key, trade.fr, trade.en, trade.rome, ...(trade.also ?? [])];
    for (const form of forms.flatMap((one) => one ?? []))
      expect(tradeKeyOf(form, others), form).toBe(foldedTrade(form));
  }
});
