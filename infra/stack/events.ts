import type { Functions } from "./functions.ts";

/**
 * Amazon Transcribe tells that a job or a vocabulary has come to its end. It does
 * so "best effort" (EventBridge reference): what is lost is found by the reminder
 * that infra/pipeline/words/collect-words.ts sends itself.
 */
export function createEvents({ words }: Functions): void {
  const account = aws.getCallerIdentityOutput({}).accountId;
  const region = aws.getRegionOutput({}).region;
  const bus = $interpolate`arn:aws:events:${region}:${account}:event-bus/default`;
  const on = (name: string, detailType: string, detail: Record<string, string[]>) =>
    sst.aws.Bus.subscribe(name, bus, words.arn, {
      pattern: { source: ["aws.transcribe"], detailType: [detailType], detail },
    });
  on("Heard", "Transcribe Job State Change", { TranscriptionJobStatus: ["COMPLETED", "FAILED"] });
  on("Learned", "Vocabulary State Change", { VocabularyState: ["READY", "FAILED"] });
}
