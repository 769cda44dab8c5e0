/** Trades that stories speak of, as the vocabulary has them; stories may name others. */
import { requireContent } from "#core/content/check";
import { type Trade, TradesSchema } from "#core/content/vocabulary";

const files = import.meta.glob<unknown>("../../../content/vocabulary/trades.yaml", {
  eager: true,
  import: "default",
});

const trades = requireContent(
  TradesSchema,
  Object.values(files)[0],
  "content/vocabulary/trades.yaml",
);

export const tradeOf = (key: string): Trade | undefined =>
  trades.find((trade) => trade.key === key);
