/** Amazon Transcribe as far as the adapter asks it: vocabularies and jobs by name, ready when a test says so. */
export type TranscribeDouble = ReturnType<typeof transcribeDouble>;

type Job = { readonly TranscriptionJobStatus: string; readonly FailureReason?: string };
type Order = Readonly<Record<string, unknown>>;

export function transcribeDouble() {
  const vocabularies = new Map<string, string>();
  const jobs = new Map<string, Job>();
  const asked: { readonly action: string; readonly order: Order }[] = [];
  const answer = (body: unknown, status = 200) => ({
    status,
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/x-amz-json-1.1" },
  });
  const refused = (name: string) => answer({ __type: name, Message: "as the service says" }, 400);
  return {
    vocabularies,
    jobs,
    asked,
    /** Answers one request by the action in its `x-amz-target`. */
    answerTo(target: string, body: string) {
      const action = target.replace("Transcribe.", "");
      const order = JSON.parse(body) as Order;
      asked.push({ action, order });
      const job = String(order["TranscriptionJobName"]);
      const vocabulary = String(order["VocabularyName"]);
      switch (action) {
        case "CreateVocabulary":
          if (vocabularies.has(vocabulary)) return refused("ConflictException");
          vocabularies.set(vocabulary, "PENDING");
          return answer({});
        case "GetVocabulary":
          return vocabularies.has(vocabulary)
            ? answer({ VocabularyState: vocabularies.get(vocabulary) })
            : refused("NotFoundException");
        case "StartTranscriptionJob":
          if (jobs.has(job)) return refused("ConflictException");
          jobs.set(job, { TranscriptionJobStatus: "IN_PROGRESS" });
          return answer({ TranscriptionJob: { TranscriptionJobName: job } });
        case "GetTranscriptionJob":
          return jobs.has(job)
            ? answer({ TranscriptionJob: { TranscriptionJobName: job, ...jobs.get(job) } })
            : refused("BadRequestException");
        case "ListVocabularies":
          return answer(
            page(vocabularies, order, "NameContains", "Vocabularies", "VocabularyName"),
          );
        case "ListTranscriptionJobs":
          return answer(
            page(
              jobs,
              order,
              "JobNameContains",
              "TranscriptionJobSummaries",
              "TranscriptionJobName",
            ),
          );
        case "DeleteTranscriptionJob":
          return jobs.delete(job) ? answer({}) : refused("NotFoundException");
        case "DeleteVocabulary":
          return vocabularies.delete(vocabulary) ? answer({}) : refused("NotFoundException");
        default:
          return refused("ThrottlingException");
      }
    },
  };
}

/** One name a page, so that whoever does not turn it sees little. */
function page(
  all: ReadonlyMap<string, unknown>,
  order: Order,
  ...[filter, list, name]: readonly [filter: string, list: string, name: string]
) {
  const from = Number(order["NextToken"] ?? 0);
  const names = [...all.keys()].filter((one) => one.includes(String(order[filter])));
  const next = from + 1 < names.length ? { NextToken: String(from + 1) } : {};
  return { [list]: names.slice(from, from + 1).map((one) => ({ [name]: one })), ...next };
}

/** A word and a punctuation mark of a result, as the developer guide's example has them. */
export const heardWord = (content: string, start: number, end: number, voice = "spk_0") => ({
  id: 0,
  type: "pronunciation",
  alternatives: [{ confidence: "0.99", content }],
  start_time: String(start),
  end_time: String(end),
  speaker_label: voice,
});
export const heardMark = (content: string, voice = "spk_0") => ({
  id: 0,
  type: "punctuation",
  alternatives: [{ confidence: "0.0", content }],
  speaker_label: voice,
});
export const heardResult = (items: readonly unknown[], more = {}) =>
  JSON.stringify({
    jobName: "x",
    accountId: "111122223333",
    status: "COMPLETED",
    results: { transcripts: [{ transcript: "…" }], items, ...more },
  });
