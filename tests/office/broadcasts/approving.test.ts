import { expect } from 'vitest'
import { asksForNews, plans, sendsToMany } from '../../support/broadcasts'
import { rosa, sam, test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const list = () => officeRoute('office.messages_.drafts')
const editor = () => officeRoute('office.messages_.drafts_.$broadcast')
const sending = () => officeRoute('office.messages_.drafts_.$broadcast_.send')
const preview = () => officeRoute('office.messages_.drafts_.$broadcast_.preview.$lang')

interface Shown {
  broadcast: { state: string; revision: number }
  obstacles: string[]
  missing: unknown[]
  reach: { willReceive: number }
  results: { sent: number } | null
  did: string | null
}

async function cast(world: World) {
  const network = await groupOf(world, 'network')
  const omar = await organizer(world, 'owner', network)
  const ida = await organizer(world, 'owner', network, 'Inés Paz')
  const helper = await organizer(world, 'organizer', network, 'Lee Okafor')
  const campaign = await world.db.selectFrom('campaign').select('slug').orderBy('created_at').executeTakeFirstOrThrow()
  const made = await call(world, list().action!, {
    token: omar.token,
    fields: { intent: 'make mail', campaign: campaign.slug },
  })
  const id = made.location!.split('/').at(-1)!
  const params = { broadcast: id }
  const shown = async (token: string, query = '') =>
    (await call(world, sending().loader!, { token, params, query })).body as Shown
  const does = (token: string, fields: Record<string, string>) =>
    call(world, sending().action!, { token, params, fields })
  const writes = async (token: string, fields: Record<string, string> = {}) => {
    const { values, broadcast } = (await call(world, editor().loader!, { token, params })).body as {
      values: Record<string, string>
      broadcast: { revision: number }
    }
    return call(world, editor().action!, {
      token,
      params,
      fields: { ...values, ...words, ...fields, intent: 'save', revision: String(broadcast.revision) },
    })
  }
  const looksOver = async (token: string) => {
    const revision = String((await shown(token)).broadcast.revision)
    for (const intent of ['test', 'read-en', 'read-es']) await does(token, { intent, revision })
    return revision
  }
  return { network, omar, ida, helper, id, params, shown, does, writes, looksOver }
}

const words = {
  subject_en: 'They vote on Tuesday',
  subject_es: 'Votan el martes',
  blocks: '2',
  block_0_kind: 'text',
  block_0_words_en: 'Hi {name|friend}. Come.',
  block_0_words_es: 'Hola, {name|compañera o compañero}. Venga.',
  block_1_kind: 'button',
  block_1_of: 'petitions/alto-polimigra',
  block_1_words_en: 'Sign',
  block_1_words_es: 'Firme',
}

test('a message is tested, read in both languages and approved by somebody else before it goes out; a change takes that back', async ({
  world,
}) => {
  await asksForNews(world)
  const { network, omar, ida, helper, params, shown, does, writes, looksOver } = await cast(world)
  expect((await shown(ida.token)).obstacles).toEqual(['incomplete', 'noAddress', 'notTested', 'notRead'])
  await writes(omar.token)
  await world.db.updateTable('member_group').set({ postal_address: 'P.O. Box 1' }).where('id', '=', network).execute()
  const revision = await looksOver(omar.token)
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails.map(({ subject }) => subject).toSorted()).toEqual(['They vote on Tuesday', 'Votan el martes'])
  expect((await shown(omar.token)).obstacles).toEqual(['ownWriting'])
  expect((await shown(helper.token)).obstacles).toEqual(['noRight'])
  expect((await does(omar.token, { intent: 'approve', revision })).status).toBe(409)
  expect((await does(helper.token, { intent: 'approve', revision })).status).toBe(403)
  expect((await does(ida.token, { intent: 'start' })).status).toBe(409)
  expect((await does(ida.token, { intent: 'approve', revision })).status).toBe(303)
  // Omar changes it: it needs everything again.
  await writes(omar.token, { subject_en: 'They vote today' })
  expect(await shown(ida.token)).toMatchObject({ broadcast: { state: 'draft' }, obstacles: ['notTested', 'notRead'] })
  const newest = await looksOver(omar.token)
  // What is to be approved is what was read, and whom it goes to.
  await does(omar.token, { intent: 'plan', when: 'now', per_hour: '500', revision: newest })
  expect((await does(ida.token, { intent: 'approve', revision: newest })).status).toBe(409)
  const { broadcast, obstacles } = await shown(ida.token)
  expect(obstacles).toEqual([])
  expect((await does(ida.token, { intent: 'approve', revision: String(broadcast.revision) })).status).toBe(303)
  expect((await does(helper.token, { intent: 'start' })).location).toMatch(/\?did=started$/)
  expect(await shown(omar.token)).toMatchObject({ broadcast: { state: 'scheduled' }, nextAt: null })
  expect((await does(helper.token, { intent: 'start' })).status).toBe(409)
  await plans(world)
  await sends(world, mailer)
  expect(mailer.mails.at(-1)).toMatchObject({ to: rosa.email, subject: 'Votan el martes' })
  expect(await shown(omar.token)).toMatchObject({ results: { sent: 1 } })
  // What has gone out is written no more, and addresses say nothing that is not so.
  const late = await call(world, editor().action!, {
    token: omar.token,
    params,
    fields: { ...words, intent: 'save', revision: '9' },
  })
  expect(late).toMatchObject({ status: 409, body: { form: { values: { subject_en: 'They vote on Tuesday' } } } })
  expect((await shown(omar.token, '?did=paused')).did).toBeNull()
})

test('whoever wrote any part of a message cannot approve it alone, also once somebody else has changed it; two writers can together', async ({
  world,
}) => {
  await asksForNews(world)
  const { network, omar, ida, does, shown, writes, looksOver } = await cast(world)
  const lee = await organizer(world, 'owner', network, 'Lee Vega')
  await world.db.updateTable('member_group').set({ postal_address: 'P.O. Box 1' }).where('id', '=', network).execute()
  const approves = async (who: { token: string }, revision: string) =>
    (await does(who.token, { intent: 'approve', revision })).location?.split('did=')[1] ?? null
  await writes(omar.token)
  // Inés mends a letter: that makes the rest of it no less Omar's.
  await writes(ida.token, { subject_en: 'They vote on Tuesday!' })
  const revision = await looksOver(omar.token)
  expect(await approves(omar, revision)).toBe('agreed')
  expect((await shown(omar.token)).obstacles).toEqual(['agreed'])
  expect(await approves(omar, revision)).toBeNull()
  expect((await shown(omar.token)).broadcast.state).toBe('draft')
  // A change takes that back.
  await writes(omar.token, { subject_en: 'They vote tomorrow' })
  const newest = await looksOver(omar.token)
  expect(await approves(ida, newest)).toBe('agreed')
  expect(await approves(omar, newest)).toBe('approved')
  // Two have read everything: from now on only what is written anew counts.
  await writes(ida.token, { subject_en: 'They vote today' })
  const last = await looksOver(ida.token)
  expect((await shown(ida.token)).obstacles).toEqual(['ownWriting'])
  expect(await approves(omar, last)).toBe('approved')
  await writes(ida.token)
  await writes(omar.token)
  expect(await approves(lee, await looksOver(omar.token))).toBe('approved')
})

test('a plan that cannot be meant is refused beside its field, and keeps what was typed', async ({ world }) => {
  const { omar, does, shown } = await cast(world)
  const revision = String((await shown(omar.token)).broadcast.revision)
  const plans = async (fields: Record<string, string>) => {
    const { status, body } = await does(omar.token, { intent: 'plan', when: 'now', revision, ...fields })
    const { form } = (body ?? {}) as { form?: { values: object; errors: { field: string; said: string }[] } }
    return { status, field: form?.errors[0]?.field, values: form?.values }
  }
  for (const [field, typed] of [
    // Somebody who typed a time did not mean now.
    ['when', { at: '2026-12-24T18:00' }],
    ['at', { when: 'moment' }],
    ['at', { when: 'local', at: '2020-01-01T18:00' }],
    ['at', { when: 'moment', at: 'tomorrow' }],
    ['no_later_than', { when: 'moment', at: '2099-12-24T18:00', no_later_than: '2099-12-24T17:00' }],
    ['no_later_than', { no_later_than: '2020-01-01T18:00' }],
    ['per_hour', { per_hour: '0' }],
    ['per_hour', { per_hour: 'fast' }],
    ['test_share', { test_share: '500' }],
    ['test_hours', { test_hours: '' }],
    ['segment', { segment: '00000000-0000-4000-8000-000000000000' }],
  ] as const)
    expect(await plans(typed), JSON.stringify(typed)).toMatchObject({ status: 422, field, values: typed })
  const many = { when: 'moment', at: '2020-01-01T18:00', per_hour: '0', test_share: '500' }
  const { body } = await does(omar.token, { intent: 'plan', revision, ...many })
  expect((body as { form: { errors: { field: string }[] } }).form.errors.map(({ field }) => field)).toEqual([
    'per_hour',
    'test_share',
    'at',
  ])
  expect((await plans({ when: 'moment', at: '2099-12-24T18:00', per_hour: '1,000' })).status).toBe(303)
  // Inés had the page open: she looks again before she saves over it.
  expect(await plans({ per_hour: '5' })).toMatchObject({ status: 409, values: { per_hour: '5' } })
})

test('it is shown as real recipients get it, only to who may see them, and the log says so', async ({ world }) => {
  await asksForNews(world)
  const { omar, does, writes, params, looksOver } = await cast(world)
  await writes(omar.token)
  const { body } = await does(omar.token, { intent: 'recipients' })
  expect((body as { recipients: { text: string }[] }).recipients.map(({ text }) => text)).toEqual([
    expect.stringContaining('Hola, Rosa. Venga.'),
  ])
  const acts = await world.db.selectFrom('audit').select('act').where('act', '=', 'previewed-message').execute()
  expect(acts).toHaveLength(1)
  const html = await call(world, preview().loader!, { token: omar.token, params: { ...params, lang: 'en' } })
  expect(String(html.body)).toContain('Hi friend. Come.')
  // Both versions are looked at.
  await writes(omar.token, {
    blocks: '3',
    block_0_version: 'a',
    block_2_kind: 'text',
    block_2_version: 'b',
    block_2_words_en: 'Come with us.',
    block_2_words_es: 'Venga con nosotros.',
  })
  const second = await call(world, preview().loader!, {
    token: omar.token,
    params: { ...params, lang: 'en' },
    query: '?b',
  })
  expect(String(second.body)).toContain('Come with us.')
  expect(String(second.body)).not.toContain('Hi friend')
  const people = (await does(omar.token, { intent: 'recipients' })).body as { recipients: { version: string }[] }
  expect(people.recipients.map(({ version }) => version)).toEqual(['a', 'b'])
  await looksOver(omar.token)
  expect(
    await world.db.selectFrom('message').select('variant').where('test_of', 'is not', null).execute(),
  ).toHaveLength(4)
})

test('two people who both got a message are merged', async ({ world }) => {
  await asksForNews(world)
  await asksForNews(world, { ...sam, email: 'sam@example.org' })
  await sendsToMany(world)
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'owner', network)
  const [stays, goes] = await world.db.selectFrom('person').select('id').orderBy('created_on').orderBy('id').execute()
  const merging = officeRoute('office.people.$person_.merge')
  const merged = await call(world, merging.action!, {
    token,
    params: { person: stays!.id },
    fields: { with: goes!.id },
  })
  expect(merged.location).toMatch(/did=merged/)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})
