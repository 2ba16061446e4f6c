import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { importNext } from '~/office/people/imports/import-next.server'
import { SwitchesPage } from '~/office/switches/switches-page'
import { InboxPage } from '~/office/texts/inbox-page'
import { KeywordsPage } from '~/office/texts/keywords-page'
import { MessagesPage } from '~/office/texts/messages-page'
import { ThreadPage } from '~/office/texts/thread-page'
import { setPaused } from '~/queue/outbox/switches.server'
import { rosa, slug, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { reviewedFields } from '../../support/reviewed'
import { envWithoutTwilio as env } from '../../support/settings'
import { startTexting } from '../../support/texting'

const route = (file: string) => officeRoute(file)
const owner = async (world: World) => organizer(world, 'owner', await groupOf(world, 'network'))
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const missing = {
  en: /Text messages and calls are not set up.*TWILIO_ACCOUNT_SID/,
  es: /Los mensajes de texto y las llamadas no están configurados.*TWILIO_ACCOUNT_SID/,
}

/** A page of the office in both languages, as its loader fills it. */
async function shown(
  world: World,
  file: string,
  page: (props: never, lang: Language) => React.JSX.Element,
  settings = env,
): Promise<Record<Language, string>> {
  const { token } = await owner(world)
  const { body } = await call(world, route(file).loader!, { token, env: settings })
  return Object.fromEntries(
    languages.map((lang) => [lang, plain(renderToStaticMarkup(page(body as never, lang)))]),
  ) as Record<Language, string>
}

test('switches, messages and keywords say that texts and calls are not set up, and how to set them up; where they are, nothing of it', async ({
  world,
}) => {
  const pages: [string, (props: never, lang: Language) => React.JSX.Element][] = [
    [
      'office.switches',
      (props, lang) => (
        <SwitchesPage {...(props as ComponentProps<typeof SwitchesPage>)} t={translator(lang)} lang={lang} />
      ),
    ],
    [
      'office.messages',
      (props, lang) => (
        <MessagesPage {...(props as ComponentProps<typeof MessagesPage>)} t={translator(lang)} lang={lang} />
      ),
    ],
    [
      'office.texts._index',
      (props, lang) => (
        <KeywordsPage
          {...(props as ComponentProps<typeof KeywordsPage>)}
          t={translator(lang)}
          lang={lang}
          form={{ values: {}, errors: [] }}
        />
      ),
    ],
  ]
  for (const [file, page] of pages) {
    const without = await shown(world, file, page)
    const within = await shown(world, file, page, world.env)
    for (const lang of languages) {
      expect(without[lang], file).toMatch(missing[lang])
      expect(within[lang], file).not.toMatch(/TWILIO/)
    }
  }
})

test('nobody is offered to stop what is not set up, but what was stopped before can go on', async ({ world }) => {
  const page = (props: never, lang: Language) => (
    <SwitchesPage {...(props as ComponentProps<typeof SwitchesPage>)} t={translator(lang)} lang={lang} />
  )
  const { en, es } = await shown(world, 'office.switches', page)
  expect(en).toMatch(/Stop all email/)
  expect(en).not.toMatch(/Stop all texts|Stop all calls/)
  expect(es).toMatch(/No está configurado/)
  await setPaused(world.db, 'sms', true, null, world.at)
  expect((await shown(world, 'office.switches', page)).en).toMatch(/Stopped.*Turn it back on/)
})

test('the inbox says that no texts reach us; one from before cannot be answered, and what was typed stays in sight', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  await phone.stop()
  const { token } = await owner(world)
  const { conversation_id: thread, id: seen } = await world.db
    .selectFrom('text_to_read')
    .select(['id', 'conversation_id'])
    .executeTakeFirstOrThrow()
  const before = await world.db.selectFrom('message').select('id').execute()
  const params = { thread }
  const { action, loader } = route('office.inbox_.$thread')
  const answered = await call(world, action!, {
    token,
    env,
    params,
    fields: { seen, intent: 'answer', reply: 'Sí, que venga.' },
  })
  expect(answered).toMatchObject({ status: 422, body: { reply: 'Sí, que venga.', problem: 'not-set-up' } })
  expect(await world.db.selectFrom('message').select('id').execute()).toEqual(before)
  const listed = await shown(world, 'office.inbox', (props, lang) => (
    <InboxPage
      {...(props as ComponentProps<typeof InboxPage>)}
      t={translator(lang)}
      lang={lang}
      waiting={{ texts: 1, comments: 0, reports: 0 }}
    />
  ))
  expect(listed.en).toMatch(/No texts reach us.*¿Puede venir mi prima\?/)
  expect(listed.es).toMatch(/No nos llega ningún mensaje/)
  const props = (await call(world, loader!, { token, env, params })).body as ComponentProps<typeof ThreadPage>
  const page = plain(
    renderToStaticMarkup(
      <ThreadPage
        {...props}
        t={translator('en')}
        lang="en"
        typed={answered.body as ComponentProps<typeof ThreadPage>['typed']}
      />,
    ),
  )
  expect(page).toMatch(/Not sent: text messages are not set up.*¿Puede venir mi prima\?.*Sí, que venga\..*Mark as done/)
  expect((await call(world, action!, { token, env, params, fields: { seen, intent: 'done' } })).location).toContain(
    'did=done',
  )
})

test('a text that waits is said to wait because texts are not set up', async ({ world }) => {
  await world.signs(tomas)
  await world.work()
  const page = (props: never, lang: Language) => (
    <MessagesPage {...(props as ComponentProps<typeof MessagesPage>)} t={translator(lang)} lang={lang} />
  )
  expect((await shown(world, 'office.messages', page)).en).toMatch(/text waiting text messages are not set up/)
  expect((await shown(world, 'office.messages', page, world.env)).en).not.toMatch(
    /text waiting text messages are not set up/,
  )
})

test('whoever is about to publish an action that needs texts is warned, and can publish it all the same', async ({
  world,
}) => {
  const { token } = await owner(world)
  const warningOf = async (file: string, params: Record<string, string>, settings = env) =>
    ((await call(world, route(file).loader!, { token, params, env: settings })).body as { warning: string | null })
      .warning
  expect(await warningOf('office.actions.$action.edit', { action: 'text-the-council' })).toMatch(
    /needs text messages.*own phones/,
  )
  expect(await warningOf('office.actions.$action.edit', { action: 'call-sheriff-vance' })).toMatch(
    /Connected calls are not set up/,
  )
  expect(await warningOf('office.actions.$action.edit', { action: 'write-sheriff-vance' })).toBeNull()
  expect(await warningOf('office.petitions.$petition.edit', { petition: slug })).toMatch(/with an email only/)
  for (const [file, params] of [
    ['office.actions.$action.edit', { action: 'text-the-council' }],
    ['office.petitions.$petition.edit', { petition: slug }],
  ] as const)
    expect(await warningOf(file, params, world.env)).toBeNull()
})

test('people who left only a phone count as unreachable: in the list, in the numbers, and when an answer is told', async ({
  world,
}) => {
  await world.signs({ ...rosa, consent_email: '1' })
  await world.signs({ ...tomas, consent_sms: '1' })
  await world.signs({ ...tomas, given_name: 'Luz', phone: '602 555 0102' })
  await world.work()
  const signatures = await world.db
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'person_id')
    .innerJoin('consent', 'consent.person_id', 'person.id')
    .select('signature.id')
    .execute()
  for (const { id } of signatures) await world.confirms(id)
  const { token } = await owner(world)
  const load = async <T,>(file: string, settings = env) =>
    (await call(world, route(file).loader!, { token, params: { petition: slug }, env: settings })).body as T
  expect(await load('office.people._index')).toMatchObject({
    unreachable: 2,
    hasTexts: false,
    lines: expect.arrayContaining([expect.objectContaining({ channel: 'sms' })]),
  })
  expect(await load('office.people._index', world.env)).toMatchObject({ unreachable: 0 })
  expect(await load('office.petitions.$petition._index')).toMatchObject({ byPhone: { signed: 2, unconfirmed: 1 } })
  expect(await load('office.petitions.$petition._index', world.env)).toMatchObject({ byPhone: null })
  const form = new FormData()
  for (const [name, value] of Object.entries({
    intent: 'record',
    delivered_on: '2026-11-24',
    recipient: 'Ida Vance',
    by_whom: 'Lucía Paz',
  }))
    form.append(name, value)
  await call(world, route('office.petitions.$petition.deliveries').action!, {
    token,
    params: { petition: slug },
    fields: form,
  })
  expect(await load('office.petitions.$petition.deliveries')).toMatchObject({ deliveries: [{ asked: 1, beyond: 1 }] })
  expect(await load('office.petitions.$petition.deliveries', world.env)).toMatchObject({
    deliveries: [{ asked: 2, beyond: 0 }],
  })
})

test('lines from paper with only a phone count and keep it; the report says that no code can be sent to them', async ({
  world,
}) => {
  const { token } = await owner(world)
  const imports = route('office.petitions.$petition.imports')
  const post = async (fields: Record<string, string | Blob>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(await reviewedFields(world, 'import_batch', fields)))
      form.append(name, value)
    return call(world, imports.action!, { token, env, params: { petition: slug }, fields: form })
  }
  await post({
    intent: 'list',
    list: new Blob([
      'First name,E-mail,Phone,ZIP\nRosa,rosa@example.org,,85001\nTomás,,602 555 0101,85001\nLuz,,602 555 0102,85002\n',
    ]),
  })
  const { id, mapping } = await world.db.selectFrom('import_batch').selectAll().executeTakeFirstOrThrow()
  await post({ intent: 'check', id, ...(mapping as Record<string, string>) })
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  await post({ intent: 'run', id })
  while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  expect(await world.total()).toBe(3)
  expect(
    await world.db.selectFrom('contact_point').select(['channel', 'proven_on']).orderBy('channel').execute(),
  ).toEqual([
    { channel: 'mail', proven_on: null },
    { channel: 'sms', proven_on: null },
    { channel: 'sms', proven_on: null },
  ])
  const byPhone = async (settings: typeof env) =>
    (
      (await call(world, imports.loader!, { token, env: settings, params: { petition: slug } })).body as {
        byPhone: Record<string, number> | null
      }
    ).byPhone
  expect(await byPhone(env)).toEqual({ [id]: 2 })
  expect(await byPhone(world.env)).toBeNull()
})

test('a keyword can be prepared, and nobody is told that it works already', async ({ world }) => {
  const { token } = await owner(world)
  const { body } = await call(world, route('office.texts.$word').loader!, { token, env, params: { word: 'concejo' } })
  expect(body).toMatchObject({ flyer: null, hasTexts: false })
  for (const language of languages)
    expect(translator(language)('texts.office.addedLater', { word: 'CONCEJO' })).toMatch(
      language === 'en' ? /as soon as/ : /en cuanto/,
    )
})
