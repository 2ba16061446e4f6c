import { afterAll, expect } from 'vitest'
import { openDatabase } from '#db/client'
import { sessionCookie } from '~/office/guard/sessions.server'
import { openDoors } from '../support/doors'
import { test } from '../support/firme-test'
import { groupOf, organizer } from '../support/office'
import { envInPublic } from '../support/settings'

const away = openDatabase('postgres://firme@127.0.0.1:1/firme', 1)
afterAll(() => away.db.destroy())

test('while the database is away, the office says so in the language that the organizer last read', {
  retry: 2,
}, async ({ world }) => {
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await world.db.updateTable('organizer').set({ language: 'es' }).where('id', '=', id).execute()
  const english = { 'accept-language': 'en-US' }
  const session = `${sessionCookie}=${token}`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  const open = await openDoors(world, envInPublic)
  const { text, cookies } = await open.ask('office', {
    method: 'GET',
    target: '/office',
    headers: { ...english, cookie: session },
  })
  expect(text).toContain('<html lang="es"')
  expect(cookies).toEqual(['__Host-firme-language=es'])
  const cookie = [session, ...cookies].join('; ')
  const again = await open.ask('office', { method: 'GET', target: '/office', headers: { ...english, cookie } })
  expect(again.cookies).toEqual([])
  await open.close()

  const closed = await openDoors({ ...world, as: { ...world.as, office: away.db } }, envInPublic)
  try {
    const asked = (headers: Record<string, string>) => [
      closed.ask('office', { method: 'GET', target: '/office', headers }),
      closed.ask('office', { method: 'GET', target: '/office/petitions/alto-polimigra/sheet.pdf', headers }),
      closed.ask('office', {
        method: 'POST',
        target: '/office/switches',
        body: 'a=1',
        headers: { ...headers, ...form },
      }),
    ]
    for (const answer of await Promise.all(asked({ ...english, cookie })))
      expect(answer, closed.failures().join('\n')).toMatchObject({
        status: 503,
        text: expect.stringContaining('<html lang="es"'),
      })
    // Somebody who was never here is answered as the browser asks.
    for (const answer of await Promise.all(asked({ 'accept-language': 'es-MX,es;q=0.9' })))
      expect(answer.text).toContain('<html lang="es"')
    for (const answer of await Promise.all(asked(english))) expect(answer.text).toContain('<html lang="en"')
  } finally {
    await closed.close()
  }
})
