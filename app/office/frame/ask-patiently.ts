/**
 * Repeats a request while the server answers 429 or 503 with a Retry-After (RFC 9110 §10.2.3).
 *
 * @param ask  sends the request; null when no answer came
 * @param wait waits this many seconds and tells the person on the page
 * @returns the first other answer
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
