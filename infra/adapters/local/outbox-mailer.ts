import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Mail, type Mailer, MailNotSentError } from "#ports/mailer";
import { z } from "zod";

const KeptMailSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  sentAt: z.iso.datetime(),
});
export type KeptMail = z.output<typeof KeptMailSchema>;

/** The latest so many are kept: it is a place to look at, not an archive. */
const mailsKept = 50;

export type OutboxMailer = Mailer & {
  /** What was sent, the latest first. */
  list(): Promise<readonly KeptMail[]>;
};

/**
 * Mail without a mail server: each message is a file that only its owner may
 * read, in a folder that a page shows to whoever sits at this very machine.
 */
export function createOutboxMailer(config: {
  readonly folder: string;
  now(): string;
  /** Told of each message, for the console. */
  readonly onMail?: (mail: Mail) => void;
}): OutboxMailer {
  const { folder, now, onMail } = config;
  const names = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  };
  return {
    name: "outbox",
    async send(mail) {
      try {
        const former = await names();
        const kept = KeptMailSchema.parse({ ...mail, sentAt: now() });
        const name = `${kept.sentAt.replace(/[:.]/g, "-")}-${randomUUID().slice(0, 8)}.json`;
        const draft = join(folder, `${name}.draft`);
        await writeFile(draft, JSON.stringify(kept), { mode: 0o600, flag: "wx" });
        await rename(draft, join(folder, name));
        const tooMany = former.slice(0, Math.max(0, former.length + 1 - mailsKept));
        for (const old of tooMany) await rm(join(folder, old), { force: true });
      } catch (cause) {
        throw new MailNotSentError(cause);
      }
      onMail?.(mail);
    },
    async list() {
      const mails: KeptMail[] = [];
      for (const name of (await names()).reverse()) {
        const text = await readFile(join(folder, name), "utf8").catch(() => "");
        // One that was tidied away meanwhile, or that somebody else's hand spoilt, is no message.
        const mail = KeptMailSchema.safeParse(parsed(text));
        if (mail.success) mails.push(mail.data);
      }
      return mails;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by the schema of whoever asked.
    return undefined;
  }
}
