/** Nonsense from somebody who is signed in: the right cookie and token, and everything else wrong. */
import type { StudioSession } from "../../scripts/studio-session.ts";
import { aMess, type Mess, pick } from "./http-mess.ts";

type Random = () => number;

/** What the studio's forms call their fields, in the French that its pages are written in. */
const fieldNames = (
  "ajouter autorisation autre autre-prenom carte code comment connu contact courriel date debut email enlever enregistre-le " +
  "faire fichier fichiers fin flux formulaire genre jours langue langue-de langue-du-texte lieu marque metier montre nom note photo-fichier " +
  "photo-retirer portee pour prenom presentation preuve projet question raison relu reponse responsable resume retirer retour " +
  "revision role serie signataire signe-le son suite-de texte themes titre tout version version-de voix voix-1-prenom voix-1-role " +
  "voix-1-situation debut-0 fin-0 texte-0 voix-0 __proto__ constructor"
).split(" ");
const fieldValues = [
  "", "x", "0", "-1", "1e309", "NaN", "null", "true", "oui", "non", "s1", "self", "fr", "en", "xx", "adult", "talent", "administrator", "coach",
  "2026-02-30", "2026-11-27", "9999-99-99", "0000-00-00", "+275760-09-13", "a@b.example", "a@b", "\u0000", "\r\nBcc: x@evil.example", "../../etc/passwd",
  "<script>alert(1)</script>", "]]>", "{{7*7}}", "' OR 1=1 --", "\ud800", "\u202e", "é".repeat(3_000), "paroles-de-talents", "publier", "garder",
  "00:00:01.000", "https://evil.example/", "/studio//evil.example", "javascript:alert(1)", "[object Object]", "\u{1f399}".repeat(40),
]; // prettier-ignore
const jsonValues: readonly unknown[] = [
  null,
  0,
  -1,
  1e308,
  "",
  "x",
  [],
  {},
  [[]],
  true,
  { fields: { titre: ["a", 1] } },
];

const fieldsMax = 14;

const manyOf = <T>(random: Random, make: () => T): readonly T[] =>
  Array.from({ length: Math.floor(random() * fieldsMax) }, make);

type Body = { readonly type: string; readonly body: Buffer };

function urlEncoded(random: Random, token: string): Body {
  const form = new URLSearchParams({ jeton: token });
  for (const [name, value] of manyOf(random, () => aField(random))) form.append(name, value);
  return { type: "application/x-www-form-urlencoded", body: Buffer.from(form.toString()) };
}

function multipart(random: Random, token: string): Body {
  const part = (name: string, value: string, file = "") =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  const files = ["", '; filename="../../x.png"', '; filename=""', '; filename="a.mp3"'];
  const parts = manyOf(random, () => part(...aField(random), pick(random, files)));
  const text = `${part("jeton", token)}${parts.join("")}--x--\r\n`;
  return { type: "multipart/form-data; boundary=x", body: Buffer.from(text) };
}

function json(random: Random): Body {
  const entries = manyOf(random, () => [pick(random, jsonNames), pick(random, jsonValues)]);
  const body = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  return { type: "application/json", body };
}
const jsonNames = "fields parts name bytes sha256 id type number revision cues response challenge transports".split(" "); // prettier-ignore

const aField = (random: Random): [string, string] => [
  pick(random, fieldNames),
  pick(random, fieldValues),
];

/** A mess with somebody's session. What is sent carries the token, and mostly arrives whole: refused at the door it would be read by nobody. */
export function aSignedInMess(
  random: Random,
  paths: readonly string[],
  { headers, token }: StudioSession,
): Mess {
  const mess = aMess(random, paths);
  const method = random() < 0.8 ? pick(random, ["GET", "POST", "POST"]) : mess.method;
  const target = random() < 0.8 ? aDoor(random, paths) : mess.target;
  const kept = mess.headers.filter(([name]) => !ownHeaders.includes(name));
  const own = Object.entries(headers);
  if (method !== "POST") return { ...mess, method, target, headers: [...kept, ...own] };
  const { type, body } = pick(random, [urlEncoded, urlEncoded, multipart, json])(random, token);
  return {
    method,
    target,
    headers: [...kept, ...own, ["content-type", type], ["x-jeton", token]],
    body,
  };
}

const aDoor = (random: Random, paths: readonly string[]) =>
  pick(random, paths).replace(/:[a-z]+/g, () => pick(random, ["abc", "1", "%00", "__proto__"]));

/** What a session brings itself, and what the server's own HTTP refuses before anybody reads it. */
const ownHeaders =
  "cookie origin sec-fetch-site content-type content-encoding transfer-encoding host expect upgrade if-match".split(" "); // prettier-ignore
