import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { exportShapes } from '~/office/people/exports/export-shapes.server'
import { importNext } from '~/office/people/imports/import-next.server'
import { ImportsPage } from '~/office/people/imports/imports-page'
import { emptyForm } from '~/ui/forms/form-state'
import { openVault } from '~/vault/open.server'
import { slug, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { reviewedFields } from '../../../support/reviewed'

const params = { petition: slug }
const route = () => officeRoute('office.petitions.$petition.imports')

async function post(world: World, token: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
    form.append(name, value)
  return call(world, route().action!, { token, params, fields: form })
}

async function brought(world: World, days: string[], chosen: Record<string, string> = {}) {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const lines = days.map((day, at) => `Ana ${'ABCDEFGH'[at]}.,ana${at}@example.org,85001,${day}`)
  await post(world, token, { intent: 'list', list: new Blob([['Name,Email,ZIP,Signed on', ...lines].join('\n')]) })
  const { id, mapping } = await world.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  const check = async (more: Record<string, string>) => {
    await post(world, token, { intent: 'check', id, ...mapping, ...more })
    while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  }
  await check(chosen)
  return {
    token,
    id,
    check,
    async page() {
      const { body } = await call(world, route().loader!, { token, params })
      const html = renderToStaticMarkup(
        createElement(ImportsPage, { ...(body as object), form: emptyForm, t: translator('en'), lang: 'en' } as never),
      )
      return html.replace(/<[^>]+>/g, ' ')
    },
    /** Records what is good. @returns the days on which they signed, and the reasons of lines that were left out */
    async recorded() {
      await post(world, token, { intent: 'run', id })
      while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
      const rows = await world.db
        .selectFrom('import_row')
        .leftJoin('signature', 'signature.id', 'import_row.signature_id')
        .select(['reason', 'signature.signed_on'])
        .where('line', '>', 0)
        .orderBy('line')
        .execute()
      return rows.map(({ reason, signed_on }) => reason ?? signed_on)
    },
  }
}

test('days of a list are kept as the list says them, and read the way that its own days show', async ({ world }) => {
  const list = await brought(world, ['13/11/2026', '05/11/2026', '2026-11-20', '"Nov 3, 2026"', ''])
  expect(await list.page()).toContain('some of its days can only have the day first')
  expect(await list.recorded()).toEqual(['2026-11-13', '2026-11-05', '2026-11-20', '2026-11-03', null])
})

test('nothing shows the order: the month is taken first and the page says so, until somebody chooses the other', async ({
  world,
}) => {
  const list = await brought(world, ['05/11/2026', '06/10/2026'])
  expect(await list.page()).toContain('Nothing in the list shows it, so the month is taken first')
  await list.check({ day_order: 'day' })
  expect(await list.recorded()).toEqual(['2026-11-05', '2026-10-06'])
})

test('a list with both orders leaves out the days that could be either, and says what to do', async ({ world }) => {
  const list = await brought(world, ['11/20/2026', '20/11/2026', '05/11/2026', '11/11/2026'])
  expect(await list.page()).toContain('the list has both orders: choose how days are read')
  await list.check({ day_order: 'month' })
  await list.check({})
  expect(await list.recorded()).toEqual(['2026-11-20', '2026-11-20', 'day-order', '2026-11-11'])
})

test('what was chosen beside the button that records is checked first, and not thrown away', async ({ world }) => {
  const list = await brought(world, ['05/11/2026'])
  const { mapping, language } = await world.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  const { day_order: _, ...columns } = mapping!
  const run = (more: Record<string, string>) =>
    post(world, list.token, { intent: 'run', id: list.id, ...columns, list_language: language ?? 'es', ...more })
  expect((await run({ day_order: 'day' })).status).toBe(422)
  expect(await world.db.selectFrom('signature').select('id').execute()).toEqual([])
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  expect((await run({ day_order: 'day' })).status).toBe(303)
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  expect(await world.db.selectFrom('signature').select('signed_on').execute()).toEqual([{ signed_on: '2026-11-05' }])
})

test('a list without days, of which nothing was changed, is recorded at the first press', async ({ world }) => {
  const list = await brought(world, ['', ''])
  const { mapping, language } = await world.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  const fields = { intent: 'run', id: list.id, ...mapping, list_language: language ?? 'es', day_order: '' }
  expect((await post(world, list.token, fields)).status).toBe(303)
})

test('the day on the sheet stands on the person’s page, in the list and in the export, and what counts is the day it came', async ({
  world,
}) => {
  const list = await brought(world, ['2026-11-05'])
  expect(await list.recorded()).toEqual(['2026-11-05'])
  const { personId } = await world.db.selectFrom('signature').select('person_id as personId').executeTakeFirstOrThrow()
  const seen = await call(world, officeRoute('office.people.$person').loader!, {
    token: list.token,
    params: { person: personId! },
  })
  expect(seen.body).toMatchObject({
    person: { signatures: [{ signedOn: '2026-11-05', at: world.at.toISOString() }] },
  })
  const people = await call(world, officeRoute('office.people._index').loader!, { token: list.token })
  expect(people.body).toMatchObject({ lines: [{ signedOn: '2026-11-05' }] })
  const which = { signatures: sql<boolean>`true`, known: sql<boolean>`false` }
  const vault = await openVault(world.db, world.keyring)
  const exported: string[][] = []
  for await (const { rows } of exportShapes.people.pages({ db: world.db, vault, which, scopes: [], language: 'en' }))
    exported.push(...rows)
  expect(exported[0]![exportShapes.people.headings('en').indexOf('Signed')]).toBe('2026-11-05')
  const tally = await world.db.selectFrom('tally').select('day').executeTakeFirstOrThrow()
  expect(tally.day).toBe('2026-11-24')
})
