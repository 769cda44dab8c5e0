import { EpisodeSchema } from "#core/episode";
import { allEpisodesListing } from "#core/record-keys";
import type { ConsentsPage, CopiesPage, TeamPage } from "#core/studio/page-running";
import { isActive, type Person } from "#core/studio/person";
import { policyInForce, settingNames, settingRanges } from "#core/studio/settings";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { consentStatistics } from "../participant/answer-facts.ts";
import { waitingErasures } from "../consent/erasure-records.ts";
import { listRecipients } from "../takedown/recipients.ts";
import { dueReminders } from "../participant/reminders.ts";
import { openTasks } from "../takedown/takedown-tasks.ts";
import { closedForLong } from "./closed-for-long.ts";
import { listPeople } from "./person-records.ts";
import { readSettings, settingsChanges } from "../consent/settings.ts";

const changesShown = 20;

/** Everybody of the team, those who left last. */
export async function teamPage(app: App, own: Person): Promise<TeamPage> {
  const people = (await listPeople(app)).map(({ person }) => person);
  const stateOf = ({ joinedAt, leftAt }: Person) =>
    leftAt !== undefined ? "left" : joinedAt === undefined ? "invited" : "joined";
  return {
    people: [...people.filter(isActive), ...people.filter((one) => !isActive(one))].map(
      (person) => ({
        id: person.id,
        name: person.name,
        email: person.email,
        role: person.role,
        state: stateOf(person),
        isSelf: person.id === own.id,
      }),
    ),
  };
}

/** Who has copies of stories, and who is to be asked to take one down. */
export async function copiesPage(app: App): Promise<CopiesPage> {
  const [recipients, tasks, everybody] = await Promise.all([
    listRecipients(app),
    openTasks(app),
    listPeople(app),
  ]);
  const people = everybody.map(({ person }) => person);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const titles = titlesOf(app);
  const now = app.clock.now();
  return {
    recipients: recipients.map((one) => ({
      id: one.recipientId,
      name: one.name,
      kind: one.kind,
      how: one.how,
      owner: nameOf(one.owner),
      dueDays: one.dueDays,
      stories: one.episodeIds.length,
      isRetired: one.retiredAt !== undefined,
    })),
    tasks: await Promise.all(
      tasks.map(async ({ taskId, recipientName, how, owner, episodeId, dueAt }) => ({
        id: taskId,
        recipient: recipientName,
        how,
        owner: nameOf(owner),
        storyId: episodeId,
        storyTitle: (await titles(episodeId)).title,
        dueAt,
        isLate: dueAt < now,
      })),
    ),
    people: people.filter(isActive).map(({ id, name }) => ({ id, name })),
  };
}

/** Whom to speak to about their yes, whose erasure waits, and under what rules it is asked. */
export async function consentsPage(
  app: App,
  may: { readonly erase: boolean; readonly seeStatistics: boolean; readonly change: boolean },
): Promise<ConsentsPage> {
  const [reminders, erasures, closed] = await Promise.all([
    dueReminders(app),
    waitingErasures(app),
    closedForLong(app),
  ]);
  const story = titlesOf(app);
  const { consent } = app;
  const statistics = may.seeStatistics ? { statistics: await namedStatistics(app) } : {};
  return {
    reminders: await Promise.all(
      reminders.map(async ({ episodeId, ...one }) => {
        const { title, firstNames } = await story(episodeId);
        return {
          ...one,
          storyId: episodeId,
          storyTitle: title,
          firstName: firstNames.get(one.speakerId) ?? "",
        };
      }),
    ),
    erasures: await Promise.all(
      erasures.map(async ({ episodeId, askedAt, answerBy, isUrgent }) => ({
        storyId: episodeId,
        storyTitle: (await story(episodeId)).title,
        askedAt,
        answerBy,
        isUrgent,
      })),
    ),
    mayErase: may.erase,
    notices: consent.locales.map((locale) => {
      const { version, hash } = consent.notice(locale);
      return { locale, version, hash };
    }),
    settings: await settingsShown(app, may.change),
    closedLong: await Promise.all(
      closed.map(async ({ episodeId, since, isAnswered }) => ({
        storyId: episodeId,
        storyTitle: (await story(episodeId)).title,
        since,
        isAnswered,
      })),
    ),
    ...statistics,
  };
}

async function settingsShown(app: App, mayChange: boolean): Promise<ConsentsPage["settings"]> {
  const { version, settings } = await readSettings(app);
  const changes = (await settingsChanges(app)).slice(0, changesShown);
  const people = (await listPeople(app)).map(({ person }) => person);
  return {
    values: settings,
    ranges: settingRanges(app.consent.policy),
    paperNeedsConfirmation: policyInForce(app.consent.policy, settings).paperNeedsConfirmation,
    version,
    mayChange,
    changes: changes.map(({ at, by, before, after }) => ({
      at,
      by: people.find(({ id }) => id === by)?.name ?? by,
      changed: settingNames
        .filter((name) => before[name] !== after[name])
        .map((name) => ({ name, from: before[name], to: after[name] })),
    })),
  };
}

async function namedStatistics(app: App) {
  const people = (await listPeople(app)).map(({ person }) => person);
  return (await consentStatistics(app)).map((one) => ({
    ...one,
    name: people.find(({ id }) => id === one.askedBy)?.name ?? one.askedBy,
  }));
}

/** Titles and first names of stories by id, each read once. */
function titlesOf(app: App) {
  const known = new Map<string, Promise<{ title: string; firstNames: Map<string, string> }>>();
  const read = async (id: string) => {
    const episode = (await readEpisode(app.records, id))?.episode;
    const names = (episode?.speakers ?? []).map((one): [string, string] => [one.id, one.firstName]);
    return { title: episode?.title ?? "–", firstNames: new Map(names) };
  };
  return (id: string) => {
    const found = known.get(id) ?? read(id);
    known.set(id, found);
    return found;
  };
}

/** The ids of every story that there is, or of the newest ones only. */
export async function storyIds(app: App, limit = Number.POSITIVE_INFINITY): Promise<string[]> {
  const ids: string[] = [];
  const pages = everyPage((from) =>
    app.records.queryListing(allEpisodesListing, { descending: true, ...from }),
  );
  for await (const page of pages) {
    ids.push(...page.records.map(({ body }) => EpisodeSchema.parse(body).id));
    if (ids.length >= limit) return ids.slice(0, limit);
  }
  return ids;
}
