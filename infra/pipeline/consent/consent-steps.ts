import { AppError } from "#core/errors";
import { contentHash } from "#core/consent/content";
import type { ConsentEvent } from "#core/consent/events";
import { applyConsentEvent } from "#core/consent/machine";
import {
  type ConsentPolicy,
  type ConsentSlot,
  ConsentSlotSchema,
  emptySlot,
} from "#core/consent/slot";
import { type Consent, ConsentSchema } from "#core/consent/consent";
import { canonicalJson, hashOf } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { type LedgerBody, type LedgerLeaf, nextLeaf } from "#core/consent/ledger";
import { consentSort } from "#core/record-keys";
import type { App } from "../app.ts";
import type { EpisodeFile } from "../episode/episode-records.ts";

/** Something that happens to one consent, with what the ledger remembers beside it. */
export type ConsentCommand = Pick<Consent, "speakerId" | "signatoryId" | "scope"> & {
  readonly event: ConsentEvent;
  /** The notice that was shown, for a yes. */
  readonly notice?: Consent["notice"];
  readonly reason?: string;
};

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

/** What one command leaves behind: the consent as it then is, and, where it decides something, its leaf and body. */
export type ConsentStep = {
  readonly sort: string;
  readonly consent: Consent;
  readonly leaf?: LedgerLeaf;
  readonly body?: LedgerBody;
};

/**
 * Runs the commands through the consent machine, one after the other; several
 * may concern one consent, and what would change nothing leaves no step. Errors:
 * the machine's refusals (`consent-…`, with speaker, signatory and scope).
 */
export function stepsOf(
  app: App,
  file: EpisodeFile,
  commands: readonly ConsentCommand[],
  policy: ConsentPolicy,
): readonly ConsentStep[] {
  const latest = new Map<string, Consent>();
  let previous: Pick<LedgerLeaf, "sequence" | "hash"> | undefined = file.lastLeaf;
  return commands.flatMap((command): ConsentStep[] => {
    const sort = consentSort(command.speakerId, command.signatoryId, command.scope);
    const before = latest.get(sort) ?? slotOf(file, command).consent;
    const slot = before === undefined ? emptySlot(command) : ConsentSlotSchema.parse(before);
    const outcome = applyConsentEvent(
      slot,
      command.event,
      circumstances(app, file, slot, command, policy),
    );
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
  policy: ConsentPolicy,
) {
  const { event, speakerId, scope } = command;
  const asked =
    event.kind === "grant" ? event.terms : event.kind === "narrow" ? event.to : undefined;
  const hash = contentHash(episode, speakerId, scope, asked?.nameChoice ?? slot.nameChoice);
  return {
    now: app.clock.now(),
    policy,
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
