import { sql } from 'kysely'
import { expect } from 'vitest'
import { seedPowers } from '#db/seeds/powers'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { listPosts, postFilter } from '~/office/officials/office-posts.server'
import { readCoverage } from '~/office/officials/stale/coverage.server'
import { readStale } from '~/office/officials/stale/stale.server'
import { appoint } from '~/officials/posts/edit-holders.server'
import { reportContact } from '~/officials/posts/report-contact.server'
import { countStale } from '~/officials/posts/stale-queue.server'
import type { PostRole } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { openVault, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { sheriff } from '../../support/officials'

const source = { source_url: 'https://sheriff.cholla.example.org/contact', checked_on: '2026-11-24' }
const postSlug = 'cholla-county-az-sheriff'

async function omar(world: World) {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const act = async (fields: Record<string, string>) => {
    const { status, body } = await call(world, officeRoute('office.officials.posts.$post').action!, {
      token,
      params: { post: postSlug },
      fields,
    })
    return status === 303
      ? 'saved'
      : (body as { form: { errors: { field: string; message: string; said?: string }[] } }).form.errors.map(
          (error) => `${error.field} ${error.said ?? error.message}`,
        )
  }
  return { token, act }
}

test('a save without source or day is refused, and so is a day that has not come yet', async ({ world }) => {
  const { postId } = await sheriff(world.db)
  const { act } = await omar(world)
  const phone = { intent: 'add-contact', kind: 'voice', value: '602 555 0188' }
  expect(await act(phone)).toEqual(['source_url sourceWrong', 'checked_on checkedOnWrong'])
  expect(await act({ ...phone, ...source, checked_on: '2026-11-25' })).toEqual(['checked_on checkedOnWrong'])
  expect(await act({ ...phone, ...source, source_url: 'javascript:alert(1)' })).toEqual(['source_url sourceWrong'])
  expect(await act({ ...phone, ...source })).toBe('saved')
  const [target] = await readTargets(world.db, [postId])
  expect(target!.contacts.map((contact) => contact.value)).toEqual(['+16025550188', '+16025550123'])
  expect(
    await world.db.selectFrom('audit').select(['act', 'subject']).orderBy('seq', 'desc').executeTakeFirst(),
  ).toEqual({ act: 'changed-official', subject: `${postSlug} add-contact` })
})

test.for([
  ['911', ''],
  ['602 555 0188', 'dispatch'],
  ['602 555 0188', 'Línea de emergencia'],
  ['(602) 555-0188 despacho', ''],
])('an emergency line is refused in words: %s %s', async ([value, note], { world }) => {
  await sheriff(world.db)
  const { act } = await omar(world)
  expect(String(await act({ intent: 'add-contact', kind: 'voice', value: value!, note: note!, ...source }))).toContain(
    'emergency line',
  )
})

test('somebody takes the post, leaves it, and it is taken back that they left; nothing is deleted', async ({
  world,
}) => {
  const { postId } = await sheriff(world.db)
  const { act } = await omar(world)
  const holder = async () => (await readTargets(world.db, [postId]))[0]!.holder?.name ?? null
  expect(await act({ intent: 'appoint', name: 'Max Roe', started_on: '2026-06-01', ...source })).toBe('saved')
  expect(await holder()).toBe('Max Roe')
  expect(await act({ intent: 'leave', ended_on: '2026-11-01', ...source })).toBe('saved')
  expect(await holder()).toBeNull()
  const last = await world.db
    .selectFrom('membership')
    .select('id')
    .where('post_id', '=', postId)
    .where('ended_on', '=', '2026-11-01')
    .executeTakeFirstOrThrow()
  expect(await act({ intent: 'undo-leave', membership: last.id })).toBe('saved')
  expect(await holder()).toBe('Max Roe')
  expect(await world.db.selectFrom('membership').select('id').where('post_id', '=', postId).execute()).toHaveLength(2)
})

test('nobody takes the post on a day to come: until then it is held by who holds it', async ({ world }) => {
  const { postId } = await sheriff(world.db)
  const { act } = await omar(world)
  const later = { name: 'Max Roe', started_on: '2027-01-04', ...source }
  expect(await act({ intent: 'appoint', ...later })).toEqual(['started_on startedOnLater'])
  expect(await act({ intent: 'correct-holder', ...later })).toEqual(['started_on startedOnLater'])
  expect((await readTargets(world.db, [postId]))[0]!.holder?.name).toBe('Ida Vance')
  expect(await act({ intent: 'appoint', ...later, started_on: '2026-11-24' })).toBe('saved')
})

test('a contact is corrected, retired and brought back; a change tells the place’s pages', async ({ world }) => {
  const { postId, contactId } = await sheriff(world.db)
  const { act } = await omar(world)
  const told: string[] = []
  const { default: pg } = await import('pg')
  const listener = new pg.Client({ connectionString: world.url })
  await listener.connect()
  listener.on('notification', ({ payload }) => told.push(payload ?? ''))
  await listener.query('listen firme_changed')
  expect(
    await act({ intent: 'correct-contact', contact: contactId, value: '(602) 555-0177', extension: '4', ...source }),
  ).toBe('saved')
  expect(await act({ intent: 'retire-contact', contact: contactId })).toBe('saved')
  expect((await readTargets(world.db, [postId]))[0]!.contacts).toEqual([])
  expect(await act({ intent: 'bring-back', contact: contactId })).toBe('saved')
  expect((await readTargets(world.db, [postId]))[0]!.contacts).toMatchObject([
    { value: '+16025550177', extension: '4', checkedOn: '2026-11-24' },
  ])
  await listener.query('select 1')
  await listener.end()
  expect(new Set(told)).toEqual(new Set(['place:us-state-az-county-cholla']))
})

test('office hours need days, times in order, a zone, a source and a day; several stretches are kept, and everybody is told', async ({
  world,
}) => {
  const { postId } = await sheriff(world.db)
  const { act } = await omar(world)
  const weekdays = { day_0_1: '1', day_0_2: '1', day_0_5: '1', from_0: '08:00', to_0: '17:00' }
  const saves = (fields: Record<string, string>) =>
    act({ intent: 'hours', time_zone: 'America/Phoenix', ...source, ...fields })
  expect(await saves({ ...weekdays, source_url: '', checked_on: '' })).toEqual([
    'source_url sourceWrong',
    'checked_on checkedOnWrong',
  ])
  expect(await saves({ ...weekdays, time_zone: 'Mars/Olympus' })).toEqual(['time_zone choiceWrong'])
  expect(await saves({ from_0: '08:00', to_0: '17:00' })).toEqual(['from_0 hoursWrong'])
  expect(await saves({ ...weekdays, to_0: '07:00' })).toEqual(['from_0 hoursWrong'])
  expect(await saves({ ...weekdays, from_0: '8', to_0: '25:00' })).toEqual(['from_0 hoursWrong'])
  expect(await saves({ ...weekdays, day_2_5: '1', from_2: '16:00', to_2: '19:00' })).toEqual(['from_2 hoursOverlap'])
  const hours = async () => (await readTargets(world.db, [postId]))[0]!.organization
  expect((await hours()).officeHours).toBeNull()
  expect(await saves({ ...weekdays, day_2_6: '1', from_2: '09:00', to_2: '12:30' })).toBe('saved')
  expect(await hours()).toMatchObject({
    timeZone: 'America/Phoenix',
    officeHours: [
      { days: [1, 2, 5], from: '08:00', to: '17:00' },
      { days: [6], from: '09:00', to: '12:30' },
    ],
  })
  expect(
    await world.db.selectFrom('audit').select(['act', 'subject']).orderBy('seq', 'desc').executeTakeFirst(),
  ).toEqual({ act: 'changed-official', subject: `${postSlug} hours` })
  await sql`update organization set time_zone = 'America/Boise'`.execute(world.db)
  expect(await saves({ time_zone: 'America/Boise' })).toBe('saved')
  expect((await hours()).officeHours).toBeNull()
})

test('the queue puts what people could not reach first, then doubt, ended terms and age; each is worked off, and the note forgotten', async ({
  world,
}) => {
  const { postId, contactId, organizationId } = await sheriff(world.db)
  const { token } = await omar(world)
  const extra = (value: string, checked_on: string, status: 'fine' | 'doubtful') =>
    world.db
      .insertInto('contact_detail')
      .values({
        post_id: null,
        organization_id: organizationId,
        official_id: null,
        kind: 'voice',
        value,
        source_url: source.source_url,
        checked_on,
        status,
        status_reason: status === 'doubtful' ? 'voicemail-full' : null,
        status_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  const old = await extra('+16025550171', '2026-01-01', 'fine')
  const doubtful = await extra('+16025550172', '2026-11-20', 'doubtful')
  await sql`update membership set term_ends_on = '2026-11-01' where post_id = ${postId}`.execute(world.db)
  const id = '44444444-0000-4000-8000-000000000000'
  const vault = await openVault(world.db, world.keyring)
  await reportContact(
    world.db,
    {
      id,
      postId,
      contactDetailId: contactId,
      what: 'wrong-number',
      origin: 'public',
      sealedNote: sealText(vault.site(), sealedAs('contact_report', id), 'a bakery answers'),
    },
    world.at,
  )
  const items = async () =>
    (
      (await call(world, officeRoute('office.officials.stale').loader!, { token })).body as {
        items: { what: string; id: string; slug: string; reports: { note: string }[] }[]
      }
    ).items.filter((item) => item.slug === postSlug)
  expect((await items()).map((item) => item.what + item.id.slice(0, 4))).toEqual([
    `contact${contactId.slice(0, 4)}`,
    `contact${doubtful.id.slice(0, 4)}`,
    `term${(await items())[2]!.id.slice(0, 4)}`,
    `contact${old.id.slice(0, 4)}`,
  ])
  expect((await items())[0]!.reports[0]!.note).toBe('a bakery answers')
  const work = async (fields: Record<string, string>) =>
    (await call(world, officeRoute('office.officials.stale').action!, { token, fields })).status
  expect(await work({ intent: 'correct', id: contactId, value: '602 555 0173', source_url: '', checked_on: '' })).toBe(
    422,
  )
  expect(await work({ intent: 'correct', id: contactId, value: '602 555 0173', ...source })).toBe(303)
  expect(await work({ intent: 'confirm', id: doubtful.id })).toBe(303)
  expect(await work({ intent: 'stayed', id: (await items())[0]!.id, term_ends_on: '2028-12-31', ...source })).toBe(303)
  expect(await work({ intent: 'retire', id: old.id })).toBe(303)
  expect(await items()).toEqual([])
  expect(
    await world.db.selectFrom('contact_report').select('sealed_note').where('id', '=', id).executeTakeFirst(),
  ).toEqual({ sealed_note: null })
})

test('who confirmed by mistake takes it back within the hour: the contact waits again with its reports, and others cannot', async ({
  world,
}) => {
  const { postId, contactId } = await sheriff(world.db, undefined, '2026-01-01')
  const { token } = await omar(world)
  const other = await omar(world)
  const stale = officeRoute('office.officials.stale')
  const state = () =>
    world.db
      .selectFrom('contact_detail')
      .select(['checked_on', 'status', 'status_reason'])
      .where('id', '=', contactId)
      .executeTakeFirst()
  for (let index = 0; index < 3; index += 1)
    await reportContact(
      world.db,
      { postId, contactDetailId: contactId, what: 'voicemail-full', origin: 'outreach' },
      world.at,
    )
  const before = await state()
  expect(before).toEqual({ checked_on: '2026-01-01', status: 'doubtful', status_reason: 'voicemail-full' })
  const { location } = await call(world, stale.action!, { token, fields: { intent: 'confirm', id: contactId } })
  expect(location).toBe(`/office/officials/stale?confirmed=${contactId}`)
  expect(await state()).toEqual({ checked_on: '2026-11-24', status: 'fine', status_reason: null })
  const shown = async (whose: string) =>
    (
      (await call(world, stale.loader!, { token: whose, query: `?confirmed=${contactId}` })).body as {
        confirmed: { value: string } | null
      }
    ).confirmed
  expect([(await shown(token))?.value, await shown(other.token)]).toEqual(['+16025550123', null])
  const undo = async (whose: string, at = world.at) =>
    (await call(world, stale.action!, { token: whose, fields: { intent: 'unconfirm', id: contactId }, at })).status
  expect(await undo(other.token)).toBe(404)
  expect(await undo(token, new Date(world.at.getTime() + 61 * 60_000))).toBe(404)
  expect(await undo(token)).toBe(303)
  expect(await state()).toEqual(before)
  expect(
    await world.db.selectFrom('contact_report').select('id').where('handled_at', 'is', null).execute(),
  ).toHaveLength(3)
  expect(await undo(token)).toBe(404)
})

test('the menu counts as many as the queue holds, whatever they wait for', async ({ world }) => {
  const vault = await openVault(world.db, world.keyring)
  const { postId, contactId } = await sheriff(world.db, undefined, '2026-11-01')
  const isCounted = async () => {
    const items = await readStale(world.db, vault, 20, world.at, 0, 1_000)
    expect(await countStale(world.db, 20, world.at)).toBe(items.length)
    return new Set(items.map(({ what }) => what))
  }
  await isCounted()
  for (const what of ['wrong-number', 'left-office'] as const)
    await reportContact(
      world.db,
      { postId, contactDetailId: what === 'left-office' ? null : contactId, what, origin: 'public' },
      world.at,
    )
  await sql`insert into contact_report (id, division_id, what, origin, reported_at) select gen_random_uuid(), division_id, 'unknown-official', 'public', ${world.at} from post where id = ${postId}`.execute(
    world.db,
  )
  await sql`update membership set term_ends_on = '2026-01-01' where post_id = ${postId}`.execute(world.db)
  await sql`update membership set ended_on = '2026-01-02' where post_id = (select post_id from membership where post_id <> ${postId} and ended_on is null limit 1)`.execute(
    world.db,
  )
  expect(await isCounted()).toEqual(new Set(['contact', 'term', 'holder', 'report', 'unknown']))
  await sql`update post set retired_on = '2026-01-02' where id = ${postId}`.execute(world.db)
  await isCounted()
})

test('a contact gets old after as many days as the setting says, and counties show it on the map', async ({
  world,
}) => {
  await sheriff(world.db, undefined, '2026-11-01')
  const before = await countStale(world.db, 90, world.at)
  expect(await countStale(world.db, 20, world.at)).toBe(before + 1)
  await sql`update division set geoid = '04099' where id like '%county:cholla'`.execute(world.db)
  expect((await readCoverage(world.db, 90, world.at)).counties).toEqual({ '04099': 'fresh' })
  expect((await readCoverage(world.db, 20, world.at)).counties).toEqual({ '04099': 'stale' })
})

test('what a post may decide needs both languages, a law, a source and a day, and reaches whoever asks about the post', async ({
  world,
}) => {
  const { postId } = await sheriff(world.db)
  const { token } = await omar(world)
  const save = async (fields: Record<string, string>) =>
    (
      await call(world, officeRoute('office.officials.powers').action!, {
        token,
        fields: {
          intent: 'save',
          state: 'AZ',
          role: 'sheriff',
          topic: 'detainers',
          may: 'yes',
          law: 'Law 1',
          note_en: 'May.',
          ...fields,
        },
      })
    ).status
  expect(await save({ ...source })).toBe(422)
  expect(await save({ note_es: 'Puede.' })).toBe(422)
  expect(await save({ note_es: 'Puede.', ...source })).toBe(303)
  expect((await readTargets(world.db, [postId]))[0]!.powers).toEqual([
    {
      topic: 'detainers',
      may: 'yes',
      note: { en: 'May.', es: 'Puede.' },
      law: 'Law 1',
      sourceUrl: source.source_url,
      checkedOn: '2026-11-24',
    },
  ])
  expect(await seedPowers(world.db)).toBe('left alone')
})

test('one draft for each sheriff of a state, with name, office and place in both languages; asked again, none', async ({
  world,
}) => {
  await sheriff(world.db)
  const { token } = await omar(world)
  const draft = await world.db.selectFrom('petition').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  await sql`update petition set title = '{"en":"{office} {name}: no","es":"{office} {name}: no"}', target = '{"en":"{office}, {place}","es":"{office} de {place}"}' where id = ${draft.id}`.execute(
    world.db,
  )
  const route = officeRoute('office.petitions.$petition.copies')
  const { body } = await call(world, route.loader!, {
    token,
    params: { petition: slug },
    query: '?state=AZ&role=sheriff',
  })
  const posts = (body as { posts: { postId: string }[] }).posts
  expect(posts).toHaveLength(2)
  const make = () => {
    const form = new FormData()
    for (const [name, value] of [
      ['from', 'posts'],
      ['state', 'AZ'],
      ['role', 'sheriff'],
      ...posts.map((post) => ['post', post.postId]),
    ] as [string, string][])
      form.append(name, value)
    return call(world, route.action!, { token, params: { petition: slug }, fields: form })
  }
  expect((await make()).location).toContain('made=2')
  expect((await make()).location).toContain('made=0')
  const { rows } = await sql<{
    en: string
    es: string
  }>`select content->'title'->>'en' as en, content->'target'->>'es' as es from petition_draft join petition on petition.id = petition_id where template_id = ${draft.id} and content->'target'->>'es' like '%Cholla%'`.execute(
    world.db,
  )
  expect(rows).toEqual([{ en: 'Sheriff Ida Vance: no', es: 'Alguacil (sheriff) del condado de Cholla, Arizona' }])
})

test('the list finds by name, place, state and freshness', async ({ world }) => {
  await sheriff(world.db, undefined, '2026-01-01')
  const { token } = await omar(world)
  const found = async (query: string) =>
    (
      (await call(world, officeRoute('office.officials._index').loader!, { token, query })).body as {
        lines: { slug: string }[]
      }
    ).lines
      .map((line) => line.slug)
      .filter((one) => one === postSlug).length
  expect(
    await Promise.all(
      [
        '?search=vance',
        '?search=cholla',
        '?state=AZ&role=sheriff',
        '?freshness=stale',
        '?search=nobody',
        '?state=TX',
        '?freshness=fresh',
        '?freshness=vacant',
      ].map(found),
    ),
  ).toEqual([1, 1, 1, 1, 0, 0, 0, 0])
})

test('the directory is sorted by each of its columns, both ways, and knows how many there are in all', async ({
  world,
}) => {
  await sheriff(world.db, undefined, '2026-01-01')
  const { token } = await omar(world)
  const list = async (query: string) =>
    (await call(world, officeRoute('office.officials._index').loader!, { token, query })).body as {
      lines: { holder: string | null; role: string; place: string; contacts: number; checkedOn: string | null }[]
      count: number
    }
  const { lines } = await list('')
  const columns = {
    holder: 'holder',
    place: 'place',
    contacts: 'contacts',
    checked: 'checkedOn',
  } as const
  for (const [column, key] of Object.entries(columns)) {
    const [known, unknown] = [true, false].map((is) =>
      lines.map((line) => line[key]).filter((one) => (one !== null) === is),
    )
    const inOrder = known!.toSorted((one, other) => (one! < other! ? -1 : Number(one! > other!)))
    expect(new Set(known).size, column).toBeGreaterThan(1)
    const [up, down] = [await list(`?sort=${column}`), await list(`?sort=-${column}`)]
    expect(up, column).toMatchObject({ count: lines.length })
    expect(
      up.lines.map((line) => line[key]),
      column,
    ).toEqual([...inOrder, ...unknown!])
    expect(
      down.lines.map((line) => line[key]),
      column,
    ).toEqual([...inOrder.toReversed(), ...unknown!])
  }
  expect(await list('?page=2')).toMatchObject({ count: lines.length, table: { page: 1 } })
  expect((await list('?page=2')).lines).toHaveLength(lines.length)
})

test('the directory is sorted by the words for the posts, in either language', async ({ world }) => {
  const any = postFilter.parse({})
  const roles = async (language: Language) => {
    const table = { sort: 'role', isDown: false, page: 1 } as const
    const { lines } = await listPosts(world.db, { filter: any, staleDays: 90, language, table }, world.at)
    return lines.map(({ role }) => translator(language)(`officials.roles.${role as PostRole}`))
  }
  for (const language of languages) {
    const words = await roles(language)
    expect(new Set(words).size).toBeGreaterThan(1)
    expect(words).toEqual(words.toSorted((one, two) => one.localeCompare(two, language)))
  }
})

test('an office is found by its own name, however its accents and apostrophes are typed', async ({ world }) => {
  const any = postFilter.parse({})
  const [one] = (await listPosts(world.db, { filter: any, staleDays: 90, language: 'en' }, world.at)).lines
  await sql`update organization set name = 'Oficina del Alguacil de Peñón: Sheriff’s Office' where id = (select organization_id from post where id = ${one!.id})`.execute(
    world.db,
  )
  for (const search of ['Sheriff’s Office', "peñón: sheriff's", 'PENON', 'sheriffs office'])
    expect(
      (await listPosts(world.db, { filter: { ...any, search }, staleDays: 90, language: 'en' }, world.at)).lines.map(
        ({ id }) => id,
      ),
      search,
    ).toContain(one!.id)
})

test('a post that nobody is known in waits to be checked, until somebody says who holds it or that it is vacant', async ({
  world,
}) => {
  const { postId } = await sheriff(world.db)
  const { token } = await omar(world)
  const stale = officeRoute('office.officials.stale')
  const days = (count: number) => new Date(world.at.getTime() + count * 86_400_000)
  const waits = (at = world.at) => countStale(world.db, 90, at)
  const before = await waits()
  await world.db.updateTable('membership').set({ ended_on: '2026-11-20' }).where('post_id', '=', postId).execute()
  expect(await waits()).toBe(before + 1)
  const shown = async (query = '') =>
    (await call(world, stale.loader!, { token, query })).body as {
      items: { what: string; id: string }[]
      vacant: { title: string } | null
    }
  expect((await shown()).items).toContainEqual(expect.objectContaining({ what: 'holder', id: postId }))
  const says = (intent: string) => call(world, stale.action!, { token, fields: { intent, id: postId } })
  await says('vacant')
  expect(await waits()).toBe(before)
  expect((await shown(`?vacant=${postId}`)).vacant).toMatchObject({ title: 'Sheriff' })
  // It is asked again when that is old.
  expect(await waits(days(89))).toBeLessThan(await waits(days(91)))
  await says('not-vacant')
  expect(await waits()).toBe(before + 1)
})

test('undoing that a post is vacant gives back when it was found so before, and a post that is held cannot be vacant', async ({
  world,
}) => {
  const { postId } = await sheriff(world.db)
  const { token } = await omar(world)
  const stale = officeRoute('office.officials.stale')
  const says = (fields: Record<string, string>) =>
    call(world, stale.action!, { token, fields: { id: postId, ...fields } })
  const vacantOn = async () =>
    (
      await world.db
        .selectFrom('post')
        .select('vacant_checked_on as day')
        .where('id', '=', postId)
        .executeTakeFirstOrThrow()
    ).day
  expect((await says({ intent: 'vacant' })).status).toBe(404)
  expect(await vacantOn()).toBeNull()
  await world.db.updateTable('membership').set({ ended_on: '2026-08-01' }).where('post_id', '=', postId).execute()
  await world.db.updateTable('post').set({ vacant_checked_on: '2026-08-01' }).where('id', '=', postId).execute()
  const { location } = await says({ intent: 'vacant', before: '2026-08-01' })
  const { body } = await call(world, stale.loader!, { token, query: new URL(location!, 'https://example.org').search })
  expect(body).toMatchObject({ vacant: { id: postId, before: '2026-08-01' } })
  await says({ intent: 'not-vacant', before: '2026-08-01' })
  expect(await vacantOn()).toBe('2026-08-01')
  await appoint(
    world.db,
    postId,
    { name: 'Max Roe', source_url: 'https://example.org/sheriff', checked_on: '2026-11-20' },
    world.at,
  )
  expect(await vacantOn()).toBeNull()
})
