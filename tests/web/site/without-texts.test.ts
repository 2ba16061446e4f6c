import { randomBytes, randomUUID } from 'node:crypto'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import type { CallView } from '~/actions/calls/call-view'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { loader as callLoader, action as tellOfCall } from '~/routes/$lang.calls.$slug'
import { action as bridgeAction, loader as bridgeLoader } from '~/routes/$lang.calls.$slug_.bridge'
import { action as askForOwnPage, loader as ownPageRequest } from '~/routes/$lang.me._index'
import { loader as ownPage } from '~/routes/$lang.me.$token'
import { loader as petitionLoader } from '~/routes/$lang.petitions.$petition'
import { loader as checkLoader } from '~/routes/$lang.petitions.$petition_.check'
import { loader as kioskLoader } from '~/routes/$lang.petitions.$petition_.kiosk'
import { loader as textLoader } from '~/routes/$lang.texts.$slug'
import { sealingKey } from '~/vault/vault-keys.server'
import { PrivacyPage } from '~/web/me/privacy-page'
import { openHooksDoor } from '~/web/site/hooks-door.server'
import { callOn, toSheriff } from '../../support/calls'
import { rosa, slug, test, tomas } from '../../support/firme-test'
import { openPage } from '../../support/own-page'
import { visit } from '../../support/public'
import { envWithoutTwilio as env } from '../../support/settings'

interface Refused {
  form: { values: Record<string, string>; errors: { field: string; message: string }[] }
}

test('Tomás, whose page still asked for a phone, is told in words to give an e-mail, and loses nothing he typed', async ({
  world,
}) => {
  const typed = { ...tomas, comments: 'Por mi familia', consent_sms: '1' }
  expect(await world.signs(typed, { env })).toMatchObject({
    outcome: 'invalid',
    form: { values: typed, errors: [{ field: 'email', message: 'phoneNeedsEmail' }] },
  })
  expect(await world.signs({ ...typed, email: 'tomas@example' }, { env })).toMatchObject({
    form: { errors: [{ field: 'email', message: 'phoneNeedsEmail' }] },
  })
  expect(await world.signs({ ...typed, email: 'tomas@example.org' }, { env })).toMatchObject({
    outcome: 'invalid',
    form: {
      values: { phone: typed.phone, email: 'tomas@example.org' },
      errors: [{ field: 'email', message: 'phoneNotKept' }],
    },
  })
  expect(await world.signs({ given_name: '', phone: '602', postal_code: '8500' }, { env })).toMatchObject({
    form: {
      errors: [{ field: 'given_name' }, { field: 'postal_code' }, { field: 'email', message: 'phoneNeedsEmail' }],
    },
  })
  await world.work()
  expect(await world.db.selectFrom('signature').select('id').execute()).toEqual([])
  for (const language of languages)
    expect(translator(language)('site.errors.phoneNeedsEmail')).toMatch(
      language === 'en' ? /text messages.*email/ : /mensajes de texto.*correo/,
    )
})

test('without texts people sign by e-mail, and a number they did not type is no reason to refuse', async ({
  world,
}) => {
  expect(await world.signs({ ...rosa, phone: '  ' }, { env })).toMatchObject({ outcome: 'accepted' })
  await world.work()
  expect(await world.db.selectFrom('message').select(['channel', 'template']).execute()).toEqual([
    { channel: 'mail', template: 'confirm-signature' },
  ])
})

test('where texts are set up, the same phone signs as ever', async ({ world }) => {
  expect(await world.signs(tomas)).toMatchObject({ outcome: 'accepted' })
})

test('petition, tablet and the page after signing offer no phone', async ({ world }) => {
  const petition = await visit<{ petition: { offers: object } }>(
    world,
    petitionLoader,
    `/es/petitions/${slug}`,
    { petition: slug },
    undefined,
    env,
  )
  expect(petition.data.petition.offers).toMatchObject({ phone: false, comment: true })
  expect(
    await visit(world, kioskLoader, `/es/petitions/${slug}/kiosk`, { petition: slug }, undefined, env),
  ).toMatchObject({ data: { petition: { offers: { phone: false } } } })
  expect(
    await visit(world, checkLoader, `/es/petitions/${slug}/check`, { petition: slug }, undefined, env),
  ).toMatchObject({ data: { hasTexts: false } })
})

test('a tablet that sealed a phone while there was no network loses nobody: the signature is kept, unconfirmed, and its text waits', async ({
  world,
}) => {
  const { id, campaign_id } = await world.db
    .selectFrom('petition')
    .select(['id', 'campaign_id'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  await world.intake.append(
    await sealingKey(world.db, campaign_id),
    'kiosk',
    { petitionId: id, language: 'es', fields: tomas },
    world.at,
  )
  await world.work()
  expect(await world.db.selectFrom('signature').select('state').execute()).toEqual([{ state: 'unconfirmed' }])
  expect(await world.db.selectFrom('contact_point').select('channel').execute()).toEqual([{ channel: 'sms' }])
  expect(await world.db.selectFrom('message').select(['channel', 'state']).execute()).toEqual([
    { channel: 'sms', state: 'queued' },
  ])
})

test('the link to the own page is asked for by e-mail; a number is answered in words, and nothing is taken in', async ({
  world,
}) => {
  const ask = (contact: string, settings = env) =>
    visit<Refused>(world, askForOwnPage, '/es/me', {}, { contact }, settings)
  for (const [contact, message] of [
    ['602 555 0101', 'contactByMail'],
    ['Tomás', 'emailWrong'],
    ['', 'emailWrong'],
  ] as const) {
    expect(await ask(contact)).toMatchObject({
      status: 422,
      data: { form: { values: { contact }, errors: [{ field: 'contact', message }] } },
    })
  }
  expect(await ask('rosa@example.org')).toMatchObject({ status: 303 })
  expect(await ask('602 555 0101', world.env)).toMatchObject({ status: 303 })
  expect(
    await world.db
      .selectFrom('intake')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirst(),
  ).toEqual({ count: '2' })
  expect(await visit(world, ownPageRequest, '/es/me', {}, undefined, env)).toMatchObject({ data: { hasTexts: false } })
})

test('whoever has only a phone is told on their own page that a copy cannot be texted', async ({ world }) => {
  await world.signs(tomas)
  await world.work()
  const token = await openPage(world, 'sms')
  const { data } = await visit<{ found: object; hasTexts: boolean }>(
    world,
    ownPage,
    `/es/me/${token}`,
    { token },
    undefined,
    env,
  )
  expect(data).toMatchObject({ hasTexts: false, found: { page: { isByPhone: true } } })
})

test('calls are made from one’s own phone: nobody is offered to be connected, and an old form rings nobody', async ({
  world,
}) => {
  const path = `/es/calls/${toSheriff}`
  const page = await visit<{ view: CallView; bridge: string | null; hasTexts: boolean }>(
    world,
    callLoader,
    path,
    { slug: toSheriff },
    undefined,
    env,
  )
  expect(page.data).toMatchObject({ bridge: null, hasTexts: false })
  expect(callOn(page.data.view).phone).not.toBeNull()
  expect((await visit<{ bridge: string }>(world, callLoader, path, { slug: toSheriff })).data.bridge).toContain(
    '/bridge?',
  )
  const bridge = (query: string, fields?: Record<string, string>) =>
    visit(world, fields ? bridgeAction : bridgeLoader, `${path}/bridge${query}`, { slug: toSheriff }, fields, env)
  expect((await bridge('?', { phone: '602 555 0101', by: 'call' })).status).toBe(303)
  expect((await bridge(`?b=${randomUUID()}`, { intent: 'code', code: '123456', bridge: randomUUID() })).status).toBe(
    303,
  )
  expect(await world.db.selectFrom('intake').select('kind').execute()).toEqual([])
  for (const query of ['', '?rings=1', `?b=${randomUUID()}`]) {
    expect(await bridge(query)).toMatchObject({ data: { step: { is: 'never' } } })
  }
})

test('a reminder to call goes by e-mail alone', async ({ world }) => {
  const { view } = (
    await visit<{ view: CallView }>(world, callLoader, `/es/calls/${toSheriff}`, { slug: toSheriff }, undefined, env)
  ).data
  const { state, postSlug } = callOn(view)
  const remind = (contact: string) =>
    visit<Refused>(
      world,
      tellOfCall,
      `/es/calls/${toSheriff}`,
      { slug: toSheriff },
      { intent: 'remind', to: postSlug, start: state.start, step: '0', contact },
      env,
    )
  expect(await remind('602 555 0101')).toMatchObject({
    status: 422,
    data: { form: { values: { contact: '602 555 0101' }, errors: [{ field: 'contact', message: 'contactByMail' }] } },
  })
  expect((await remind('rosa@example.org')).status).toBe(303)
})

test('a text action still opens the reader’s own phone, and no longer asks anybody to text us', async ({ world }) => {
  type Loaded = { view: { campaignText: object | null; offices: { text: object | null }[] } }
  const load = async (settings: typeof env) =>
    (
      await visit<Loaded>(
        world,
        textLoader,
        '/es/texts/text-the-council',
        { slug: 'text-the-council' },
        undefined,
        settings,
      )
    ).data
  expect((await load(world.env)).view.campaignText).toMatchObject({ word: 'CONCEJO' })
  const { view } = await load(env)
  expect(view.campaignText).toBeNull()
  expect(view.offices.some((office) => office.text !== null)).toBe(true)
})

test('the page of what we keep speaks of no texts and no connected calls where there are none', () => {
  const page = (lang: 'en' | 'es', channels: typeof env.channels) =>
    renderToStaticMarkup(createElement(PrivacyPage, { lang, t: translator(lang), channels })).replace(/<[^>]*>/g, ' ')
  for (const lang of languages) {
    const said = lang === 'en' ? /\btexts?\b|connect your call/i : /mensajes? de texto|le comuniquemos/i
    expect(page(lang, env.channels)).not.toMatch(said)
    expect(page(lang, { mail: 'real', texts: 'real', calls: 'real' })).toMatch(said)
  }
})

test('a webhook that says it is Twilio’s is refused: there is no account it could belong to', async ({ world }) => {
  const door = openHooksDoor(env, { db: world.db, intake: world.intake, siteKey: () => sealingKey(world.db, null) })
  const fields = {
    From: '+16025550101',
    To: '+16025550100',
    Body: 'FIRMA',
    MessageSid: `SM${randomBytes(16).toString('hex')}`,
  }
  for (const target of ['/hooks/twilio/sms', '/hooks/twilio/voice', '/hooks/twilio/status?m=x'])
    expect((await door({ target, signature: 'AAAA', fields }, world.at))!.status).toBe(403)
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
})
