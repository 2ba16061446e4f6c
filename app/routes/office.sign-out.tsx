import { redirect } from '@remix-run/node'
import { guarded } from '~/office/guard/guard.server'
import { endedHeader, endSessions } from '~/office/guard/sessions.server'
import { paths } from '~/paths'

export const action = guarded('anybody', async (office) => {
  await endSessions(office.db, office.organizer.id, { only: office.session.id }, office.now)
  await office.audit({ groupId: null, act: 'signed-out', subject: office.session.id })
  // Pages that the browser has kept show people.
  return redirect(paths.office.signIn(), {
    status: 303,
    headers: { 'set-cookie': endedHeader(), 'clear-site-data': '"cache", "storage"' },
  })
})
