import { expect } from 'vitest'
import { sessionCookie } from '~/office/guard/sessions.server'
import { type Doors, openDoors } from '../support/doors'
import { test, type World } from '../support/firme-test'
import { groupOf, organizer } from '../support/office'
import { envInPublic } from '../support/settings'
import { codeAt, password, takesPassword } from '../support/with-password'

/** Omar, an owner whose last proof is ten minutes old, at the office's own server. */
async function omar(world: World, story: (at: Date, doors: Doors, posts: Posts) => Promise<void>) {
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await takesPassword(world, id)
  const at = new Date(world.at.getTime() + 600_000)
  const doors = await openDoors(world, envInPublic, () => at)
  const headers = { cookie: `${sessionCookie}=${token}`, 'content-type': 'application/x-www-form-urlencoded' }
  const posts: Posts = (target, fields) =>
    doors.ask('office', { method: 'POST', target, headers, body: new URLSearchParams(fields).toString() })
  try {
    await story(at, doors, posts)
    expect(doors.failures()).toEqual([])
  } finally {
    await doors.close()
  }
}

type Posts = (target: string, fields: Record<string, string>) => ReturnType<Doors['ask']>
const proof = (at: Date) => ({ intent: 'password', password, code: codeAt(at) })
const withoutFragment = (address: string) => address.replace(/#.*/, '')

test('Omar asks for an export with an old proof, proves who he is, and it is asked for, once, with the same answer', async ({
  world,
}) => {
  await omar(world, async (at, _, posts) => {
    const exports = () => world.db.selectFrom('export').select('state').execute()
    const fields = { reason: 'phone bank "Friday" & more', day: '2026-11-24' }
    const asked = await posts('/office/exports?index', fields)
    const page = withoutFragment(asked.location)
    expect(page).toMatch(/^\/office\/prove\?next=%2Foffice%2Fexports&asked=/)
    expect(await exports()).toEqual([])
    const done = await posts(page, proof(at))
    const straight = await posts('/office/exports?index', fields)
    // Each names the export that was asked for.
    const withoutId = (address: string) => address.replace(/=[\da-f-]{36}/, '=ID')
    expect([done.status, withoutId(done.location)]).toEqual([straight.status, withoutId(straight.location)])
    expect(done.cookies.join()).toContain('device')
    expect(await exports()).toHaveLength(2)
    // The browser sends the same form once more: what was done is not done again.
    expect((await posts(page, proof(at))).status).toBe(422)
    expect(await exports()).toHaveLength(2)
    expect(
      await world.db.selectFrom('audit').select('reason').where('act', '=', 'exported-people').execute(),
    ).toMatchObject([{ reason: fields.reason }, { reason: fields.reason }])
  })
})

test('an invitation that is refused after the proof keeps what was typed, and its form posts to its own page', async ({
  world,
}) => {
  await omar(world, async (at, _, posts) => {
    const asked = await posts('/office/team', { intent: 'invite', email: 'lucia@', role: 'viewer', group: 'x' })
    const done = await posts(withoutFragment(asked.location), proof(at))
    expect(done.status).toBe(422)
    expect(done.text).toContain('value="lucia@"')
    expect(done.text).toContain('<form method="post" action="/office/team#errors"')
  })
})
