import { sql } from 'kysely'
import { expect } from 'vitest'
import * as posted from '~/routes/$lang.campaigns.$slug_.posted'
import * as check from '~/routes/$lang.campaigns.$slug_.posted_.check'
import * as confirm from '~/routes/$lang.posted.$token'
import { linkToken, newsCode, stopToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { purgeTraces } from '~/worker/purge-traces.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, test, tomas, type World } from '../../support/firme-test'
import { openPage, pageOf, presses } from '../../support/own-page'
import { visit } from '../../support/public'
import { startTexting, tomasPhone } from '../../support/texting'

const later = (world: World, days: number) => new Date(world.at.getTime() + days * 86_400_000)

const campaignOf = (world: World) =>
  world.db.selectFrom('campaign').select(['id', 'slug']).orderBy('created_at').limit(1).executeTakeFirstOrThrow()

/** Posts the form. @returns the status, where it leads, and the errors */
async function asks(world: World, fields: Record<string, string>) {
  const { slug } = await campaignOf(world)
  const answer = await visit<{ form?: { errors: { field: string; message: string }[] } }>(
    world,
    posted.action,
    `/es/campaigns/${slug}/posted`,
    { slug },
    fields,
  )
  await world.work()
  return { status: answer.status, to: answer.tags[0] ?? '', errors: answer.data.form?.errors ?? [] }
}

const subscriptions = (world: World) =>
  world.db
    .selectFrom('subscription')
    .select(['channel', 'how', 'page', 'language', 'confirmed_on', 'ended_how'])
    .orderBy('asked_at')
    .execute()

const asked = (world: World) =>
  world.db.selectFrom('message').select('id').where('template', '=', 'confirm-news').orderBy('created_at').execute()

async function pressesConfirm(world: World, token: string) {
  const answer = await visit(world, confirm.action, `/es/posted/${token}`, { token }, { intent: 'confirm' })
  await world.work()
  return answer
}

test('Rosa asks for news by email, confirms it from her mailbox, and has signed nothing', async ({ world }) => {
  const { slug } = await campaignOf(world)
  const answer = await asks(world, { contact: rosa.email, postal_code: '85001', page: 'places' })
  expect(answer).toMatchObject({ status: 303, to: `/es/campaigns/${slug}/posted/check?by=mail` })
  expect(await subscriptions(world)).toMatchObject([
    { channel: 'mail', how: 'form', page: 'places', confirmed_on: null },
  ])
  const token = linkToken(world.keyring, (await asked(world))[0]!.id)
  for (let opened = 0; opened < 3; opened += 1) {
    expect(await visit(world, confirm.loader, `/es/posted/${token}`, { token })).toMatchObject({
      status: 200,
      data: { state: 'waiting', slug },
    })
  }
  expect((await subscriptions(world))[0]?.confirmed_on).toBeNull()
  await pressesConfirm(world, token)
  expect((await subscriptions(world))[0]?.confirmed_on).toBe('2026-11-24')
  expect(await pressesConfirm(world, token)).toMatchObject({
    status: 303,
    tags: [`/es/campaigns/${slug}/posted/thanks`],
  })
  expect(await world.db.selectFrom('signature').selectAll().execute()).toEqual([])
  expect((await pageOf(world, await openPage(world)))?.consents).toMatchObject({ email: true, sms: false })
})

test('Tomás asks by phone and types the code; a wrong one five times over ends it on the page, and not from his phone', async ({
  world,
}) => {
  const { slug } = await campaignOf(world)
  const { to } = await asks(world, { contact: tomas.phone })
  const query = to.slice(to.indexOf('?'))
  expect(query).toMatch(/^\?by=text&with=/)
  expect(to).not.toContain('555')
  const { id } = await world.db.selectFrom('subscription').select('id').executeTakeFirstOrThrow()
  const types = async (code: string) => {
    const path = `/es/campaigns/${slug}/posted/check${query}`
    const first = visit<{ receipt: string | null }>(world, check.action, path, { slug }, { code })
    // The page waits for the worker for a moment.
    await world.db.selectFrom('intake').select('id').execute()
    await world.work()
    const answer = await first
    if (!answer.data.receipt) return answer.status
    await world.work()
    const { receipt } = answer.data
    return (await visit(world, check.action, path, { slug }, { code, intent: 'look', receipt })).status
  }
  expect(await types('000000')).toBe(422)
  expect(await types(newsCode(world.keyring, id))).toBe(303)
  expect((await subscriptions(world))[0]).toMatchObject({ channel: 'sms', confirmed_on: '2026-11-24' })
})

test('the code texted back from the phone confirms it too', async ({ world }) => {
  const texting = await startTexting(world)
  try {
    await asks(world, { contact: tomas.phone })
    while ((await texting.sends()) > 0);
    const code = /\d{6}/.exec(texting.simulator.texts.all.at(-1)!.body)![0]
    expect(await texting.says('000000')).not.toEqual([expect.stringContaining('noticias')])
    expect(await texting.says(code)).toEqual([expect.stringMatching(/le mandamos noticias.*ALTO/)])
    expect((await subscriptions(world))[0]?.confirmed_on).toBe('2026-11-24')
  } finally {
    await texting.stop()
  }
})

test('NOTICIAS and NEWS subscribe a phone, in its language, once; a word that is registered leads where it is registered', async ({
  world,
}) => {
  const texting = await startTexting(world)
  try {
    expect(await texting.says('¡Noticias, por favor!')).toEqual([expect.stringMatching(/le mandamos noticias.*ALTO/)])
    await texting.says('NEWS')
    expect(await subscriptions(world)).toMatchObject([
      { channel: 'sms', how: 'keyword', page: 'text', language: 'es', confirmed_on: '2026-11-24' },
    ])
    const petition = await world.db.selectFrom('petition').select(['id', 'group_id']).limit(1).executeTakeFirstOrThrow()
    await world.db
      .insertInto('keyword')
      .values({
        word: 'news',
        language: 'en',
        petition_id: petition.id,
        group_id: petition.group_id,
        created_at: world.at,
      } as never)
      .execute()
    expect(await texting.says('News', { from: '+16025550177' })).toEqual([expect.stringContaining('To sign, reply')])
  } finally {
    await texting.stop()
  }
})

test('a wrong contact is said in its field, a filled trap once, and nothing is asked', async ({ world }) => {
  expect(await asks(world, { contact: 'nobody' })).toMatchObject({
    status: 422,
    errors: [{ field: 'contact', message: 'contactWrong' }],
  })
  expect(await asks(world, { contact: rosa.email, postal_code: '850' })).toMatchObject({
    status: 422,
    errors: [{ field: 'postal_code' }],
  })
  expect(await asks(world, { contact: rosa.email, website: 'x' })).toMatchObject({
    status: 422,
    errors: [{ message: 'trapFilled' }],
  })
  expect(await subscriptions(world)).toEqual([])
  expect(await asks(world, { contact: rosa.email, website: 'x', website_seen: '1' })).toMatchObject({ status: 303 })
})

test('a double click asks once; whoever gets the news already is sent the link to their page, and the answer is the same', async ({
  world,
}) => {
  const first = await asks(world, { contact: rosa.email })
  expect(await asks(world, { contact: rosa.email })).toEqual(first)
  const messages = await asked(world)
  expect(messages).toHaveLength(1)
  await pressesConfirm(world, linkToken(world.keyring, messages[0]!.id))
  expect(await asks(world, { contact: rosa.email })).toEqual(first)
  expect(await asked(world)).toHaveLength(1)
  expect(
    await world.db.selectFrom('message').select('template').where('template', '=', 'own-page-link').execute(),
  ).toHaveLength(1)
})

test('whoever had stopped everything gets the mail that asks, and confirming it is the fresh act that brings news back', async ({
  world,
}) => {
  await asks(world, { contact: rosa.email })
  const [first] = await asked(world)
  await pressesConfirm(world, linkToken(world.keyring, first!.id))
  const stop = { token: stopToken(world.keyring, first!.id), wanted: 'stop' as const }
  await world.intake.append(await sealingKey(world.db, null), 'stop', { ...stop, scope: 'campaign' }, world.at)
  await world.intake.append(await sealingKey(world.db, null), 'stop', stop, world.at)
  await world.work()
  await claimMessages(world.as.worker, 'mail', 100, world.at)
  expect((await subscriptions(world)).map((one) => one.ended_how)).toEqual(['link'])
  await asks(world, { contact: rosa.email })
  const going = await claimMessages(world.as.worker, 'mail', 100, world.at)
  expect(going.map(({ template }) => template)).toEqual(['confirm-news'])
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toHaveLength(1)
  await pressesConfirm(world, linkToken(world.keyring, going[0]!.id))
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  expect(await world.db.selectFrom('campaign_stop').selectAll().execute()).toEqual([])
  expect((await subscriptions(world)).map((one) => one.ended_how)).toEqual(['link', null])
})

test('a link confirms the request that it was sent for, not what somebody else asks for after everything was stopped', async ({
  world,
}) => {
  await asks(world, { contact: rosa.email })
  const [first] = await asked(world)
  const old = linkToken(world.keyring, first!.id)
  await pressesConfirm(world, old)
  const stop = { token: stopToken(world.keyring, first!.id), wanted: 'stop' as const }
  await world.intake.append(await sealingKey(world.db, null), 'stop', stop, world.at)
  await world.work()
  await asks(world, { contact: rosa.email })
  await pressesConfirm(world, old)
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toHaveLength(1)
  expect((await subscriptions(world)).at(-1)).toMatchObject({ confirmed_on: null })
  const page = await visit<{ state: string }>(world, confirm.loader, `/es/posted/${old}`, { token: old })
  expect(page.data.state).toBe('unknown')
})

test('a request that nobody confirms is forgotten after a week, with the contact; one that is confirmed stays', async ({
  world,
}) => {
  await asks(world, { contact: rosa.email })
  await asks(world, { contact: 'ana@example.org' })
  const [first] = await asked(world)
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).execute()
  await pressesConfirm(world, linkToken(world.keyring, first!.id))
  await purgeTraces(world.as.worker, later(world, 6))
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(2)
  await purgeTraces(world.as.worker, later(world, 8))
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toHaveLength(1)
})

test('the own page turns it off, says so, and a campaign that is over takes no more requests', async ({ world }) => {
  await asks(world, { contact: rosa.email })
  await pressesConfirm(world, linkToken(world.keyring, (await asked(world))[0]!.id))
  const page = await openPage(world)
  await presses(world, page, { intent: 'consent', purpose: 'email', wanted: 'no' })
  expect((await pageOf(world, page))?.consents.email).toBe(false)
  await sql`update campaign set closes_at = ${later(world, -1)}`.execute(world.db)
  expect(await asks(world, { contact: 'ana@example.org' })).toMatchObject({ status: 404 })
})

test('a signer who asks for news is one person, with the number that their code confirms kept out of the address', async ({
  world,
}) => {
  await world.signs({ ...tomas })
  await world.work()
  await asks(world, { contact: tomas.phone })
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(1)
  const logged = JSON.stringify(await world.db.selectFrom('subscription').selectAll().execute())
  expect(logged).not.toContain(tomasPhone.slice(2))
})
