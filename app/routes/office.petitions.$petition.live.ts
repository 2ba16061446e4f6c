import { readLiveFigures } from '~/dashboard/petition-figures.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { guarded } from '~/organizers/guard.server'
import { wholeNumber } from '~/ui/dates'

const every = 2_000

/** Numbers as they move, for as long as somebody watches (server-sent events). */
export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  const { db, lang, request } = office
  const encoder = new TextEncoder()
  let timer: NodeJS.Timeout
  let last = ''
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = async () => {
        const figures = await readLiveFigures(db, petition.id, new Date())
        const line = JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, wholeNumber(lang, value)])))
        controller.enqueue(encoder.encode(line === last ? ': still here\n\n' : `data: ${line}\n\n`))
        last = line
      }
      // The browser opens the stream anew by itself when it breaks.
      const turn = () => say().catch((error: unknown) => {
        clearInterval(timer)
        controller.error(error)
      })
      timer = setInterval(turn, every)
      request.signal.addEventListener('abort', () => clearInterval(timer))
      void turn()
    },
    cancel: () => clearInterval(timer),
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } })
})
