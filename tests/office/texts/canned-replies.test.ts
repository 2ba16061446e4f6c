import { expect } from 'vitest'
import { segmentsOf } from '~/channels/sms/segments'
import { framed } from '~/channels/sms/text-frame'
import { languages } from '~/i18n/language'
import { type CannedReply, withReply } from '~/office/texts/canned-reply'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { startTexting } from '../../support/texting'

const route = () => officeRoute('office.inbox_.replies')
const words = {
  name_en: 'Come by',
  name_es: 'Pase por aquí',
  words_en: 'Come by on Saturday at ten.',
  words_es: 'Pase el sábado a las diez.',
}

/** What an answer's undo names, from the address that it leads to. */
function undoOf({ location }: { location: string | null }, path: string): string {
  expect(location).toContain(path)
  return location!.slice(path.length)
}

interface Page {
  groups: { id: string; replies: CannedReply[] }[]
}

async function atReplies(world: World, groupId: string) {
  const { token } = await organizer(world, 'organizer', groupId)
  return {
    token,
    replies: async () =>
      ((await call(world, route().loader!, { token })).body as Page).groups.flatMap((group) => group.replies),
    posts: (fields: Record<string, string>) => call(world, route().action!, { token, fields }),
  }
}

test('the demo has four good replies in both languages, and none costs more than two segments as it goes out', async ({
  world,
}) => {
  const { replies } = await atReplies(world, await groupOf(world, 'network'))
  const all = await replies()
  expect(all).toHaveLength(4)
  for (const reply of all)
    for (const language of languages) {
      const frame = { sender: 'Derechos Saguaro', stopLine: 'ALTO para cancelar.' }
      expect([reply.words[language], segmentsOf(framed(reply.words[language], frame)) <= 2]).toEqual([
        reply.words[language],
        true,
      ])
    }
})

test('a reply is added in both languages or not at all, changed and removed, and each can be undone', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  const { replies, posts } = await atReplies(world, group)
  const refused = await posts({ intent: 'add', group, ...words, words_es: ' ', name_es: '' })
  expect([refused.status, refused.body]).toMatchObject([
    422,
    {
      form: {
        values: { words_en: words.words_en },
        errors: [
          { field: 'name_es', message: 'no-name' },
          { field: 'words_es', message: 'no-words' },
        ],
      },
    },
  ])
  expect((await posts({ intent: 'add', group, ...words, words_en: 'See bit.ly/x' })).status).toBe(422)
  expect((await posts({ intent: 'add', group, ...words, words_en: 'x'.repeat(600) })).status).toBe(422)
  expect(await replies()).toEqual([])
  // Pressed twice it stands there once.
  for (let press = 0; press < 2; press += 1) await posts({ intent: 'add', group, ...words })
  const [reply] = await replies()
  expect(await replies()).toEqual([
    {
      id: reply!.id,
      groupId: group,
      name: { en: words.name_en, es: words.name_es },
      words: { en: words.words_en, es: words.words_es },
    },
  ])
  const { id } = reply!
  const said = async () => (await replies()).map((one) => one.words.en)
  const changes = async (words_en: string) =>
    undoOf(await posts({ intent: 'change', id, ...words, words_en }), `/office/inbox/replies?changed=${id}&saved=`)
  const undo = await changes('Come on Sunday.')
  expect(await said()).toEqual(['Come on Sunday.'])
  // Pressed twice.
  for (let press = 0; press < 2; press += 1)
    expect((await posts({ intent: 'undo', id, saved: undo })).location).toBe(`/office/inbox/replies?undone=${id}`)
  expect(await said()).toEqual([words.words_en])
  await posts({ intent: 'remove', id })
  expect(await said()).toEqual([])
  await posts({ intent: 'restore', id })
  expect(await said()).toEqual([words.words_en])
  expect(await world.db.selectFrom('audit').select('act').where('act', '=', 'changed-reply').execute()).toHaveLength(5)
})

test('undo of a reply takes back no words that somebody else has written since', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  const { replies, posts } = await atReplies(world, group)
  await posts({ intent: 'add', group, ...words })
  const { id } = (await replies())[0]!
  const changed = await posts({ intent: 'change', id, ...words, words_en: 'Come on Sunday.' })
  const other = await atReplies(world, group)
  await other.posts({ intent: 'change', id, ...words, words_en: 'Come on Monday.' })
  const saved = undoOf(changed, `/office/inbox/replies?changed=${id}&saved=`)
  expect((await posts({ intent: 'undo', id, saved })).location).toBe(`/office/inbox/replies?reworded=${id}`)
  expect((await replies()).map((one) => one.words.en)).toEqual(['Come on Monday.'])
})

test('nobody changes the replies of another group', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  const theirs = await atReplies(world, group)
  await theirs.posts({ intent: 'add', group, ...words })
  const [reply] = await theirs.replies()
  const other = await atReplies(world, await groupOf(world, 'Elsewhere'))
  expect(await other.replies()).toEqual([])
  for (const intent of ['change', 'remove', 'undo', 'restore'])
    expect((await other.posts({ intent, id: reply!.id, ...words })).status).toBe(404)
  expect((await other.posts({ intent: 'add', group, ...words })).status).toBe(404)
})

test('a chosen reply fills the field in the person’s language without a script, and keeps what was typed before it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('ayuda')
  await phone.says('¿Puede venir mi prima?')
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const { conversation_id: thread } = await world.db
    .selectFrom('text_to_read')
    .select('conversation_id')
    .executeTakeFirstOrThrow()
  const { action, loader } = officeRoute('office.inbox_.$thread')
  const page = (await call(world, loader!, { token, params: { thread } })).body as { replies: CannedReply[] }
  const found = page.replies.find(({ name }) => name.es === 'Lo averiguo')!
  const fills = async (reply: string, language = 'es') =>
    (
      await call(world, action!, {
        token,
        params: { thread },
        fields: { intent: 'fill', reply, canned: `${found.id} ${language}` },
      })
    ).body
  expect(await fills('')).toEqual({ reply: found.words.es, problem: null })
  expect(await fills('Hola, Tomás.', 'en')).toEqual({ reply: `Hola, Tomás. ${found.words.en}`, problem: null })
  await world.db.updateTable('canned_reply').set({ dropped_at: world.at }).execute()
  expect(await fills('Hola')).toEqual({ reply: 'Hola', problem: 'no-reply' })
  await phone.stop()
})

test('a reply chosen twice stands in the field once', () => {
  expect(withReply('Hola. Lo averiguo.', 'Lo averiguo.')).toBe('Hola. Lo averiguo.')
})

test('an answer is signed once, and says how to stop once', () => {
  const frame = { sender: 'Derechos Saguaro', stopLine: 'ALTO para cancelar.' }
  expect(framed('Venga.', frame)).toBe('Derechos Saguaro: Venga. ALTO para cancelar.')
  expect(framed('derechos saguaro: venga. Alto para cancelar.', frame)).toBe(
    'derechos saguaro: venga. Alto para cancelar.',
  )
  expect(framed('Venga.', { ...frame, stopLine: null })).toBe('Derechos Saguaro: Venga.')
})

test('an answer that only begins with the same letters or words as its signature is signed', () => {
  const frame = { sender: 'Firme', stopLine: null }
  expect(framed('Firmen aquí antes del viernes.', frame)).toBe('Firme: Firmen aquí antes del viernes.')
  expect(framed('Firme aquí.', frame)).toBe('Firme: Firme aquí.')
  expect(framed('FIRME: aquí.', frame)).toBe('FIRME: aquí.')
})
