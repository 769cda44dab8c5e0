/**
 * The fields of a fact card as a form asks for them, in the order of the page.
 * core/content/project.ts says what holds; this says how it is filled in.
 */
export type ProjectField = { readonly name: string } & (
  | { readonly kind: "line" | "text" | "markdown" | "month"; readonly lengthMax: number }
  | { readonly kind: "number" | "check" }
  | {
      readonly kind: "choice";
      readonly options: readonly string[];
      /** What an author need not say. */
      readonly usual?: string;
    }
  /** One or several keys of a list that the content folder, or the records, have. */
  | { readonly kind: "one" | "several"; readonly from: ChoiceList; readonly isKept?: boolean }
  | {
      readonly kind: "group";
      readonly fields: readonly ProjectField[];
      readonly isOptional?: boolean;
    }
  /** `isKept`: written even when it is empty. */
  | { readonly kind: "list"; readonly fields: readonly ProjectField[]; readonly isKept?: boolean }
);
export type ChoiceList = "calls" | "themes" | "publics" | "regions" | "stories";

const line = (name: string, lengthMax = 200): ProjectField => ({ kind: "line", name, lengthMax });
const text = (name: string, lengthMax = 600): ProjectField => ({ kind: "text", name, lengthMax });
const number = (name: string): ProjectField => ({ kind: "number", name });
const check = (name: string): ProjectField => ({ kind: "check", name });
const inBoth = (name: string, lengthMax: number, isOptional = false): ProjectField => ({
  kind: "group",
  name,
  isOptional,
  // What does not fit a line of a phone gets several.
  fields: ["fr", "en"].map((name) => (lengthMax < 200 ? line : text)(name, lengthMax)),
});
const qualifier: ProjectField = {
  kind: "choice",
  name: "qualifier",
  options: ["", "about", "at-least", "more-than", "at-most", "less-than"],
  usual: "",
};

const figures: ProjectField = {
  kind: "list",
  name: "figures",
  fields: [
    number("value"),
    number("valueMax"),
    qualifier,
    {
      kind: "choice",
      name: "kind",
      options: ["people", "percent", "places", "hours", "weeks", "months", "years", "other"],
    },
    inBoth("label", 160),
  ],
};
const claims = (name: string): ProjectField => ({
  kind: "list",
  name,
  isKept: true,
  fields: [text("text"), figures],
});
const territories: ProjectField = {
  kind: "list",
  name: "territories",
  isKept: true,
  fields: [
    line("label"),
    { kind: "several", name: "regionCodes", from: "regions" },
    {
      kind: "choice",
      name: "coverage",
      options: ["", "metropolitan", "overseas"],
      usual: "",
    },
    check("qpv"),
    check("rural"),
    inBoth("period", 120, true),
    check("toBeDefined"),
  ],
};
const spans = ["monthsMin", "monthsMax", "weeksMin", "weeksMax"].map(number);

/** In parts, as the form shows them. */
export const projectFormParts = [
  {
    part: "identity",
    fields: [
      line("slug", 80),
      inBoth("title", 160),
      line("holder"),
      text("holderNote"),
      { kind: "one", name: "call", from: "calls" },
      number("wave"),
      { kind: "month", name: "waveDate", lengthMax: 7 },
      inBoth("summary", 200),
      { kind: "several", name: "themes", from: "themes", isKept: true },
    ],
  },
  { part: "presentation", fields: [{ kind: "markdown", name: "presentation", lengthMax: 20_000 }] },
  {
    part: "photo",
    fields: [
      {
        kind: "group",
        name: "photo",
        isOptional: true,
        fields: [line("credit"), line("alt", 300), text("caption")],
      },
    ],
  },
  { part: "aims", fields: [claims("objectives"), claims("addedValues"), figures] },
  {
    part: "partners",
    fields: [
      {
        kind: "list",
        name: "partners",
        isKept: true,
        fields: [
          line("name"),
          { kind: "choice", name: "kind", options: ["member", "partner"] },
          { kind: "choice", name: "where", options: ["card", "text"], usual: "card" },
          line("about", 300),
        ],
      },
      text("partnersNote"),
    ],
  },
  { part: "places", fields: [territories, text("territoriesNote")] },
  {
    part: "people",
    fields: [
      {
        kind: "group",
        name: "publics",
        fields: [
          text("text"),
          { kind: "several", name: "keys", from: "publics", isKept: true },
          number("ageMin"),
          number("ageMax"),
        ],
      },
      {
        kind: "list",
        name: "peopleTarget",
        fields: [
          number("count"),
          qualifier,
          {
            kind: "choice",
            name: "kind",
            options: ["accompanied", "spotted", "professionals"],
          },
          number("overYears"),
          number("byYear"),
          check("perYear"),
          {
            kind: "choice",
            name: "document",
            options: ["national", "regional"],
            usual: "national",
          },
        ],
      },
    ],
  },
  {
    part: "pathway",
    fields: [
      {
        kind: "group",
        name: "pathwayLength",
        fields: [
          inBoth("text", 300),
          ...spans,
          check("average"),
          { kind: "list", name: "parts", fields: [inBoth("label", 120), ...spans] },
          number("followUpMonthsMax"),
        ],
      },
    ],
  },
  { part: "stories", fields: [{ kind: "several", name: "stories", from: "stories" }] },
  {
    part: "source",
    fields: [
      {
        kind: "group",
        name: "source",
        fields: [line("document"), text("where"), text("note", 1_000)],
      },
      {
        kind: "group",
        name: "regionalNote",
        isOptional: true,
        fields: [
          { kind: "one", name: "call", from: "calls" },
          line("holder"),
          line("title"),
          territories,
          text("publics"),
          claims("differences"),
        ],
      },
    ],
  },
] as const satisfies readonly { readonly part: string; readonly fields: readonly ProjectField[] }[];

export type ProjectFormPart = (typeof projectFormParts)[number]["part"];
export const projectFields: readonly ProjectField[] = projectFormParts.flatMap(
  ({ fields }): readonly ProjectField[] => fields,
);
