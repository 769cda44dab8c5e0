import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** c2sp.org/signed-note: Ed25519 signatures have this type. */
const ed25519Type = 0x01;

/** Standard base 64 (RFC 4648 §4), as notes write it. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The four bytes that tell keys of one name apart. */
export function noteKeyId(keyName: string, publicKey: Uint8Array): Uint8Array {
  return sha256(
    concatBytes(utf8ToBytes(`${keyName}\n`), Uint8Array.of(ed25519Type), publicKey),
  ).slice(0, 4);
}

/** What a verifier is given once and keeps: name, key id, key. */
export function verifierKey(keyName: string, publicKey: Uint8Array): string {
  const id = bytesToHex(noteKeyId(keyName, publicKey));
  return `${keyName}+${id}+${toBase64(concatBytes(Uint8Array.of(ed25519Type), publicKey))}`;
}

/** The bytes that are signed: the text itself, which ends in a newline. */
export const noteMessage = (text: string) => utf8ToBytes(text);

/**
 * A signed note (c2sp.org/signed-note): the text, an empty line, one signature
 * line. Throws `RangeError` for what the format cannot carry.
 */
export function signedNote(
  text: string,
  signer: {
    readonly keyName: string;
    readonly publicKey: Uint8Array;
    readonly signature: Uint8Array;
  },
): string {
  const { keyName, publicKey, signature } = signer;
  if (!text.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(text)) {
    throw new RangeError(
      "the text of a note ends in a newline and has no other control characters",
    );
  }
  if (keyName === "" || /[\s+]/u.test(keyName))
    throw new RangeError("a key name has no spaces and no plus");
  if (publicKey.length !== 32 || signature.length !== 64)
    throw new RangeError("not an Ed25519 key and signature");
  return `${text}\n— ${keyName} ${toBase64(concatBytes(noteKeyId(keyName, publicKey), signature))}\n`;
}
