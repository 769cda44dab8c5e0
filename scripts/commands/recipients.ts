import {
  giveTo,
  listRecipients,
  type Recipient,
  registerRecipient,
  retireRecipient,
} from "#pipeline/takedown/recipients";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";

export type RecipientOptions = {
  readonly kind: Recipient["kind"];
  readonly owner: string;
  readonly how: string;
  readonly days: number;
  readonly feeds?: boolean;
};

/** `recipients list`: who has copies of stories, and who asks them to take one down. */
export async function recipients({ app }: Installation, output: Output): Promise<void> {
  const all = await listRecipients(app);
  output.result(
    { recipients: all },
    all.length === 0
      ? ["nobody is registered: paroles recipients add-defaults --owner <who asks them>"]
      : all.map(
          ({ recipientId, kind, name, owner, dueDays, retiredAt }) =>
            `${recipientId}  ${kind.padEnd(9)} ${name}  (${owner}, within ${dueDays} days)${retiredAt === undefined ? "" : `  retired ${retiredAt.slice(0, 10)}`}`,
        ),
  );
}

/** `recipients add`: registers one. */
export async function recipientsAdd(
  { app }: Installation,
  name: string,
  { kind, owner, how, days, feeds }: RecipientOptions,
  output: Output,
): Promise<void> {
  const details = { kind, name, owner, how, dueDays: days, followsFeeds: feeds === true };
  const recipientId = await registerRecipient(app, details);
  output.result({ recipientId }, [recipientId]);
}

/** `recipients add-defaults`: registers those of content/recipients.yaml that are not there yet. */
export async function recipientsAddDefaults(
  { app, usualRecipients }: Installation,
  { owner }: { readonly owner: string },
  output: Output,
): Promise<void> {
  const known = new Set((await listRecipients(app)).map(({ recipientId }) => recipientId));
  const added: string[] = [];
  for (const { key, how, ...usual } of usualRecipients()) {
    if (known.has(key)) continue;
    const details = { ...usual, owner, how: how[output.locale], recipientId: key };
    added.push(await registerRecipient(app, details));
  }
  output.result({ added }, [
    added.length === 0 ? "all of them were there" : `added ${added.join(", ")}`,
  ]);
}

/** `recipients give`: a partner was given a story by hand. */
export async function recipientsGive(
  { app }: Installation,
  recipientId: string,
  episodeId: string,
  output: Output,
): Promise<void> {
  await giveTo(app, recipientId, episodeId);
  output.result({ recipientId, episodeId }, [`${recipientId} has ${episodeId}`]);
}

/** `recipients retire`: it gets nothing new; what it has is still asked back. */
export async function recipientsRetire(
  { app }: Installation,
  recipientId: string,
  output: Output,
): Promise<void> {
  await retireRecipient(app, recipientId);
  output.result({ recipientId }, [`${recipientId} gets nothing new`]);
}
