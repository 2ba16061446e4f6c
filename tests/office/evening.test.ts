import { sql } from 'kysely'
import { expect } from 'vitest'
import { suppress } from '~/people/suppression.server'
import { rosa, slug, test, type World } from '../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../support/office'
import { sheriff } from '../support/officials'

/** Eight in the evening of the 24th in Phoenix, where the network is, and the 25th in UTC. */
const evening = (world: World): World => ({ ...world, at: new Date('2026-11-25T03:00:00Z') })

test('news published in the evening is of that day', async ({ world: there }) => {
  const world = evening(there)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { action } = officeRoute('office.petitions.$petition.news')
  const fields = { title_en: 'News', title_es: 'Noticia', body_en: 'We won.', body_es: 'Ganamos.' }
  expect((await call(world, action!, { token, params: { petition: slug }, fields })).status).toBe(303)
  expect(await world.db.selectFrom('petition_update').select('published_on').execute()).toContainEqual({
    published_on: '2026-11-24',
  })
})

test('an official is checked today in the evening, and not on a day that has not begun', async ({ world: there }) => {
  const world = evening(there)
  const { contactId } = await sheriff(world.db)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { action } = officeRoute('office.officials.posts.$post')
  const correct = (checked_on: string) =>
    call(world, action!, {
      token,
      params: { post: 'cholla-county-az-sheriff' },
      fields: {
        intent: 'correct-contact',
        contact: contactId,
        value: '602 555 0177',
        source_url: 'https://sheriff.cholla.example.org/contact',
        checked_on,
      },
    })
  expect((await correct('2026-11-25')).status).toBe(422)
  expect((await correct('2026-11-24')).status).toBeLessThan(400)
  await call(world, officeRoute('office.officials.stale').action!, {
    token,
    fields: { intent: 'confirm', contact: contactId },
  })
  const { checked_on } = await world.db
    .selectFrom('contact_detail')
    .select('checked_on')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  expect(checked_on).toBe('2026-11-24')
})

test('what we keep of the days of a person are days there: since when, consent, proof, stop', async ({
  world: there,
}) => {
  const world = evening(there)
  await world.signs({ ...rosa, consent_email: '1' }, { at: world.at })
  await world.work(world.at)
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id, world.at)
  const { blind_index } = await world.db.selectFrom('contact_point').select('blind_index').executeTakeFirstOrThrow()
  await world.db
    .transaction()
    .execute((trx) => suppress({ trx }, { channel: 'mail', blindIndex: blind_index, how: 'link' }, world.at))
  const { rows } = await sql<{ day: string }>`
    select created_on as day from person union all select created_on from contact_point union all select proven_on from contact_point
    union all select given_on from consent union all select withdrawn_on from consent union all select since from suppression
  `.execute(world.db)
  expect(rows.map(({ day }) => day)).toEqual(Array.from({ length: 6 }, () => '2026-11-24'))
})
