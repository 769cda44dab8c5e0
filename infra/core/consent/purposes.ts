import type { Scope } from "./consent.ts";

/** What a scope means in a record: purpose, data, where it is shown, in W3C DPV 2.3 terms (AC16). */
export type ScopePurpose = {
  readonly description: string;
  /** pd: or dpv: categories. */
  readonly personalData: readonly string[];
  readonly processing: readonly string[];
  /** The support that it is published on (French law asks for it by name). */
  readonly medium: string;
  /** Who receives it, where no list of names can be given. */
  readonly recipients: readonly string[];
};

const website = "The website of the controller";
const visitors = "Anyone who visits the website";

export const scopePurposes: Readonly<Record<Scope, ScopePurpose>> = {
  voice: {
    description: "To let people hear a one-minute story in the speaker's own voice on the website.",
    personalData: ["pd:VoiceCommunicationRecording", "pd:LifeHistory"],
    processing: ["dpv:Store", "dpv:MakeAvailable"],
    medium: website,
    recipients: [visitors],
  },
  transcript: {
    description:
      "To let people read the words of the story on the website, and find them by searching.",
    personalData: ["pd:LifeHistory"],
    processing: ["dpv:Store", "dpv:MakeAvailable"],
    medium: website,
    recipients: [visitors],
  },
  name: {
    description: "To show the first name that was chosen, or none, beside the story.",
    personalData: ["pd:Name"],
    processing: ["dpv:Store", "dpv:MakeAvailable"],
    medium: website,
    recipients: [visitors],
  },
  portrait: {
    description: "To show a photograph of the speaker beside the story.",
    personalData: ["pd:Picture"],
    processing: ["dpv:Store", "dpv:MakeAvailable"],
    medium: website,
    recipients: [visitors],
  },
  platforms: {
    description: "To let podcast applications and directories carry the recording and its text.",
    personalData: ["pd:VoiceCommunicationRecording", "pd:LifeHistory"],
    processing: ["dpv:Disseminate"],
    medium: "Podcast applications and directories",
    recipients: ["Podcast applications and directories, and the people who use them"],
  },
  reuse: {
    description: "To let others use the recording and its text again, naming where they come from.",
    personalData: ["pd:VoiceCommunicationRecording", "pd:LifeHistory"],
    processing: ["dpv:Disseminate"],
    medium: "Any, under the licence named on the page of the story",
    recipients: ["Anyone who keeps to the licence named on the page of the story"],
  },
};
