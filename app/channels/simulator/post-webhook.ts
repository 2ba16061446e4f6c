import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

/** Where the site's webhooks are, and how the provider signs its requests to them. */
export interface Site {
  /** The URL that is signed. */
  publicUrl: string
  /** Where that URL really listens, on this machine. */
  localUrl: string
  authToken: string
}

/**
 * Sends one signed webhook, as the provider does.
 *
 * @returns status and body, or null when there is no answer
 */
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
        'x-twilio-signature': getExpectedTwilioSignature(authToken, url, fields),
      },
    })
    return { status: answer.status, body: await answer.text() }
  } catch {
    return null
  }
}
