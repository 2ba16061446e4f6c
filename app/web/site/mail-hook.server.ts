import { createHash, timingSafeEqual } from 'node:crypto'
import type { Intake } from '~/queue/intake/append.server'
import type { SealingKey } from '~/vault/seal.server'
import type { ReadBody } from '~/web/http/read-body.server'

/** Most bytes of a bounce, which often includes the whole original message. */
export const mostReturned = 1024 * 1024

/**
 * Appends a bounce to the intake.
 *
 * @returns the HTTP status: 202 only after the commit
 */
export type MailHook = (
  authorization: string | undefined,
  readBody: () => Promise<ReadBody>,
  now: Date,
) => Promise<202 | 401 | 403 | 404 | 413 | 503>

/**
 * The endpoint where a mail server posts raw email to the bounce address, with `Authorization: Bearer SECRET`. The
 * worker parses it; nothing is opened here.
 *
 * @param secret null: the endpoint does not exist
 */
export function openMailHook(secret: string | null, intake: Intake, siteKey: () => Promise<SealingKey>): MailHook {
  return async (authorization, readBody, now) => {
    if (secret === null) return 404
    const shown = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
    if (!shown) return 401
    if (!sameSecret(secret, shown)) return 403
    const read = await readBody()
    if (read.outcome === 'too-large') return 413
    const taken = await intake.append(await siteKey(), 'bounce', { raw: read.body.toString('base64') }, now)
    return taken.outcome === 'accepted' ? 202 : 503
  }
}

/** Hashed first, so that neither timing nor length reveals anything. */
function sameSecret(one: string, two: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(two))
}
