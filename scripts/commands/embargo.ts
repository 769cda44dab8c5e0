import { AppError } from "#core/errors";
import type { Installation } from "#compose/installation";
import { embargoes, liftEmbargo, setEmbargo } from "#pipeline/consent/set-embargo";
import { episodeStatus } from "#pipeline/publication/episode-status";
import type { Output } from "./output.ts";
import { reasonLines } from "./status.ts";

export type EmbargoOptions = { readonly until?: string; readonly lift?: boolean };

/** `embargo`: closes a story until a day, or lifts that; without a story, says which ones there are. */
export async function embargo(
  { app }: Installation,
  episodeId: string | undefined,
  { until, lift = false }: EmbargoOptions,
  output: Output,
): Promise<void> {
  if (episodeId === undefined) return list(await embargoes(app), output);
  if ((until === undefined) === !lift)
    throw new AppError("bad-field", {
      field: "until",
      params: { field: "until", problem: "--until <day> or --lift" },
    });
  if (until !== undefined) {
    await setEmbargo(app, { episodeId, until });
    output.result({ episodeId, until, status: "closed" }, [
      `closed until ${until}`,
      "  and until a person lifts it: no date opens a story",
    ]);
    return;
  }
  const status = await liftEmbargo(app, episodeId);
  const { reasons } = await episodeStatus(app, episodeId);
  output.result({ episodeId, status, reasons }, [
    status === "opened" ? "lifted: the story is public" : "lifted; the story stays closed:",
    ...reasonLines(reasons),
  ]);
}

function list(all: Awaited<ReturnType<typeof embargoes>>, output: Output): void {
  output.result(
    { embargoes: all },
    all.length === 0
      ? ["no embargo is set"]
      : all.map(
          ({ episodeId, until, isOver }) =>
            `${episodeId}  until ${until.slice(0, 10)}${isOver ? "  OVER: lift it, or set another day" : ""}`,
        ),
  );
}
