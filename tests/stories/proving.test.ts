import { expect } from 'vitest'
import { proveSession, sessionCookie } from '~/office/guard/sessions.server'
import { openDoors } from '../support/doors'
import { test } from '../support/firme-test'
import { groupOf, organizer } from '../support/office'
import { envInPublic } from '../support/settings'

test('Omar asks for an export with an old proof, proves who he is, and one press asks for it', async ({ world }) => {
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const tenMinutesLater = new Date(world.at.getTime() + 600_000)
  const doors = await openDoors(world, envInPublic, () => tenMinutesLater)
  try {
    const headers = { cookie: `${sessionCookie}=${token}`, 'content-type': 'application/x-www-form-urlencoded' }
    const posts = (target: string, body: string) => doors.ask('office', { method: 'POST', target, headers, body })
    const exports = () => world.db.selectFrom('export').select('state').execute()
    const asked = await posts('/office/exports?index', 'reason=phone%20bank%20%22Friday%22&day=2026-11-24')
    const proof = asked.location.replace(/#.*/, '')
    expect(proof).toBe('/office/prove?next=%2Foffice%2Fexports')
    const before = await doors.ask('office', { method: 'GET', target: proof, headers })
    expect(before.text).toContain('You asked to export people.')
    const { id: sessionId } = await world.db
      .selectFrom('organizer_session')
      .select('id')
      .where('organizer_id', '=', id)
      .executeTakeFirstOrThrow()
    await proveSession(world.db, world.keyring, sessionId, tenMinutesLater)
    expect(await exports()).toEqual([])

    const { text } = await doors.ask('office', { method: 'GET', target: proof, headers })
    const [, action, form] = /<form method="post" action="(\/office\/exports[^"]*)">(.*?)<\/form>/.exec(text)!
    const fields = [...form!.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&quot;', '"'),
    ])
    const done = await posts(action!.replace(/#.*/, ''), new URLSearchParams(fields).toString())
    expect(done).toMatchObject({ status: 303, location: expect.stringContaining('/office/exports') })
    expect(await exports()).toHaveLength(1)
    expect(await world.db.selectFrom('audit').select('reason').where('act', '=', 'exported-people').execute()).toEqual([
      { reason: 'phone bank "Friday"' },
    ])
    expect(doors.failures()).toEqual([])
  } finally {
    await doors.close()
  }
})
