/**
 * Asks again as long as the server says when to come back (RFC 9110 §10.2.3): too many requests, or a restart.
 *
 * @param ask  null: nobody answered
 * @param wait waits for so many seconds, and says so to whoever looks on
 * @returns the first answer that is not to be waited for
 */
export async function askPatiently(
  ask: () => Promise<Response | null>,
  wait: (seconds: number) => Promise<void>,
): Promise<Response | null> {
  for (;;) {
    const response = await ask()
    const isLater = response !== null && (response.status === 429 || response.status === 503)
    const seconds = isLater ? Number(response.headers.get('retry-after')) : 0
    if (!(seconds > 0)) return response
    await wait(seconds)
  }
}
