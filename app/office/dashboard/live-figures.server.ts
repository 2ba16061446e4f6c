import type { Language } from '~/i18n/language'
import { wholeNumber } from '~/ui/page/dates'

const every = 2_000

/**
 * Streams figures as server-sent events until the client disconnects.
 *
 * @param read the figures, by their names on the page
 */
export function liveFigures<Figures extends object>(
  { lang, request }: { lang: Language; request: Request },
  read: (now: Date) => Promise<{ [Name in keyof Figures]: number }>,
): Response {
  const encoder = new TextEncoder()
  let timer: NodeJS.Timeout
  let last = ''
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = async () => {
        const figures = await read(new Date())
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
