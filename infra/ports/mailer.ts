import { AppError } from "#core/errors";

export type Mail = {
  readonly to: string;
  readonly subject: string;
  /** Plain text, lines ended by \n. */
  readonly text: string;
};

/** Sends messages to members of staff. Participants are never written to. */
export interface Mailer {
  readonly name: string;
  /** Handed over when it returns; whether it arrives is another matter. Throws `MailNotSentError`. */
  send(mail: Mail): Promise<void>;
}

/** The mail server could not be reached, or refused; it says nothing of who was to get what. */
export class MailNotSentError extends AppError {
  override readonly name = "MailNotSentError";
  constructor(cause?: unknown) {
    super("mail-not-sent", { retryable: true, cause });
  }
}
