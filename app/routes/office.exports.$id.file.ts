import { redirect } from '@remix-run/node'
import { guarded } from '~/office/guard/guard.server'
import { takeExport } from '~/office/people/exports/export-people.server'
import { scopesOf } from '~/office/people/scope'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'

/** Downloading an export changes its state, so it is a post: a scanner that opens links downloads nothing. */
export const action = guarded(
  'export-people',
  async (office) => {
    const id = uuidOf(office.params.id)
    const taken = await takeExport(
      office.db,
      office,
      { id, by: office.organizer.id, scopes: scopesOf(office, 'export-people') },
      office.now,
    )
    if (!taken) throw new Response(null, { status: 410 })
    if (taken.is === 'again') return redirect(`${paths.office.exports()}?again=${id}`, 303)
    const { pieces } = taken
    await office.audit({ groupId: null, act: 'took-export', subject: id })
    const encoder = new TextEncoder()
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel: () => void pieces.return(undefined),
    })
    return new Response(stream, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="firme-${office.today}.csv"`,
        'cache-control': 'no-store',
      },
    })
  },
  { fresh: { act: 'download', page: () => paths.office.exports() } },
)
