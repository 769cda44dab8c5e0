import {
  CreateVocabularyCommand,
  DeleteTranscriptionJobCommand,
  DeleteVocabularyCommand,
  GetTranscriptionJobCommand,
  GetVocabularyCommand,
  type LanguageCode,
  ListTranscriptionJobsCommand,
  ListVocabulariesCommand,
  StartTranscriptionJobCommand,
  type StartTranscriptionJobRequest,
  TranscribeClient,
  type TranscriptionJob,
} from "@aws-sdk/client-transcribe";
import { awsErrorName, translateAwsError } from "./aws-errors.ts";

export type VocabularyOrder = { readonly language: LanguageCode; readonly phrases: string[] };
export type JobOrder = Omit<StartTranscriptionJobRequest, "TranscriptionJobName">;

/** Transcribe says BadRequestException for a job that it does not know. */
const unknownJob = ["NotFoundException", "BadRequestException"];

/**
 * The requests to Amazon Transcribe, each safe to repeat: what is there already is
 * made, what is gone is deleted. Errors: `cloud-refused`.
 */
export function openTranscribe() {
  const client = new TranscribeClient({});
  return {
    async makeVocabulary(id: string, { language, phrases }: VocabularyOrder): Promise<void> {
      const order = { VocabularyName: id, LanguageCode: language, Phrases: phrases };
      await unless(["ConflictException"], () => client.send(new CreateVocabularyCommand(order)));
    },
    async startJob(id: string, order: JobOrder): Promise<void> {
      const command = new StartTranscriptionJobCommand({ TranscriptionJobName: id, ...order });
      await unless(["ConflictException"], () => client.send(command));
    },
    /** What has become of a vocabulary. */
    async vocabularyState(id: string): Promise<"missing" | "PENDING" | "READY" | "FAILED"> {
      const answer = await unless(["NotFoundException"], () =>
        client.send(new GetVocabularyCommand({ VocabularyName: id })),
      );
      return answer === undefined ? "missing" : (answer.VocabularyState ?? "FAILED");
    },
    async findJob(id: string): Promise<TranscriptionJob | undefined> {
      const order = new GetTranscriptionJobCommand({ TranscriptionJobName: id });
      return (await unless(unknownJob, () => client.send(order)))?.TranscriptionJob;
    },
    async deleteVocabulary(id: string): Promise<void> {
      const order = new DeleteVocabularyCommand({ VocabularyName: id });
      await unless(["NotFoundException"], () => client.send(order));
    },
    async deleteJob(id: string): Promise<void> {
      const order = new DeleteTranscriptionJobCommand({ TranscriptionJobName: id });
      await unless(unknownJob, () => client.send(order));
    },
    /** The names of vocabularies that hold these letters, wherever in the account they come from. */
    vocabulariesNamed: (letters: string) =>
      everyName(async (NextToken) => {
        const order = new ListVocabulariesCommand({ NameContains: letters, NextToken });
        const answer = await unless([], () => client.send(order));
        const names = answer?.Vocabularies?.map(({ VocabularyName = "" }) => VocabularyName);
        return { names, next: answer?.NextToken };
      }),
    /** As `vocabulariesNamed`, of jobs. */
    jobsNamed: (letters: string) =>
      everyName(async (NextToken) => {
        const order = new ListTranscriptionJobsCommand({ JobNameContains: letters, NextToken });
        const answer = await unless([], () => client.send(order));
        const jobs = answer?.TranscriptionJobSummaries;
        const names = jobs?.map(({ TranscriptionJobName = "" }) => TranscriptionJobName);
        return { names, next: answer?.NextToken };
      }),
  };
}

type Names = {
  readonly names: readonly string[] | undefined;
  readonly next: string | undefined;
};

async function everyName(page: (token: string | undefined) => Promise<Names>) {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const { names = [], next }: Names = await page(token);
    found.push(...names);
    token = next;
  } while (token !== undefined);
  return found;
}

/** The answer, or nothing for a refusal that means that it is so already. */
async function unless<T>(
  expected: readonly string[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (expected.includes(awsErrorName(error))) return undefined;
    throw translateAwsError("transcribe", error);
  }
}
