import { createHash, timingSafeEqual } from 'node:crypto'
import { isReportProvider } from '~/channels/mail/reports/report-adapters'
import type { Intake } from '~/queue/intake/append.server'
import type { SealingKey } from '~/vault/seal.server'
import type { ReadBody } from '~/web/http/read-body.server'

/** Most bytes of a bounce, which often includes the whole original message. */
export const mostReturned = 1024 * 1024

/**
 * Appends a bounce, or a provider's report, to the intake.
 *
 * @param provider null: raw mail
 * @returns the HTTP status: 202 only after the commit
 */
export type MailHook = (
  provider: string | null,
  authorization: string | undefined,
  readBody: () => Promise<ReadBody>,
  now: Date,
) => Promise<202 | 401 | 403 | 404 | 413 | 503>

/**
 * The endpoint where a mail server posts raw email to the bounce address, with `Authorization: Bearer SECRET`, and where
 * providers post their reports, with the secret as the password in the address that they were given. The worker parses it
 * and checks signatures; nothing is opened or fetched here.
 *
 * @param secret null: the endpoint does not exist
 */
export function openMailHook(secret: string | null, intake: Intake, siteKey: () => Promise<SealingKey>): MailHook {
  return async (provider, authorization, readBody, now) => {
    if (secret === null || (provider !== null && !isReportProvider(provider))) return 404
    const shown = secretIn(authorization)
    if (!shown) return 401
    if (!sameSecret(secret, shown)) return 403
    const read = await readBody()
    if (read.outcome === 'too-large') return 413
    const taken =
      provider === null
        ? await intake.append(await siteKey(), 'bounce', { raw: read.body.toString('base64') }, now)
        : await intake.append(await siteKey(), 'mail-report', { provider, body: read.body.toString('utf8') }, now)
    return taken.outcome === 'accepted' ? 202 : 503
  }
}

/** The secret in a header of either kind: a token, or the password of whatever user. */
function secretIn(authorization = ''): string | null {
  const [, kind, value = ''] = /^(Bearer|Basic) (.+)$/.exec(authorization) ?? []
  if (kind !== 'Basic') return value || null
  return /^[^:]*:(.+)$/s.exec(Buffer.from(value, 'base64').toString('utf8'))?.[1] ?? null
}

/** Hashed first, so that neither timing nor length reveals anything. */
function sameSecret(one: string, two: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(two))
}
