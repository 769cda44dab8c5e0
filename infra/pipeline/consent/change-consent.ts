import { AppError } from "#core/errors";
import { contentHash } from "#core/consent/content";
import type { ConsentEvent } from "#core/consent/events";
import { applyConsentEvent } from "#core/consent/machine";
import { type ConsentSlot, ConsentSlotSchema, emptySlot } from "#core/consent/slot";
import { type Consent, ConsentSchema } from "#core/consent/consent";
import type { Episode } from "#core/episode";
import { canonicalJson, hashOf } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { type LedgerBody, LedgerLeafSchema, type LedgerLeaf, nextLeaf } from "#core/consent/ledger";
import {
  bodySort,
  chainSort,
  consentSort,
  episodePartition,
  episodeSort,
  leafSort,
  unloggedListing,
  unloggedSort,
} from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { consentListing } from "./consent-listing.ts";
import {
  type EpisodeFile,
  episodeWrite,
  requireEpisode,
  retryOnConflict,
  unsettledWrite,
} from "../episode/episode-records.ts";
import { offTheShelves } from "../press/shelves.ts";

/** Something that happens to one consent, with what the ledger remembers beside it. */
export type ConsentCommand = Pick<Consent, "speakerId" | "signatoryId" | "scope"> & {
  readonly event: ConsentEvent;
  /** The notice that was shown, for a yes. */
  readonly notice?: Consent["notice"];
  readonly reason?: string;
};

export type ConsentDecision = {
  /**
   * What is still to be recorded, from fresh facts each time it is asked: after a
   * conflict, and after each full commit. What would change nothing is left out
   * by itself.
   */
  readonly decide: (file: EpisodeFile) => readonly ConsentCommand[];
  /** Whether the story leaves every shelf in the very first commit. */
  readonly closes: boolean | ((file: EpisodeFile) => boolean);
  /** Writes that are part of the first commit, at most `alsoWritesMax`. */
  readonly also?: (file: EpisodeFile) => readonly RecordWrite[];
  /** Another episode record than the one that was read, with the epoch that it is given. */
  readonly episode?: (episode: Episode) => Episode;
};

/** Three writes a command (consent, leaf, body); with the shelves' 19 and the four of each commit there is room for these in 100. */
const commandsPerCommitMax = 20;
export const alsoWritesMax = 17;

/**
 * Records what happened to consents, durably, before it returns: each event goes
 * through the consent machine, the new states, a leaf of the ledger and its body
 * are written with a higher epoch that every publication under way loses against
 * (I18), and, where it closes, the story comes off every shelf in the first
 * commit. All of a commit or nothing. Returns the epoch and the ids of the
 * records written. Errors: `episode-unknown`, what `decide` throws, and the
 * machine's refusals (`consent-…`, with speaker, signatory and scope), which
 * change nothing.
 */
export async function changeConsent(
  app: App,
  episodeId: string,
  decision: ConsentDecision,
): Promise<{ readonly epoch: number; readonly recordIds: readonly string[] }> {
  const recordIds: string[] = [];
  for (let isFirst = true; ; isFirst = false) {
    const { epoch, made, more } = await retryOnConflict(async () => {
      const file = await requireEpisode(app.records, episodeId);
      const commands = decision.decide(file);
      const changed = decision.episode?.(file.episode) ?? file.episode;
      const episode = { ...changed, epoch: file.episode.epoch + 1 };
      const closes =
        typeof decision.closes === "function" ? decision.closes(file) : decision.closes;
      const steps = stepsOf(app, file, commands);
      const now = steps.slice(0, commandsPerCommitMax);
      await app.records.commit([
        episodeWrite(episode, file.version),
        unsettledWrite(episode, app.clock.now()),
        ...(closes ? offTheShelves(file) : []),
        ...consentWrites(file, now),
        ...ledgerWrites(file, now),
        ...(isFirst ? (decision.also?.(file) ?? []) : []),
      ]);
      return {
        epoch: episode.epoch,
        made: now.flatMap(({ leaf }) => leaf?.recordId ?? []),
        more: steps.length > now.length,
      };
    });
    recordIds.push(...made);
    if (!more) return { epoch, recordIds };
  }
}

/**
 * As `changeConsent` for what decides nothing (somebody has heard or read
 * something): the consents are written, if nothing of the episode has changed
 * meanwhile, without leaf, epoch or publication.
 */
export async function noteOnConsent(
  app: App,
  episodeId: string,
  decide: (file: EpisodeFile) => readonly ConsentCommand[],
  also: readonly RecordWrite[] = [],
): Promise<void> {
  await retryOnConflict(async () => {
    const file = await requireEpisode(app.records, episodeId);
    const steps = stepsOf(app, file, decide(file));
    const writes = [...consentWrites(file, steps), ...also];
    if (writes.length === 0) return;
    const place = { partition: episodePartition(episodeId), sort: episodeSort };
    const unchanged = { kind: "check", ...place, expect: { version: file.version } } as const;
    await app.records.commit([unchanged, ...writes]);
  });
}

/** The slot that a consent record holds. */
export function slotOf(
  file: Pick<EpisodeFile, "consents">,
  id: Pick<Consent, "speakerId" | "signatoryId" | "scope">,
): { readonly consent: Consent | undefined; readonly slot: ConsentSlot } {
  const consent = file.consents.find(
    ({ speakerId, signatoryId, scope }) =>
      speakerId === id.speakerId && signatoryId === id.signatoryId && scope === id.scope,
  );
  return {
    consent,
    slot: consent === undefined ? emptySlot(id) : ConsentSlotSchema.parse(consent),
  };
}

type Step = {
  readonly sort: string;
  readonly consent: Consent;
  readonly leaf?: LedgerLeaf;
  readonly body?: LedgerBody;
};

/** Runs the commands through the machine, one after the other; several may concern one consent. */
function stepsOf(
  app: App,
  file: EpisodeFile,
  commands: readonly ConsentCommand[],
): readonly Step[] {
  const latest = new Map<string, Consent>();
  let previous: Pick<LedgerLeaf, "sequence" | "hash"> | undefined = file.lastLeaf;
  return commands.flatMap((command): Step[] => {
    const sort = consentSort(command.speakerId, command.signatoryId, command.scope);
    const before = latest.get(sort) ?? slotOf(file, command).consent;
    const slot = before === undefined ? emptySlot(command) : ConsentSlotSchema.parse(before);
    const outcome = applyConsentEvent(slot, command.event, circumstances(app, file, slot, command));
    if (!outcome.accepted) {
      const { speakerId: speaker, signatoryId: signatory, scope } = command;
      throw new AppError(outcome.refused, { params: { speaker, signatory, scope } });
    }
    if (canonicalJson(outcome.slot) === canonicalJson(slot)) return [];
    const notice = command.notice ?? before?.notice;
    const keepsNotice = notice !== undefined && outcome.slot.contentHash !== undefined;
    const settled = { ...outcome.slot, ...(keepsNotice ? { notice } : {}) };
    if (command.event.kind === "preview") {
      const consent = ConsentSchema.parse({ ...settled, recordId: before?.recordId ?? "" });
      latest.set(sort, consent);
      return [{ sort, consent }];
    }
    const recordId = encodeId(app.randomness.bytes(publicationKeyLength));
    const consent = ConsentSchema.parse({ ...settled, recordId });
    const body = bodyOf(app, file, command, consent);
    const leaf = nextLeaf(previous, command.event.kind, body, app.clock.now());
    previous = leaf;
    latest.set(sort, consent);
    return [{ sort, consent, leaf, body }];
  });
}

function circumstances(
  app: App,
  { episode }: EpisodeFile,
  slot: ConsentSlot,
  command: ConsentCommand,
) {
  const { event, speakerId, scope } = command;
  const asked =
    event.kind === "grant" ? event.terms : event.kind === "narrow" ? event.to : undefined;
  const hash = contentHash(episode, speakerId, scope, asked?.nameChoice ?? slot.nameChoice);
  return {
    now: app.clock.now(),
    policy: app.consent.policy,
    ...(hash === undefined ? {} : { contentHashNow: hash }),
    ...(episode.contentSince === undefined ? {} : { contentSince: episode.contentSince }),
  };
}

function bodyOf(
  app: App,
  file: EpisodeFile,
  command: ConsentCommand,
  consent: Consent,
): LedgerBody {
  const { by } = command.event;
  const indication = "indication" in command.event ? command.event.indication : undefined;
  return {
    recordId: consent.recordId,
    salt: hashOf([...app.randomness.bytes(32)]),
    consent,
    by: capacityOf(file, command, indication?.channel === "paper"),
    method: indication?.channel ?? methodOf[by.kind],
    ...(by.kind === "person" && by.assistedBy !== undefined ? { assistedBy: by.assistedBy } : {}),
    ...(by.kind === "staff" ? { recordedBy: by.staffId } : {}),
    ...(command.reason === undefined ? {} : { reason: command.reason.slice(0, 500) }),
  };
}

const methodOf = { person: "page", staff: "staff", authority: "staff", clock: "clock" } as const;

/** Who did it, in W3C DPV's words; on a signed form, who signed. */
function capacityOf(
  { episode }: EpisodeFile,
  { event, speakerId, signatoryId }: ConsentCommand,
  isSigned: boolean,
): NonNullable<LedgerBody["by"]> {
  const { by } = event;
  if (by.kind !== "person" && !isSigned) return by.kind;
  const who = by.kind === "person" ? by.signatoryId : signatoryId;
  if (who === "self") return "data-subject";
  const situation = episode.speakers.find(({ id }) => id === speakerId)?.situation;
  return situation?.kind === "minor" ? "parent" : "guardian";
}

/** Each consent once, as it is after the last of its steps. */
function consentWrites(file: EpisodeFile, steps: readonly Step[]): RecordWrite[] {
  const last = new Map(steps.map(({ sort, consent }) => [sort, consent]));
  const partition = episodePartition(file.episode.id);
  return [...last].map(([sort, consent]): RecordWrite => {
    const version = file.consentVersions.get(sort);
    const expect = version === undefined ? ("absent" as const) : { version };
    return { kind: "put", partition, sort, body: consent, expect, ...consentListing(consent) };
  });
}

function ledgerWrites(file: EpisodeFile, steps: readonly Step[]): RecordWrite[] {
  const partition = episodePartition(file.episode.id);
  const leaves = steps.flatMap(({ leaf }) => leaf ?? []);
  const bodies = steps.flatMap(({ body }) => body ?? []);
  const [first] = leaves;
  const last = leaves.at(-1);
  if (first === undefined || last === undefined) return [];
  return [
    ...leaves.map((leaf): RecordWrite => {
      const body = LedgerLeafSchema.parse(leaf);
      return { kind: "put", partition, sort: leafSort(leaf.sequence), body, expect: "absent" };
    }),
    ...bodies.map((body): RecordWrite => ({
      kind: "put",
      partition,
      sort: bodySort(body.recordId),
      body,
      expect: "absent",
    })),
    // The chain has a name of its own in the public log; it is as random as the record that it is taken from.
    ...(first.sequence === 1
      ? [
          {
            kind: "put",
            partition,
            sort: chainSort,
            body: { ledgerId: hashOf({ chain: first.commitment }), logged: 0 },
            expect: "absent",
          } satisfies RecordWrite,
        ]
      : []),
    {
      kind: "put",
      partition,
      sort: unloggedSort,
      body: { sequence: last.sequence },
      expect: "any",
      listing: { list: unloggedListing, order: `${last.at}#${file.episode.id}` },
    },
  ];
}
