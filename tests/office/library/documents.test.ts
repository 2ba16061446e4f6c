import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { fileName } from '~/campaigns/library/document-names'
import { findDocument } from '~/campaigns/library/documents.server'
import { openDocumentReading } from '~/campaigns/library/read-stored.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { FileParser } from '~/channels/uploads/file-parser.server'
import { RefusedFile } from '~/channels/uploads/parse-kind'
import { readEnv } from '~/env.server'
import { translator } from '~/i18n/translator'
import { purgeIncoming } from '~/office/library/incoming.server'
import { missingInDocument } from '~/office/library/missing-in-document.server'
import { test, type World } from '../../support/firme-test'
import { type Answered, call, groupOf, officeRoute, organizer } from '../../support/office'
import * as made from '../../support/pdfs'
import { meet } from '../../support/races'
import { inPublic } from '../../support/settings'
import { both, hasDocument } from '../../support/story-things'
import { testParser } from '../../support/uploads'

let folder = ''
let env = readEnv(inPublic)
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firme-office-library-'))
  env = readEnv({ ...inPublic, DATA_DIR: folder })
})
afterAll(() => rm(folder, { recursive: true }))

const upload = officeRoute('office.campaigns_.$slug.documents_.upload')
const pieces = officeRoute('office.campaigns_.$slug.documents_.upload_.$upload')
const findings = officeRoute('office.documents.$id.findings')

interface Cast {
  omar: string
  campaign: string
  groupId: string
}

async function cast(world: World): Promise<Cast> {
  const row = await world.db.selectFrom('campaign').select(['slug', 'group_id']).executeTakeFirstOrThrow()
  return { omar: (await organizer(world, 'organizer', row.group_id)).token, campaign: row.slug, groupId: row.group_id }
}

const file = (bytes: Buffer, name: string) => new File([new Uint8Array(bytes)], name, { type: 'application/pdf' })

function sends(world: World, { omar, campaign }: Cast, ...files: File[]): Promise<Answered> {
  const fields = new FormData()
  for (const one of files) fields.append('pdf', one)
  return call(world, upload.action!, { token: omar, params: { slug: campaign }, fields, env })
}

const documents = (world: World) => world.db.selectFrom('document').selectAll().orderBy('created_at').execute()
const reads = async (world: World) => {
  const turn = openDocumentReading({ parser: testParser, storage: storageOf(env), recognizer: null })
  while ((await turn(world.as.worker, world.at)) > 0);
}
const errorsOf = (answer: Answered) =>
  (answer.body as { form: { errors: { said?: string }[] } }).form.errors.map(({ said }) => said)

describe('uploading', () => {
  test('several PDFs at once become drafts, are named after their files, and lie in the storage', async ({ world }) => {
    const omar = await cast(world)
    const [one, two] = [await made.pages('one'), await made.pages('two')]
    const answer = await sends(world, omar, file(one, 'FOIA_release-03.pdf'), file(two, '<script>alert(1)<b>.pdf'))
    expect([answer.status, answer.location]).toEqual([
      303,
      `/office/campaigns/${omar.campaign}/documents/upload?added=2`,
    ])
    const stored = await documents(world)
    expect(stored.map(({ slug, state, reading }) => [slug, state, reading]).sort()).toEqual([
      ['foia-release-03', 'draft', 'waiting'],
      ['script-alert-1-b', 'draft', 'waiting'],
    ])
    expect(stored.find(({ slug }) => slug === 'foia-release-03')!.content).toMatchObject({
      title: { en: 'FOIA release 03', es: 'FOIA release 03' },
    })
    for (const { sha256, bytes } of stored) expect(await storageOf(env).has(fileName(sha256))).toBe(Number(bytes))
  })

  test('a draft is called what its PDF calls itself, and after the file where a program wrote that title', async ({
    world,
  }) => {
    const omar = await cast(world)
    const titled = (Title: string) => made.pdf((one) => one.text(Title), { info: { Title } })
    const titles = [
      'Memorandum of Agreement, 287(g) Jail Model',
      'Política de detención: qué cambió',
      'Microsoft Word - MOA final v3.docx',
      'C:\\Users\\ivance\\Desktop\\raid plan',
      'Untitled document',
      'Scan 2014 11 20',
      'FOIA_2014_0031',
      'MOA',
      '',
    ]
    for (const [at, title] of titles.entries()) await sends(world, omar, file(await titled(title), `file ${at}.pdf`))
    expect(
      (await documents(world)).map(({ content }) => (content as { title: { es: string } }).title.es).sort(),
    ).toEqual([...titles.slice(0, 2), ...titles.slice(2).map((_, at) => `file ${at + 2}`)].sort())
  })

  test('what is typed once is said of every file of an upload, in pieces too, and a wrong address takes in none', async ({
    world,
  }) => {
    const omar = await cast(world)
    const typed = {
      description_en: 'What ICE told its field offices.',
      description_es: 'Lo que ICE les dijo a sus oficinas.',
      language: 'en',
      licence_en: 'Public record',
      licence_es: 'Documento público',
      redactionNote_en: 'ICE blacked out names.',
      redactionNote_es: 'ICE tachó los nombres.',
      sourceTitle: 'ICE reading room',
      sourceCheckedOn: '2026-11-20',
    }
    const send = async (sourceUrl: string, ...names: string[]) => {
      const fields = new FormData()
      for (const [name, value] of Object.entries({ ...typed, sourceUrl })) fields.set(name, value)
      for (const name of names) fields.append('pdf', file(await made.pages(name), name))
      return call(world, upload.action!, { token: omar.omar, params: { slug: omar.campaign }, fields, env })
    }
    const wrong = await send('ice.gov', 'one.pdf')
    expect([wrong.status, errorsOf(wrong)]).toEqual([422, [expect.stringContaining('Source: web address: ')]])
    expect(await documents(world)).toEqual([])
    const sourceUrl = 'https://www.ice.gov/foia/library'
    expect((await send(sourceUrl, 'one.pdf', 'two.pdf')).status).toBe(303)
    const bytes = await made.pages('three')
    const fields = new FormData()
    for (const [name, value] of Object.entries({
      ...typed,
      sourceUrl,
      offset: 0,
      size: bytes.length,
      name: 'three.pdf',
    }))
      fields.set(name, String(value))
    fields.set('piece', new File([new Uint8Array(bytes)], 'piece'))
    await call(world, pieces.action!, {
      token: omar.omar,
      params: { slug: omar.campaign, upload: '9-1-2' },
      fields,
      env,
    })
    const stored = await documents(world)
    expect(stored).toHaveLength(3)
    for (const { content } of stored)
      expect(content).toMatchObject({
        description: { es: 'Lo que ICE les dijo a sus oficinas.' },
        language: 'en',
        licence: { en: 'Public record', es: 'Documento público' },
        redactionNote: { es: 'ICE tachó los nombres.' },
        sourceUrl,
        sourceTitle: 'ICE reading room',
        sourceCheckedOn: '2026-11-20',
      })
  })

  test('a document is never offered as its own translation', async ({ world }) => {
    const omar = await cast(world)
    await sends(world, omar, file(await made.pages('one'), 'one.pdf'), file(await made.pages('two'), 'two.pdf'))
    const [one, two] = (await documents(world)).map(({ slug }) => slug)
    const { fields } = (
      await call(world, officeRoute('office.campaigns_.$campaign.$kind.$slug.edit').loader!, {
        token: omar.omar,
        params: { campaign: omar.campaign, kind: 'documents', slug: one! },
      })
    ).body as { fields: { name: string; offered?: { slug: string }[] }[] }
    const offered = fields.find(({ name }) => name === 'translationOf')!.offered!.map(({ slug }) => slug)
    expect(offered).toContain(two)
    expect(offered).not.toContain(one)
  })

  test('a file that is there already is said to be, and is not stored twice; in another campaign nobody learns of it', async ({
    world,
  }) => {
    const omar = await cast(world)
    const bytes = await made.pages('one')
    await sends(world, omar, file(bytes, 'first name.pdf'))
    const again = await sends(world, omar, file(bytes, 'second name.pdf'))
    expect([again.status, errorsOf(again)]).toEqual([
      422,
      ['second name.pdf: You already have this file: “first name”. It was not added again.'],
    ])
    expect(await documents(world)).toHaveLength(1)
  })

  test('a file whose parser was ended by the machine is tried once more before it is refused', async ({ world }) => {
    const { omar, campaign } = await cast(world)
    let tries = 0
    const endedOnce: FileParser = {
      parse(kind, work) {
        tries += 1
        if (tries === 1) throw new RefusedFile({ why: 'too-much-memory' })
        return testParser.parse(kind, work)
      },
    }
    const fields = new FormData()
    fields.append('pdf', file(await made.pages('one'), 'one.pdf'))
    const answer = await call(world, upload.action!, {
      token: omar,
      params: { slug: campaign },
      fields,
      env,
      parser: endedOnce,
    })
    expect([answer.status, tries, (await documents(world)).length]).toEqual([303, 2, 1])
  })

  test('two tabs with the same file at the same moment make one document', async ({ world }) => {
    const omar = await cast(world)
    const bytes = await made.pages('one')
    await Promise.all([sends(world, omar, file(bytes, 'a.pdf')), sends(world, omar, file(bytes, 'b.pdf'))])
    expect(await documents(world)).toHaveLength(1)
  })

  test('what is no PDF, locked, broken or empty is refused with a sentence, and the good one is kept', async ({
    world,
  }) => {
    const omar = await cast(world)
    const answer = await sends(
      world,
      omar,
      file(Buffer.from('<html>'), 'page.pdf'),
      file(await made.encrypted(), 'locked.pdf'),
      file(await made.pages('good'), 'good.pdf'),
      file(Buffer.from('%PDF-1.7 x'), 'broken.pdf'),
      file(Buffer.alloc(0), 'empty.pdf'),
    )
    expect(errorsOf(answer)).toEqual([
      'page.pdf: This is not a PDF.',
      'locked.pdf: This PDF asks for a password. Save a copy without one, and upload that.',
      'broken.pdf: This PDF is damaged. Save it again from another program, and upload that.',
      'empty.pdf: There is nothing in that file.',
    ])
    expect((await documents(world)).map(({ slug }) => slug)).toEqual(['good'])
  })

  test('whoever may not edit there cannot upload, nor see the page', async ({ world }) => {
    const { campaign, groupId } = await cast(world)
    const viewer = await organizer(world, 'viewer', groupId)
    const elsewhere = await organizer(world, 'organizer', await groupOf(world, 'Others'))
    for (const [token, status] of [
      [viewer.token, 403],
      [elsewhere.token, 404],
    ] as const) {
      const answer = await call(world, upload.loader!, { token, params: { slug: campaign }, env })
      expect([answer.status, (await sends(world, { omar: token, campaign, groupId })).status]).toEqual([status, status])
    }
  })

  test('a collection is named in both languages, and documents can be put in it', async ({ world }) => {
    const omar = await cast(world)
    const params = { slug: omar.campaign }
    const make = (fields: Record<string, string>) =>
      call(world, upload.action!, { token: omar.omar, params, fields: { intent: 'collection', ...fields }, env })
    expect((await make({ title_en: 'NDLON v. ICE', title_es: '' })).status).toBe(422)
    expect((await make({ title_en: 'NDLON v. ICE', title_es: 'NDLON contra ICE' })).status).toBe(303)
    const fields = new FormData()
    fields.append('collection', 'ndlon-v-ice')
    fields.append('pdf', file(await made.pages('one'), 'one.pdf'))
    await call(world, upload.action!, { token: omar.omar, params, fields, env })
    expect((await documents(world))[0]!.content).toMatchObject({ collection: 'ndlon-v-ice' })
  })
})

describe('many drafts at once', () => {
  const publishing = officeRoute('office.campaigns_.$slug.documents_.publish')
  const whole = {
    description: both('What it is.', 'Qué es.'),
    language: 'en' as const,
    sourceUrl: 'https://example.org/release',
    sourceTitle: 'Records office',
    sourceCheckedOn: '2026-11-20',
  }
  interface Shown {
    drafts: { title: string; missing: { words: string }[] }[]
  }

  test('those that are complete are published together, and each of the others says what it lacks', async ({
    world,
  }) => {
    const omar = await cast(world)
    const params = { slug: omar.campaign }
    const read = { texts: ['It says.'] }
    const made = [
      await hasDocument(world.db, { slug: 'one', ...whole, ...read }, world.at),
      await hasDocument(world.db, { slug: 'two', ...whole, ...read }, world.at),
      await hasDocument(world.db, { slug: 'no-source', ...whole, ...read, sourceUrl: '' }, world.at),
      await hasDocument(world.db, { slug: 'not-read', ...whole }, world.at),
      await hasDocument(world.db, { slug: 'not-chosen', ...whole, ...read }, world.at),
    ]
    const { drafts } = (await call(world, publishing.loader!, { token: omar.omar, params, env })).body as Shown
    expect(Object.fromEntries(drafts.map(({ title, missing }) => [title, missing.map(({ words }) => words)]))).toEqual({
      one: [],
      two: [],
      'not-chosen': [],
      'no-source': [expect.stringContaining('Source: web address')],
      'not-read': ['The pages are still being read.'],
    })
    const fields = new FormData()
    for (const { id } of made.slice(0, 4)) fields.append('id', id)
    const answer = await call(world, publishing.action!, { token: omar.omar, params, fields, env })
    expect([answer.status, answer.location]).toEqual([
      303,
      `/office/campaigns/${omar.campaign}/documents/publish?published=2&kept=2`,
    ])
    const open = (await documents(world)).filter(({ state }) => state === 'open').map(({ slug }) => slug)
    expect(open.sort()).toEqual(['one', 'two'])
    const log = await world.db.selectFrom('audit').select('act').where('act', '=', 'published-story').execute()
    expect(log).toHaveLength(2)
  })

  test('a document is in a collection of its campaign or in none; another name keeps it a draft', async ({ world }) => {
    const omar = await cast(world)
    const edit = officeRoute('office.campaigns_.$campaign.$kind.$slug.edit')
    const params = { campaign: omar.campaign, kind: 'documents', slug: 'one' }
    await call(world, upload.action!, {
      token: omar.omar,
      params: { slug: omar.campaign },
      fields: { intent: 'collection', title_en: 'NDLON v. ICE', title_es: 'NDLON contra ICE' },
      env,
    })
    await hasDocument(world.db, { slug: 'one', ...whole, texts: ['It says.'], collection: 'ndlon' }, world.at)
    const page = () => call(world, edit.loader!, { token: omar.omar, params, env })
    const { fields, missing } = (await page()).body as {
      fields: { name: string; offered: object[] }[]
      missing: { field: string; words: string }[]
    }
    expect(fields.find(({ name }) => name === 'collection')!.offered).toEqual([
      { to: 'collection', slug: 'ndlon-v-ice', name: 'NDLON v. ICE', of: null },
    ])
    expect(missing).toEqual([{ field: 'collection', words: expect.stringContaining('ndlon') }])
  })

  test('whoever may not publish sees none of it', async ({ world }) => {
    const omar = await cast(world)
    const { token } = await organizer(world, 'viewer', omar.groupId)
    const answer = await call(world, publishing.loader!, { token, params: { slug: omar.campaign }, env })
    expect(answer.status).toBe(403)
  })
})

test('a folder without a PDF is said to be one, and of another folder only the PDFs are taken', async ({ world }) => {
  const omar = await cast(world)
  const send = (...files: File[]) => {
    const fields = new FormData()
    for (const one of files) fields.append('folder', one)
    return call(world, upload.action!, { token: omar.omar, params: { slug: omar.campaign }, fields, env })
  }
  const notes = new File(['notes'], 'notes.txt', { type: 'text/plain' })
  const answer = await send(notes)
  expect([answer.status, errorsOf(answer)]).toEqual([422, ['There are no PDFs in this folder, so nothing was added.']])
  expect((await send(notes, file(await made.pages('in a folder'), 'in a folder.pdf'))).status).toBe(303)
  expect((await documents(world)).map(({ slug }) => slug)).toEqual(['in-a-folder'])
})

describe('piece by piece', () => {
  const params = (omar: Cast, id = '9-1-2') => ({ slug: omar.campaign, upload: id })
  const piece = (
    world: World,
    omar: Cast,
    bytes: Buffer,
    offset: number,
    most: number,
    more: Record<string, string> = {},
  ) => {
    const fields = new FormData()
    for (const [name, value] of Object.entries({ offset, size: bytes.length, name: 'release.pdf', ...more }))
      fields.set(name, String(value))
    fields.set('piece', new File([new Uint8Array(bytes.subarray(offset, offset + most))], 'piece'))
    return call(world, pieces.action!, { token: omar.omar, params: params(omar), fields, env })
  }
  const answered = ({ status, body }: Answered) => ({ status, ...(JSON.parse(body as string) as { received: number }) })
  const soFar = async (world: World, omar: Cast) =>
    answered(await call(world, pieces.loader!, { token: omar.omar, params: params(omar), env })).received

  test('a file goes on after a break where it was, and is whole in the end', async ({ world }) => {
    const omar = await cast(world)
    const bytes = await made.pages('one', 'two', 'three')
    expect(await soFar(world, omar)).toBe(0)
    expect(answered(await piece(world, omar, bytes, 0, 500))).toEqual({ status: 200, received: 500 })
    expect(await soFar(world, omar)).toBe(500)
    // The same piece from another tab, and one that leaves a gap.
    expect(answered(await piece(world, omar, bytes, 0, 500))).toEqual({ status: 200, received: 500 })
    expect(answered(await piece(world, omar, bytes, 900, 500))).toEqual({ status: 409, received: 500 })
    expect(answered(await piece(world, omar, bytes, 500, 0)).status).toBe(400)
    const last = answered(await piece(world, omar, bytes, 500, bytes.length))
    expect(last).toMatchObject({ status: 200, taken: { outcome: 'taken', name: 'release.pdf' } })
    const [stored] = await documents(world)
    expect(stored!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(await readdir(path.join(folder, 'incoming'))).toEqual([])
  })

  test('a file in pieces is put in its collection, which may be made while it comes', async ({ world }) => {
    const omar = await cast(world)
    const bytes = await made.pages('one', 'two')
    const collection = 'ndlon-v-ice'
    await piece(world, omar, bytes, 0, 500, { collection })
    const title = { title_en: 'NDLON v. ICE', title_es: 'NDLON contra ICE' }
    const params = { slug: omar.campaign }
    await call(world, upload.action!, { token: omar.omar, params, fields: { intent: 'collection', ...title }, env })
    await piece(world, omar, bytes, 500, bytes.length, { collection })
    expect((await documents(world))[0]!.content).toMatchObject({ collection })
  })

  test('nobody goes on with another organizer’s file, and one that nobody goes on with is gone after a day', async ({
    world,
  }) => {
    const omar = await cast(world)
    const other = await organizer(world, 'organizer', omar.groupId, 'Lee Okafor')
    await piece(world, omar, await made.pages('one'), 0, 300)
    expect(await soFar(world, { ...omar, omar: other.token })).toBe(0)
    const [name] = await readdir(path.join(folder, 'incoming'))
    const when = new Date(world.at.getTime() - 23 * 3_600_000)
    await utimes(path.join(folder, 'incoming', name!), when, when)
    expect(await purgeIncoming(env, world.at)).toEqual({ left: 1 })
    expect(await purgeIncoming(env, new Date(world.at.getTime() + 2 * 3_600_000))).toEqual({ left: 0 })
    expect(await soFar(world, omar)).toBe(0)
  })

  test('the same last piece from two tabs at once never says where files lie, and the document is there once', async ({
    world,
  }) => {
    const omar = await cast(world)
    const bytes = await made.pages('one', 'two')
    await piece(world, omar, bytes, 0, 500)
    const answers = await Promise.all([1, 2, 3].map(() => piece(world, omar, bytes, 500, bytes.length)))
    for (const { status } of answers) expect([200, 409, 503]).toContain(status)
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    expect(JSON.stringify(answers)).not.toContain(folder)
    // What was too late and begins in the middle makes no file with a hole.
    expect(answered(await piece(world, omar, bytes, 500, bytes.length))).toEqual({ status: 409, received: 0 })
    expect(await documents(world)).toHaveLength(1)
  })

  test('twenty unfinished files of one organizer keep only that one from beginning another', async ({ world }) => {
    const omar = await cast(world)
    const lee = await organizer(world, 'organizer', omar.groupId, 'Lee Okafor')
    const bytes = await made.pages('one')
    const begin = async ({ token = omar.omar, id }: { token?: string; id: number }) => {
      const fields = new FormData()
      for (const [name, value] of Object.entries({ offset: 0, size: bytes.length, name: 'a.pdf' }))
        fields.set(name, String(value))
      fields.set('piece', new File([new Uint8Array(bytes.subarray(0, 100))], 'piece'))
      return answered(await call(world, pieces.action!, { token, params: params(omar, `many-${id}`), fields, env }))
    }
    for (let id = 0; id < 20; id += 1) expect(await begin({ id })).toMatchObject({ status: 200 })
    // Waiting for a moment helps nobody, so it is said at once.
    expect(await begin({ id: 20 })).toMatchObject({
      status: 422,
      taken: { outcome: 'refused', words: expect.stringMatching(/20 uploads that were never finished/) },
    })
    expect(await begin({ id: 3 })).toMatchObject({ status: 200 })
    expect(await begin({ token: lee.token, id: 20 })).toMatchObject({ status: 200 })
    await rm(path.join(folder, 'incoming'), { recursive: true })
  })

  test('one that says it is larger than allowed is refused before it has come', async ({ world }) => {
    const omar = await cast(world)
    const fields = new FormData()
    for (const [name, value] of Object.entries({ offset: '0', size: String(500 * 1024 * 1024), name: 'huge.pdf' }))
      fields.set(name, value)
    fields.set('piece', new File([new Uint8Array(100)], 'piece'))
    const answer = await call(world, pieces.action!, { token: omar.omar, params: params(omar), fields, env })
    expect([answer.status, answer.body]).toEqual([422, expect.stringContaining('larger than 200 MB')])
  })

  test('an empty file, and one that has become longer, are refused for what they are', async ({ world }) => {
    const omar = await cast(world)
    for (const [size, words] of [
      ['0', 'it has 0 bytes'],
      ['50', 'changed while it was being uploaded'],
    ] as const) {
      const fields = new FormData()
      for (const [name, value] of Object.entries({ offset: '0', size, name: 'a.pdf' })) fields.set(name, value)
      fields.set('piece', new File([new Uint8Array(100)], 'piece'))
      const answer = await call(world, pieces.action!, { token: omar.omar, params: params(omar), fields, env })
      expect([answer.status, answer.body]).toEqual([422, expect.stringContaining(words)])
    }
  })
})

describe('what was found', () => {
  const page = (world: World, token: string, id: string, fields?: Record<string, string>) =>
    call(world, fields ? findings.action! : findings.loader!, {
      token,
      params: { id },
      env,
      ...(fields ? { fields } : {}),
    })
  interface Shown {
    document: { edit: string; seen: string; groups: { kind: string; found: { excerpt: string }[] }[] }
  }
  const uploaded = async (world: World, omar: Cast, bytes: Buffer) => {
    await sends(world, omar, file(bytes, 'statement.pdf'))
    return (await documents(world)).at(-1)!
  }

  test('it keeps the document from being published until an organizer has accepted it, and the log says who', async ({
    world,
  }) => {
    const omar = await cast(world)
    const document = await uploaded(world, omar, await made.blackBox())
    const missing = async (lang: 'en' | 'es' = 'en') =>
      (await missingInDocument(world.as.office, translator(lang), document)).map(({ words }) => words)
    expect(await missing()).toEqual(['The pages are still being read.'])
    await reads(world)
    expect(await missing()).toEqual(['Something was found in the file. Look at it first.'])
    expect(await missing('es')).toEqual(['Se encontró algo en el archivo. Revíselo primero.'])
    const { document: shown } = (await page(world, omar.omar, document.id)).body as Shown
    expect(shown.edit).toBe(`/office/campaigns/${omar.campaign}/documents/${document.slug}/edit`)
    expect(shown.groups).toMatchObject([
      { kind: 'covered-text', found: [{ excerpt: expect.stringContaining('Marisol') }] },
    ])
    await page(world, omar.omar, document.id, { intent: 'accept', seen: 'something else' })
    expect(await missing()).toHaveLength(1)
    await page(world, omar.omar, document.id, { intent: 'accept', seen: shown.seen })
    expect(await missing()).toEqual([])
    const lines = await world.db
      .selectFrom('audit')
      .select(['act', 'subject'])
      .where('act', '=', 'accepted-findings')
      .execute()
    expect(lines).toEqual([{ act: 'accepted-findings', subject: document.id }])
  })

  test('cleaning a published document takes it off the site, and it opens again once its copy was accepted', async ({
    world,
  }) => {
    const omar = await cast(world)
    const document = await uploaded(world, omar, await made.blackBox())
    await reads(world)
    await world.db.updateTable('document').set({ state: 'open', findings_accepted_at: world.at }).execute()
    await sql`insert into search_entry (kind, thing_id, language, path, title, body, note, version)
      values ('documents', ${`documents ${document.id}`}, 'en', '/en', 'x', 'x', '', 'x')`.execute(world.db)
    await page(world, omar.omar, document.id, { intent: 'clean' })
    expect((await documents(world))[0]).toMatchObject({ state: 'archived', file_work: { act: 'clean' } })
    expect(await findDocument(world.db, document.slug)).toBeNull()
    expect(await world.db.selectFrom('search_entry').select('thing_id').execute()).toEqual([])
    const opens = () =>
      call(world, officeRoute('office.campaigns_.$campaign.$kind._index').action!, {
        token: omar.omar,
        params: { campaign: omar.campaign, kind: 'documents' },
        fields: { slug: document.slug, state: 'open' },
        env,
      })
    expect((await opens()).location).toBe(`/office/documents/${document.id}/findings`)
    expect((await documents(world))[0]!.state).toBe('archived')
    await world.db.updateTable('document').set({ file_work: null, findings: '[]' }).execute()
    await opens()
    expect((await documents(world))[0]!.state).toBe('open')
  })

  test('one that is cleaned while somebody publishes a change of its words is public to nobody', async ({ world }) => {
    const omar = await cast(world)
    const document = await uploaded(world, omar, await made.blackBox())
    await reads(world)
    await world.db.updateTable('document').set({ state: 'open', findings_accepted_at: world.at }).execute()
    const editor = officeRoute('office.campaigns_.$campaign.$kind.$slug.edit')
    const to = { token: omar.omar, params: { campaign: omar.campaign, kind: 'documents', slug: document.slug }, env }
    const { values, revision } = (await call(world, editor.loader!, to)).body as {
      values: Record<string, string>
      revision: number
    }
    const words = { title_en: 'A statement', title_es: 'Una declaración', source: 'ICE', madeOn: '2014' }
    const fields = { ...values, ...words, revision: String(revision), intent: 'publish' }
    await meet(
      world.db,
      sql`select from document for no key update`,
      () => page(world, omar.omar, document.id, { intent: 'clean' }),
      () => call(world, editor.action!, { ...to, fields }),
    )
    expect((await documents(world))[0]).toMatchObject({ state: 'archived', file_work: { act: 'clean' } })
    expect(await findDocument(world.db, document.slug)).toBeNull()
  })

  test('one that is removed at the moment when somebody cleans it stays, and its page says so', async ({ world }) => {
    const omar = await cast(world)
    const document = await uploaded(world, omar, await made.blackBox())
    await reads(world)
    const [, removed] = await meet(
      world.db,
      sql`select from document for no key update`,
      () => page(world, omar.omar, document.id, { intent: 'clean' }),
      () => page(world, omar.omar, document.id, { intent: 'remove' }),
    )
    expect(removed.location).toBe(`/office/documents/${document.id}/findings?refused=remove`)
    const shown = await call(world, findings.loader!, {
      token: omar.omar,
      params: { id: document.id },
      query: '?refused=remove',
      env,
    })
    expect(shown.body).toMatchObject({ notDone: 'remove' })
    expect((await documents(world))[0]).toMatchObject({ file_work: { act: 'clean' } })
  })

  test('a viewer sees that there is something, and no letter of it', async ({ world }) => {
    const omar = await cast(world)
    const document = await uploaded(world, omar, await made.blackBox())
    await reads(world)
    const { token } = await organizer(world, 'viewer', omar.groupId)
    const answer = await page(world, token, document.id)
    expect(answer.status).toBe(200)
    expect(JSON.stringify(answer.body)).not.toMatch(/Marisol|Quintero|Informant/)
    expect(JSON.stringify(answer.body)).toContain('•')
    expect((await page(world, token, document.id, { intent: 'accept', seen: '' })).status).toBe(403)
  })

  test('a failed file says why, can be read again, and a draft can be removed; a published one cannot', async ({
    world,
  }) => {
    const omar = await cast(world)
    const document = await uploaded(world, omar, await made.pages('x'))
    await storageOf(env).delete(fileName(document.sha256))
    await reads(world)
    const state = async () =>
      (await world.db.selectFrom('document').select(['reading', 'failure', 'file_work']).execute())[0]
    expect(await state()).toMatchObject({ reading: 'failed', failure: 'missing-file' })
    expect((await missingInDocument(world.as.office, translator('en'), document))[0]!.words).toBe(
      'The file could not be read.',
    )
    await page(world, omar.omar, document.id, { intent: 'read-again' })
    expect(await state()).toMatchObject({ reading: 'waiting', failure: null })
    await world.db.updateTable('document').set({ state: 'open' }).execute()
    await page(world, omar.omar, document.id, { intent: 'remove' })
    expect((await state())!.file_work).toBeNull()
    await world.db.updateTable('document').set({ state: 'draft' }).execute()
    await page(world, omar.omar, document.id, { intent: 'remove' })
    expect((await state())!.file_work).toEqual({ act: 'remove' })
    expect((await page(world, omar.omar, document.id)).status).toBe(404)
  })
})
