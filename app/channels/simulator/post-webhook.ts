import { createHmac } from 'node:crypto'

/** Where the site's webhooks are, and how the provider signs what it sends there. */
export interface Site {
  /** The address that is signed. */
  publicUrl: string
  /** Where that address really listens, on this machine. */
  localUrl: string
  authToken: string
}

/**
 * X-Twilio-Signature: HMAC-SHA1 over the address and every field, in the order of their names.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signatureOf(authToken: string, url: string, fields: Record<string, string>): string {
  const signed = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + fields[name], url)
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}

/** Sends one signed webhook, as the provider does. @returns status and body, or null when nobody answers */
export async function postWebhook(
  { publicUrl, localUrl, authToken }: Site,
  url: string,
  fields: Record<string, string>,
): Promise<{ status: number; body: string } | null> {
  const local = url.startsWith(publicUrl) ? localUrl + url.slice(publicUrl.length) : url
  try {
    const answer = await fetch(local, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      signal: AbortSignal.timeout(15_000),
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signatureOf(authToken, url, fields),
      },
    })
    return { status: answer.status, body: await answer.text() }
  } catch {
    return null
  }
}
