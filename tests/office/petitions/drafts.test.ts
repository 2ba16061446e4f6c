import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { expect } from 'vitest'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { readPicture } from '~/actions/petitions/read-picture.server'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import { lintQuestion } from '~/office/petitions/form-lint'
import { keepPicture } from '~/office/pictures/keep-picture.server'
import { parsePicture } from '~/office/pictures/parse-picture.server'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { testParser } from '../../support/uploads'

const whole = {
  title_en: 'Free Ana',
  title_es: 'Libertad para Ana',
  ask_en: 'Let her go.',
  ask_es: 'Suéltela.',
  target_en: 'Ida Vance',
  target_es: 'Ida Vance',
  story_en: 'Because.',
  story_es: 'Porque sí.',
  shareText_en: 'I signed.',
  shareText_es: 'Ya firmé.',
  imageAlt_en: 'A gate',
  imageAlt_es: 'Una reja',
  goalSteps: '50 100',
  revision: '0',
}
const edit = () => officeRoute('office.petitions.$petition.edit').action!
const params = { petition: slug }

async function writer(world: World, name?: string) {
  return organizer(world, 'organizer', await groupOf(world, 'network'), name)
}

test('what is written is shown to nobody until it is published, and then in both languages', async ({ world }) => {
  const { token } = await writer(world)
  expect((await call(world, edit(), { token, params, fields: { ...whole, intent: 'save' } })).status).toBe(303)
  expect((await readPetitionPage(world.db, slug, 'es', world.at))!.view.title).not.toBe('Libertad para Ana')
  expect(
    (await call(world, edit(), { token, params, fields: { ...whole, revision: '1', intent: 'publish' } })).location,
  ).toMatch(/published/)
  expect((await readPetitionPage(world.db, slug, 'es', world.at))!.view.title).toBe('Libertad para Ana')
})

test('publishing lists what is missing in either language, and refuses', async ({ world }) => {
  const { token } = await writer(world)
  const half = await call(world, edit(), {
    token,
    params,
    fields: { ...whole, ask_es: '', shareText_en: '', intent: 'publish' },
  })
  expect(half.status).toBe(422)
  expect((half.body as { form: { errors: { field: string }[] } }).form.errors.map((error) => error.field)).toEqual([
    'ask_es',
    'shareText_en',
  ])
  expect((await readPetitionPage(world.db, slug, 'en', world.at))!.view.title).not.toBe('Free Ana')
})

test('whoever saves second is shown both versions, and nothing of theirs is lost', async ({ world }) => {
  const omar = await writer(world, 'Omar Reyes')
  const lucia = await writer(world, 'Lucía Paz')
  await call(world, edit(), { token: omar.token, params, fields: { ...whole, intent: 'save' } })
  const second = await call(world, edit(), {
    token: lucia.token,
    params,
    fields: { ...whole, title_en: 'Free Ana now', intent: 'save' },
  })
  expect(second.status).toBe(409)
  expect(second.body).toMatchObject({
    form: { values: { title_en: 'Free Ana now' } },
    conflict: { by: 'Omar Reyes', differences: [{ field: 'title_en', before: 'Free Ana', after: 'Free Ana now' }] },
    revision: 1,
  })
  expect(
    (
      await call(world, edit(), {
        token: lucia.token,
        params,
        fields: { ...whole, title_en: 'Free Ana now', revision: '1', intent: 'save' },
      })
    ).status,
  ).toBe(303)
})

test('the second who opens it sees who is writing, until three minutes have passed', async ({ world }) => {
  const omar = await writer(world, 'Omar Reyes')
  const lucia = await writer(world, 'Lucía Paz')
  const open = async (token: string, at = world.at) =>
    (
      (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params, at })).body as {
        alsoHere: string | null
      }
    ).alsoHere
  expect(await open(omar.token)).toBeNull()
  expect(await open(lucia.token)).toBe('Omar Reyes')
  expect(await open(lucia.token, new Date(world.at.getTime() + 181_000))).toBeNull()
})

test('an earlier version comes back as a draft', async ({ world }) => {
  const { token } = await writer(world)
  await call(world, edit(), { token, params, fields: { ...whole, intent: 'publish' } })
  await call(world, edit(), {
    token,
    params,
    fields: { ...whole, title_en: 'Another', revision: '1', intent: 'publish' },
  })
  await call(world, officeRoute('office.petitions.$petition.history').action!, {
    token,
    params,
    fields: { revision: '1', draft: '2' },
  })
  const { values } = (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params }))
    .body as { values: { title_en: string } }
  expect(values.title_en).toBe('Free Ana')
  expect((await readPetitionPage(world.db, slug, 'en', world.at))!.view.title).toBe('Another')
})

test('an earlier version does not replace a draft that was saved since its page was opened, and the ledger has nothing', async ({
  world,
}) => {
  const { token } = await writer(world)
  await call(world, edit(), { token, params, fields: { ...whole, intent: 'publish' } })
  await call(world, edit(), { token, params, fields: { ...whole, title_en: 'Another', revision: '1' } })
  const restored = await call(world, officeRoute('office.petitions.$petition.history').action!, {
    token,
    params,
    fields: { revision: '1', draft: '1' },
  })
  expect(restored).toMatchObject({ status: 409, body: { isStale: true } })
  const { values } = (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params }))
    .body as { values: { title_en: string } }
  expect(values.title_en).toBe('Another')
  expect(await world.db.selectFrom('audit').select('act').where('act', '=', 'restored-petition').execute()).toEqual([])
})

test('what everybody read before the first change comes back too', async ({ world }) => {
  const { token } = await writer(world)
  const { title } = (await readPetitionPage(world.db, slug, 'en', world.at))!.view
  await call(world, edit(), { token, params, fields: { ...whole, intent: 'publish' } })
  const { versions } = (await call(world, officeRoute('office.petitions.$petition.history').loader!, { token, params }))
    .body as { versions: { revision: number; by: string; differences: { name: string }[] }[] }
  expect(versions.map(({ by }) => by)).toEqual(['Omar Reyes', ''])
  expect(versions[0]!.differences.map(({ name }) => name)).toContain('Title (English)')
  await call(world, officeRoute('office.petitions.$petition.history').action!, {
    token,
    params,
    fields: { revision: String(versions[1]!.revision), draft: '1' },
  })
  expect(
    (
      (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params })).body as {
        values: { title_en: string }
      }
    ).values.title_en,
  ).toBe(title)
})

test.for([
  ['What is your immigration status?', 'status'],
  ['¿Tiene papeles?', 'status'],
  ['¿Cuál es su situación migratoria?', 'status'],
  ['Are you a citizen?', 'status'],
  ['¿Es usted ciudadana?', 'status'],
  ['Your A-number', 'number'],
  ['Last four of your SSN', 'number'],
  ['Número de Seguro Social', 'number'],
  ['Número de pasaporte', 'number'],
  ['Country of birth', 'origin'],
  ['Where were you born?', 'origin'],
  ['¿De qué país viene?', 'origin'],
  ['Lugar de nacimiento', 'origin'],
  ['Why do you sign?', null],
  ['¿Por qué firma usted?', null],
  ['What would you tell the sheriff?', null],
  ['¿Qué le diría al alguacil?', null],
  ['How long have you lived in this county?', null],
] as const)('“%s” is refused as %s', ([question, reason]) => {
  expect(lintQuestion(question)).toBe(reason)
})

test('a question that could harm whoever answers is not saved, and the reason is said', async ({ world }) => {
  const { token } = await writer(world)
  const refused = await call(world, edit(), {
    token,
    params,
    fields: { ...whole, commentPrompt_en: 'What is your immigration status?', commentPrompt_es: 'x', intent: 'save' },
  })
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({ form: { errors: [{ field: 'commentPrompt_en', message: 'asksStatus' }] } })
})

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '<svg/onload=alert(1)>',
  "'-alert(1)-'",
  '{{7*7}}',
  '![x](https://evil.example/x.png)',
  '<a href="data:text/html,x">x</a>',
]

test('whatever is typed into a petition, its page holds no script, no foreign picture and no dangerous link', async ({
  world,
}) => {
  const { token } = await writer(world)
  for (const [index, attack] of attacks.entries()) {
    const fields = Object.fromEntries(
      Object.entries(whole).map(([name, value]) => [name, /_(en|es)$/.test(name) ? `${value} ${attack}` : value]),
    )
    await call(world, edit(), { token, params, fields: { ...fields, revision: String(index), intent: 'publish' } })
    const { view } = (await readPetitionPage(world.db, slug, 'en', world.at))!
    expect(view.storyHtml, attack).not.toMatch(
      /<(script|img|svg|iframe)|<[a-z][^>]*\son\w+=|<[a-z][^>]*href="(javascript|data):/i,
    )
  }
})

test('the preview shows the photo of a delivery and the logo of the group from where the office has them', async ({
  world,
}) => {
  const { token } = await writer(world)
  const [photo, logo] = [randomUUID(), randomUUID()]
  const picture = { bytes: Buffer.from('jpeg'), width: 12, height: 6, created_at: world.at }
  await world.db
    .insertInto('picture')
    .values([photo, logo].map((id) => ({ id, ...picture })))
    .execute()
  const group = await groupOf(world, 'Puente')
  await world.db
    .updateTable('member_group')
    .set({ logo: `/pictures/${logo}.jpg`, logo_alt: JSON.stringify({ en: 'A bridge', es: 'Un puente' }) })
    .where('id', '=', group)
    .execute()
  const petition = await world.db
    .updateTable('petition')
    .set({ group_id: group })
    .where('slug', '=', slug)
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('delivery')
    .values({
      id: randomUUID(),
      petition_id: petition.id,
      delivered_on: '2026-11-20',
      recipient: 'Ida Vance',
      by_whom: 'Omar',
      signatures: 3,
      picture_id: photo,
      photo_alt: JSON.stringify({ en: 'A box', es: 'Una caja' }),
      all_agreed: true,
      is_public: true,
      created_at: world.at,
    })
    .execute()
  const { loader } = officeRoute('office.petitions.$petition.preview.$lang')
  const shown = await call(world, loader!, { token, params: { ...params, lang: 'es' } })
  expect((shown.body as { view: unknown }).view).toMatchObject({
    group: { logo: `/office/pictures/${logo}` },
    deliveries: [{ photo: { src: `/office/pictures/${photo}`, alt: 'Una caja' } }],
  })
})

test('one petition for each target: ten lines make ten drafts, and pasted again none', async ({ world }) => {
  const { token } = await writer(world)
  await call(world, edit(), {
    token,
    params,
    fields: {
      ...whole,
      title_en: '{name}: free Ana',
      title_es: '{name}: libertad para Ana',
      target_en: '{name}, {office} of {place}',
      target_es: '{name}, {office} de {place}',
      intent: 'save',
    },
  })
  const targets = Array.from(
    { length: 10 },
    (_, index) => `Sheriff O’Neil ${index}\tSheriff\talguacil (sheriff)\tCounty ${index}`,
  ).join('\n')
  const copies = officeRoute('office.petitions.$petition.copies')
  expect((await call(world, copies.action!, { token, params, fields: { targets } })).location).toMatch(/made=10$/)
  expect((await call(world, copies.action!, { token, params, fields: { targets } })).location).toMatch(/made=0$/)
  const made = await world.db
    .selectFrom('petition')
    .innerJoin('petition_draft', 'petition_id', 'id')
    .select(['slug', 'state', 'content'])
    .where('template_id', 'is not', null)
    .orderBy('slug')
    .execute()
  expect(new Set(made.map((one) => one.slug)).size).toBe(10)
  expect(made[3]).toMatchObject({
    state: 'draft',
    content: {
      target: { en: 'Sheriff O’Neil 3, Sheriff of County 3', es: 'Sheriff O’Neil 3, alguacil (sheriff) de County 3' },
    },
  })
  expect((await call(world, copies.action!, { token, params, fields: { targets: 'only\ttwo' } })).status).toBe(422)
})

test('without a blank no copies are made, and a petition with a blank left in it is not published', async ({
  world,
}) => {
  const { token } = await writer(world)
  const copies = officeRoute('office.petitions.$petition.copies')
  const targets = Array.from({ length: 11 }, (_, index) => `Ida Vance\tSheriff\talguacil\tCounty ${index}`).join('\n')
  await call(world, edit(), { token, params, fields: { ...whole, intent: 'save' } })
  const refused = await call(world, copies.action!, { token, params, fields: { targets } })
  expect([refused.status, refused.body]).toEqual([
    422,
    {
      form: { values: { targets }, errors: [{ field: 'targets', message: 'noBlanks' }] },
      outcome: 'refused',
      chosen: [],
    },
  ])
  expect(await world.db.selectFrom('petition').select('id').where('template_id', 'is not', null).execute()).toEqual([])
  const blank = { ...whole, title_en: '{name}: free Ana', story_es: 'En {lugar} la esperan.', revision: '1' }
  const { status, body } = await call(world, edit(), { token, params, fields: { ...blank, intent: 'publish' } })
  expect(status).toBe(422)
  expect((body as { form: { errors: { field: string; said: string }[] } }).form.errors).toEqual([
    expect.objectContaining({ field: 'title_en', said: expect.stringContaining('{name}') }),
    expect.objectContaining({ field: 'story_es', said: expect.stringContaining('{lugar}') }),
  ])
})

test('a picture is written anew: what the camera noted of place and device is gone, and what is no picture is refused', async ({
  world,
}) => {
  const { id } = await writer(world)
  const taken = await sharp({ create: { width: 2000, height: 900, channels: 3, background: '#c93a1d' } })
    .withExif({ IFD0: { Make: 'PLANTED-CAMERA' }, IFD3: { GPSLatitude: '33/1 26/1 0/1' } })
    .jpeg()
    .toBuffer()
  expect(taken.includes('PLANTED-CAMERA')).toBe(true)
  const keep = (bytes: Buffer) =>
    keepPicture(
      {
        db: world.db,
        now: world.at,
        organizer: { id, name: '', email: '' },
        parser: testParser,
        request: new Request('https://office.example.org'),
      },
      fileInMemory(bytes),
    )
  const { path } = await keep(taken)
  const kept = (await readPicture(world.db, path.slice(10, 46)))!
  expect(kept.includes('PLANTED-CAMERA')).toBe(false)
  expect(await sharp(kept).metadata()).toMatchObject({ width: 1200, height: 630, format: 'jpeg' })
  await expect(keep(Buffer.from('<svg onload=alert(1)>'))).rejects.toMatchObject({ refusal: { why: 'unreadable' } })
  await expect(
    keep(
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    ),
  ).rejects.toMatchObject({ refusal: { why: 'unreadable' } })
})

test('a picture that comes with refused words does not let them overwrite what was saved meanwhile', async ({
  world,
}) => {
  const mine = (await writer(world)).token
  const theirs = (await writer(world, 'Lucía Paz')).token
  await call(world, edit(), { token: theirs, params, fields: { ...whole, intent: 'save' } })
  const plain = await sharp({ create: { width: 400, height: 210, channels: 3, background: '#c93a1d' } })
    .png()
    .toBuffer()
  const form = new FormData()
  const refused = { ...whole, title_en: 'Mine', goalSteps: 'many', putPicture: 'image' }
  for (const [name, value] of Object.entries(refused)) form.set(name, value)
  form.set('picture-image', new File([new Uint8Array(plain)], 'gate.png', { type: 'image/png' }))
  const first = await call(world, edit(), { token: mine, params, fields: form })
  expect(first.status).toBe(422)
  const { revision } = first.body as { revision: number }
  const again = { ...whole, title_en: 'Mine', revision: String(revision), intent: 'save' }
  expect(await call(world, edit(), { token: mine, params, fields: again })).toMatchObject({ status: 409 })
})

test('a petition or action that is saved as it was has no unpublished changes, and one with a new picture has', async ({
  world,
}) => {
  const { token } = await writer(world)
  const things = [
    [officeRoute('office.petitions.$petition.edit'), { petition: slug }],
    [officeRoute('office.actions.$action.edit'), { action: 'call-sheriff-vance' }],
  ] as const
  const opened = async ([route, at]: (typeof things)[number]) =>
    (await call(world, route.loader!, { token, params: at })).body as {
      values: Record<string, string>
      revision: number
      isChanged: boolean
    }
  for (const thing of things) {
    const { values, revision } = await opened(thing)
    const fields = { ...values, revision: String(revision), intent: 'save' }
    expect((await call(world, thing[0].action!, { token, params: thing[1], fields })).status).toBe(303)
    expect(await opened(thing), thing[0].file).toMatchObject({ revision: 1, isChanged: false })
  }
  const picture = await sharp({ create: { width: 1200, height: 630, channels: 3, background: '#c93a1d' } })
    .png()
    .toBuffer()
  const { values } = await opened(things[0])
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...values, revision: '1', putPicture: 'image' })) form.set(name, value)
  form.set('picture-image', new File([new Uint8Array(picture)], 'gate.png', { type: 'image/png' }))
  expect((await call(world, edit(), { token, params, fields: form })).status).toBe(303)
  expect(await opened(things[0])).toMatchObject({ isChanged: true })
})

const parsed = async (bytes: Buffer) => {
  for await (const picture of parsePicture([{ bytes }], { width: 1200, height: 630 })) return picture
  throw new Error('no picture')
}

test('a picture that is smaller keeps its size in the same shape, one on its side is turned, and paper shows through', async () => {
  const plain = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  const small = await parsed(await plain(400, 400).png().toBuffer())
  expect(await sharp(small.jpeg).metadata()).toMatchObject({ width: 400, height: 210 })
  expect(small).toMatchObject({ width: 400, height: 210 })
  const { data } = await sharp(small.jpeg).raw().toBuffer({ resolveWithObject: true })
  for (const [at, shade] of [0xf7, 0xf0, 0xe1].entries()) expect(Math.abs(data[at]! - shade)).toBeLessThan(4)
  // Orientation 6: the top of the scene is at the right of the file.
  const left = { create: { width: 630, height: 1200, channels: 3, background: '#fff' } } as const
  const onItsSide = await sharp(left)
    .composite([{ input: { create: { width: 315, height: 1200, channels: 3, background: '#000' } }, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const turned = await parsed(onItsSide)
  expect(turned).toMatchObject({ width: 1200, height: 630 })
  const { data: pixels } = await sharp(turned.jpeg).greyscale().raw().toBuffer({ resolveWithObject: true })
  expect([pixels[600]! < 60, pixels[629 * 1200 + 600]! > 200]).toEqual([true, true])
  expect((await sharp(turned.jpeg).metadata()).orientation).toBeUndefined()
  const gif = await parsed(await plain(1300, 700).gif().toBuffer())
  expect(gif).toMatchObject({ width: 1200, height: 630 })
})

test('a picture of 200 megapixels is said to be too large, whatever its megabytes', async () => {
  // A PNG that says so in its first bytes; nothing of it is decoded.
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  bytes.writeUInt32BE(16_320, 16)
  bytes.writeUInt32BE(12_240, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  await expect(parsed(bytes)).rejects.toMatchObject({ refusal: { why: 'too-many-pixels', most: 60_000_000 } })
})

test('a table in Markdown is a table on the page; HTML that Word leaves behind is not', () => {
  const html = renderMarkdown('| Month | Holds |\n| --- | --: |\n| May | 12 |')
  expect(html).toContain('<div class="scroll" tabindex="0"><table>')
  expect(html).toMatch(/<th scope="col">Month<\/th>[^]*<td>12<\/td>/)
  expect(renderMarkdown('<table class=MsoNormal style="mso-x:1"><tr><td>May</td></tr></table>')).not.toMatch(/<t[adrh]/)
})

test('a link in a story leads where it says', () => {
  for (const link of ['//evil.example', 'https://county.example.org@evil.example', 'https://me:word@evil.example/'])
    expect(renderMarkdown(`[the county](${link})`)).not.toContain('evil')
  expect(renderMarkdown('[a](/en/officials) [b](mailto:rosa@example.org)')).toMatch(
    /href="\/en\/officials".*href="mailto:/,
  )
})
