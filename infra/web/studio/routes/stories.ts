import { encodings } from "#core/audio/policy";
import { soundTypeOf } from "#core/audio/sniff";
import { addDays } from "#core/consent/terms";
import { wordsFor } from "#core/error-messages";
import { AppError } from "#core/errors";
import type { Locale } from "#core/press/page-data";
import { mayUse } from "#core/studio/access";
import { calendarWords } from "#core/studio/calendar-words";
import type { DueRow, StoryState } from "#core/studio/page";
import { type Standing, standings } from "#core/studio/standing";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { retryProcessing } from "#pipeline/episode/retry-processing";
import { withContent } from "#pipeline/current-content";
import { scopesToAsk } from "#pipeline/participant/request-consent";
import { agendaUntil, calendarOwner, newCalendarAddress } from "#pipeline/studio/agenda";
import { settleFollowUp } from "#pipeline/episode/follow-up-records";
import { type BoardFilter, storyBoard } from "#pipeline/studio/story-board";
import { type StoryView, storyView } from "#pipeline/studio/story-view";
import { fileAnswer, mediaAnswer, rangeOf, shortAnswer } from "../../answers.ts";
import type { WebContext } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";
import { jsonAnswer } from "../studio-problems.ts";

/** How far ahead the board and the agenda look, and how far a calendar does. */
const agendaDays = 60;
const calendarDays = 400;

/** Where stories stand: all of them, one of them, and what falls due. */
export function storyRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const titlesOfShows = async () => {
    const { shows } = (await withContent(app)).content;
    const titleOf = (slug: string) => shows.find((show) => show.slug === slug)?.title ?? slug;
    return { shows: shows.map(({ slug, title }) => ({ slug, title })), titleOf };
  };

  desk.team("GET /studio", async (here) => {
    const query = new URL(here.context.req.url).searchParams;
    const get = (name: string) => (query.get(name) ?? "").slice(0, 120);
    const standing = standings.find((one) => one === get("etat"));
    const filter: BoardFilter = {
      text: get("q"),
      ...(get("serie") === "" ? {} : { showSlug: get("serie") }),
      ...(get("miens") === "" ? {} : { recordedBy: here.person.id }),
      ...(standing === undefined ? {} : { standing }),
    };
    const from = query.get("apres") ?? undefined;
    const { rows, cursor } = await storyBoard(app, filter, from);
    const { shows, titleOf } = await titlesOfShows();
    query.delete("m");
    if (cursor !== undefined) query.set("apres", cursor);
    const isStart = from === undefined && [...query.keys()].every((key) => key === "apres");
    return here.show(
      {
        name: "board",
        rows: rows.map(
          ({ id, title, firstNames, showSlug, createdAt, standing: word, problem }) => ({
            id,
            title,
            firstNames,
            createdAt,
            showTitle: titleOf(showSlug),
            standing: word,
            ...(problem === undefined ? {} : { problem: wordsFor(problem, {}, here.locale) }),
          }),
        ),
        filter: {
          text: get("q"),
          show: get("serie"),
          standing: standing ?? "",
          isMine: filter.recordedBy !== undefined,
        },
        shows,
        due: isStart ? (await dueRows(app, agendaDays)).slice(0, 5) : [],
        mayRecord: mayUse("GET /studio/enregistrer", here.person.role),
        ...(cursor === undefined ? {} : { next: `/studio?${query}` }),
      },
      { area: "stories" },
    );
  });

  desk.team("GET /studio/recits/:story", async (here) => {
    const view = await storyView(app, storyOf(here.context));
    const { episode } = view;
    const { titleOf } = await titlesOfShows();
    return here.show(
      {
        name: "story",
        id: episode.id,
        title: episode.title,
        summary: episode.summary,
        showTitle: titleOf(episode.showSlug),
        createdAt: episode.createdAt,
        state: stateOf(view, here.locale),
        isSlow: episode.stage.name === "received" && isLate(view.movedAt, app.clock.now()),
        ...soundOf(view),
        words: wordsOf(view),
        ...(episode.transcriptProblem === undefined
          ? {}
          : {
              wordsProblem: wordsFor(
                episode.transcriptProblem.code,
                episode.transcriptProblem.params,
                here.locale,
              ),
            }),
        voices: view.voices,
        followUps: view.followUps.map(({ months, dueOn }) => ({ months, dueOn })),
        ...(episode.embargoUntil === undefined
          ? {}
          : { heldUntil: episode.embargoUntil.slice(0, 10) }),
        mayAsk: mayUse("POST /studio/recits/:story/demander", here.person.role),
        scopes: episode.stage.name === "ready" ? scopesToAsk(episode, "s1") : [],
        ...(view.url === undefined ? {} : { url: view.url }),
        ...(view.recordedByName === undefined ? {} : { recordedBy: view.recordedByName }),
      },
      { area: "stories" },
    );
  });
  desk.team("GET /studio/recits/:story/etat", async (here) =>
    jsonAnswer(stateOf(await storyView(app, storyOf(here.context)), here.locale)),
  );
  desk.team("GET /studio/recits/:story/son/:which", (here) => sound(app, here));
  desk.team("POST /studio/recits/:story/reprendre", async ({ context }) => {
    const story = storyOf(context);
    await retryProcessing(app, story);
    return `/studio/recits/${story}?m=trying-again`;
  });
  desk.team("POST /studio/recits/:story/suivi/:months", async ({ context }) => {
    const { episode } = await requireEpisode(app.records, storyOf(context));
    const months = Number(context.req.param("months"));
    if (Number.isInteger(months) && months > 0) await settleFollowUp(app, episode.id, months);
    return `/studio/recits/${episode.id}?m=follow-up-done`;
  });

  agenda(desk);
}

function agenda(desk: StudioDesk): void {
  const { app } = desk;
  const agendaPage = async (here: Here, address?: string) =>
    here.show(
      {
        name: "agenda",
        due: await dueRows(app, agendaDays),
        ...(address === undefined ? {} : { address }),
      },
      { area: "agenda" },
    );
  desk.team("GET /studio/agenda", (here) => agendaPage(here));
  // Shown in place: nobody can read it a second time.
  desk.team("POST /studio/agenda/adresse", async (here) =>
    agendaPage(here, await newCalendarAddress(app, here.person.id)),
  );
  desk.open("GET /studio/calendrier/:token", async ({ context }) => {
    const token = (context.req.param("token") ?? "").replace(/\.ics$/, "");
    const owner = await calendarOwner(app, token);
    if (owner === undefined) return shortAnswer(404, "Not found");
    const due = await agendaUntil(app, addDays(app.clock.now(), calendarDays));
    const { title, event } = calendarWords[owner.language];
    const text = app.studio.calendars.write({
      title: title(app.content.settings.name),
      // Calendars are kept by others: what stands in them names nobody and no story.
      events: due.map(({ kind, on, episodeId, months }) => ({
        id: `${kind}-${episodeId}-${months ?? on}`,
        on,
        url: `${app.origin}/studio/recits/${episodeId}`,
        ...event(kind, episodeId.slice(0, 5), months),
      })),
    });
    return fileAnswer(new TextEncoder().encode(text), "text/calendar; charset=utf-8");
  });
}

/** A minute of speech takes seconds; a film on a busy machine, minutes. */
const stillMsMax = 300_000;
const isLate = (movedAt: string, now: string) => Date.parse(now) - Date.parse(movedAt) > stillMsMax;

const storyOf = (context: WebContext) => (context.req.param("story") ?? "").slice(0, 40);

async function dueRows(app: App, days: number): Promise<readonly DueRow[]> {
  const now = app.clock.now();
  const due = await agendaUntil(app, addDays(now, days));
  return due.map(({ kind, on, episodeId, title, months }) => ({
    kind,
    on,
    title,
    storyId: episodeId,
    isOverdue: on < now.slice(0, 10),
    ...(months === undefined ? {} : { months }),
  }));
}

function stateOf({ episode, standing, stepsDone }: StoryView, locale: Locale): StoryState {
  const { stage } = episode;
  return {
    standing: standing satisfies Standing,
    stage: stage.name,
    stepsDone,
    ...(stage.name === "failed" ? { problem: wordsFor(stage.code, stage.params, locale) } : {}),
  };
}

function soundOf({ episode, hints }: StoryView) {
  const { audio } = episode;
  const mp3 = audio?.renditions.find(({ encoding }) => encoding === "mp3");
  if (audio === undefined || mp3 === undefined) return {};
  const { durationSeconds, before } = audio;
  return { sound: { durationSeconds, before, after: mp3.loudness, hints } };
}

function wordsOf({ episode }: StoryView) {
  const nameOf = (id: string | undefined) =>
    episode.speakers.find((speaker) => speaker.id === id)?.firstName;
  return (episode.transcript?.cues ?? []).map(({ startSeconds, text, speakerId }) => {
    const speaker = nameOf(speakerId);
    return { startSeconds, text, ...(speaker === undefined ? {} : { speaker }) };
  });
}

/** The original as it came, or the levelled recording, for ears of the team. */
async function sound(app: App, { context }: Here): Promise<Response> {
  const { episode } = await requireEpisode(app.records, storyOf(context));
  const isBefore = context.req.param("which") === "avant";
  const mp3 = episode.audio?.renditions.find(({ encoding }) => encoding === "mp3");
  const file = isBefore ? episode.source : mp3;
  if (file === undefined || episode.stage.name === "erased") return shortAnswer(404, "Not found");
  const { key, bytes: totalBytes, sha256: etag } = file;
  const range = rangeOf(context.req.header("range") ?? null, totalBytes);
  if (range === "unsatisfiable")
    return shortAnswer(416, "Range not satisfiable", { "Content-Range": `bytes */${totalBytes}` });
  try {
    const bytes = await app.privateStore.get(key, range);
    const start = isBefore ? await app.privateStore.get(key, { start: 0, end: 15 }) : bytes;
    const known = encodings.find(({ name }) => name === "mp3")?.mimeType ?? "audio/mpeg";
    const mimeType = isBefore ? soundTypeOf(start) : known;
    return mediaAnswer({ mimeType, totalBytes, etag }, bytes, range);
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return shortAnswer(404, "Not found");
    throw error;
  }
}
