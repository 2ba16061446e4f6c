/** Milliseconds that the page which asks for a code knows the number somebody signed with. */
const phoneLifetime = 60 * 60_000

/** A number that somebody signed with, as it is in the address of a page: only the worker can open it. */
export interface SealedPhone {
  /** When it was sealed, in minutes since 1970, base 36. Part of what the seal is bound to. */
  minute: string
  box: Buffer
}

/** Reads one that is not too old; null for anything else. */
export function readSealedPhone(text: string | null | undefined, now: Date): SealedPhone | null {
  const [, minute, box] = /^([0-9a-z]{1,8})\.([\w-]{100,400})$/.exec(text ?? '') ?? []
  if (!minute || !box) return null
  const age = now.getTime() - Number.parseInt(minute, 36) * 60_000
  return age >= -60_000 && age < phoneLifetime ? { minute, box: Buffer.from(box, 'base64url') } : null
}

/** Writes one for an address. */
export function writeSealedPhone({ minute, box }: SealedPhone): string {
  return `${minute}.${box.toString('base64url')}`
}

/** The kind and the row that a number is sealed as. No kind of submission is called this. */
export function phoneSeal(about: string, minute: string): { kind: string; id: string } {
  return { kind: 'signed-with', id: `${about} ${minute}` }
}
