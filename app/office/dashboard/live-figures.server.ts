import { mayStill, type Office } from '~/office/guard/guard.server'
import { wholeNumber } from '~/ui/page/dates'

const every = 2_000

/**
 * Streams figures as server-sent events until the client disconnects, the session ends, or its organizer may not see
 * this group's numbers any more.
 *
 * @param read the figures, by their names on the page
 */
export function liveFigures<Figures extends object>(
  office: Office,
  groupId: string,
  read: (now: Date) => Promise<{ [Name in keyof Figures]: number }>,
): Response {
  const { lang, request } = office
  const encoder = new TextEncoder()
  const since = performance.now()
  const now = () => new Date(office.now.getTime() + performance.now() - since)
  let timer: NodeJS.Timeout
  let last = ''
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = async () => {
        if (!(await mayStill(office, 'see-numbers', groupId, now()))) {
          clearInterval(timer)
          // The browser asks once more, and is then answered that it may not.
          return controller.close()
        }
        const figures = await read(now())
        const line = JSON.stringify(
          Object.fromEntries(Object.entries<number>(figures).map(([name, value]) => [name, wholeNumber(lang, value)])),
        )
        controller.enqueue(encoder.encode(line === last ? ': still here\n\n' : `data: ${line}\n\n`))
        last = line
      }
      // The browser reconnects a broken stream on its own.
      const turn = () =>
        say().catch((error: unknown) => {
          clearInterval(timer)
          controller.error(error)
        })
      timer = setInterval(turn, every)
      request.signal.addEventListener('abort', () => clearInterval(timer))
      void turn()
    },
    cancel: () => clearInterval(timer),
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
