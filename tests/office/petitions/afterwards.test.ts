import sharp from 'sharp'
import { expect } from 'vitest'
import { petitionBySlug } from '~/actions/petitions/petitions.server'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { translator } from '~/i18n/translator'
import { readAfterSigning } from '~/office/petitions/preview.server'
import { sayPictureProblem } from '~/office/pictures/picture-file'
import { paths } from '~/paths'
import { openVault } from '~/vault/open.server'
import { readShared } from '~/web/share/read-poster.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { composeMail } from '~/worker/sending/compose-message.server'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

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
}
const own = {
  thanksText_en: 'Come on **Friday**.',
  thanksText_es: 'Venga el **viernes**.',
  confirmSubject_en: 'One press for Ana',
  confirmSubject_es: 'Un clic para Ana',
  confirmText_en: 'Ana thanks you.',
  confirmText_es: 'Ana le da las gracias.',
  thanksMail_en: 'See you Friday.',
  thanksMail_es: 'Nos vemos el viernes.',
}
const params = { petition: slug }
let revision = 0

async function writer(world: World) {
  revision = 0
  return (await organizer(world, 'organizer', await groupOf(world, 'network'))).token
}

async function edit(world: World, token: string, fields: Record<string, string>, intent = 'publish') {
  const done = await call(world, officeRoute('office.petitions.$petition.edit').action!, {
    token,
    params,
    fields: { ...whole, ...fields, revision: String(revision), intent },
  })
  if (done.status !== 409) revision += 1
  world.petitions.forget()
  return done
}

async function mailTo(world: World, template: string, language: 'en' | 'es') {
  const composing = {
    db: world.db,
    keyring: world.keyring,
    vault: await openVault(world.db, world.keyring),
    publicUrl: 'https://firme.example.org',
    officeUrl: '',
    letters: new Map(),
    broadcasts: { broadcasts: new Map(), values: new Map() },
  }
  const claimed = await claimMessages(world.db, 'mail', 10, world.at)
  return composeMail(
    composing,
    claimed.find((message) => message.template === template && message.language === language)!,
  )
}

test('a missing Spanish subject line is refused by name, and nothing is shown', async ({ world }) => {
  const token = await writer(world)
  const half = await edit(world, token, { ...own, confirmSubject_es: '', thanksText_en: '' })
  expect(half.status).toBe(422)
  expect((half.body as { form: { errors: { field: string; said: string }[] } }).form.errors).toMatchObject([
    { field: 'thanksText_en', said: 'On the thank-you page is missing in English.' },
    { field: 'confirmSubject_es', said: 'Subject of the confirmation email is missing in Spanish.' },
  ])
  expect((await petitionBySlug(world.db, slug))!.confirmSubject).toBeNull()
})

test('a petition’s own words stand in its mails and on its page of thanks, in the reader’s language, beside the usual ones', async ({
  world,
}) => {
  const token = await writer(world)
  expect((await edit(world, token, own)).location).toMatch(/published/)
  await world.signs({ ...rosa, family_name: 'R' }, { language: 'es' })
  await world.work()
  const confirm = await mailTo(world, 'confirm-signature', 'es')
  expect(confirm.subject).toBe('Un clic para Ana')
  expect(confirm.text).toMatch(/Ana le da las gracias\.\n\n[^\n]*Libertad para Ana/)
  expect(confirm.html).toContain('Ana le da las gracias.')
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  const thanks = await mailTo(world, 'thank-you', 'es')
  expect(thanks.subject).toContain('Libertad para Ana')
  expect(thanks.text).toContain('Nos vemos el viernes.')
  // Whoever it is forwarded to can sign there.
  expect(thanks.html).toContain(`href="https://firme.example.org/es/petitions/${slug}?r=mail#share"`)
  expect(thanks.text).not.toContain('/thanks')
  expect((await readPetitionPage(world.db, slug, 'en', world.at))!.view.thanksHtml).toBe(
    '<p>Come on <strong>Friday</strong>.</p>\n',
  )
  const [en, es] = await readAfterSigning(world.db, (await petitionBySlug(world.db, slug))!)
  expect([en!.mails[0]!.subject, es!.mails[0]!.subject]).toEqual(['One press for Ana', 'Un clic para Ana'])
  expect(es!.mails[1]!.text).toContain('Nos vemos el viernes.')
})

test('without words of its own a petition says the usual ones', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const confirm = await mailTo(world, 'confirm-signature', 'es')
  expect(confirm.subject).toMatch(/^Confirme su firma/)
  expect(confirm.text).not.toMatch(/undefined|null|\uE000/)
})

test('whatever is typed into those words, no mail and no page holds a script, and no subject a second line', async ({
  world,
}) => {
  const token = await writer(world)
  for (const attack of [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    'x\r\nBcc: all@example.org',
    '\uE000stopUrl\uE001',
    '${x} {petition} <b>',
  ]) {
    await edit(
      world,
      token,
      Object.fromEntries(Object.entries(own).map(([name, value]) => [name, `${value} ${attack}`])),
    )
    await world.signs(
      { ...rosa, given_name: `Rosa ${revision}`, email: `r${revision}@example.org` },
      { language: 'en' },
    )
    await world.work()
    const mail = await mailTo(world, 'confirm-signature', 'en')
    expect(mail.html, attack).not.toMatch(/<(script|img|b)\b|href="javascript:/i)
    expect(mail.subject, attack).not.toMatch(/[\r\n]/)
    expect((await readPetitionPage(world.db, slug, 'en', world.at))!.view.thanksHtml, attack).not.toMatch(
      /<(script|img)|href="javascript/i,
    )
  }
})

test('what the form leaves out is neither shown nor taken, and a draft from before asks everything', async ({
  world,
}) => {
  const token = await writer(world)
  await edit(world, token, { leaveOut_phone: '1', leaveOut_comment: '1' })
  expect((await readPetitionPage(world.db, slug, 'es', world.at))!.view.offers).toEqual({
    comment: false,
    names: true,
    phone: false,
    network: false,
  })
  const { values } = (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params }))
    .body as { values: Record<string, string> }
  expect(values).toMatchObject({ leaveOut_phone: '1', leaveOut_names: '' })
  await world.db
    .updateTable('petition_draft')
    .set({
      content: JSON.stringify({
        title: { en: 'a', es: 'b' },
        ask: { en: '', es: '' },
        target: { en: '', es: '' },
        story: { en: '', es: '' },
        image: null,
        imageAlt: { en: '', es: '' },
        shareText: { en: '', es: '' },
        outcome: { en: '', es: '' },
        commentPrompt: { en: '', es: '' },
        goalSteps: [10],
        opensAt: null,
        closesAt: null,
      }),
    })
    .execute()
  expect(
    (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params })).body,
  ).toMatchObject({ values: { thanksText_es: '', leaveOut_phone: '', timeZone: 'America/Phoenix' } })
})

test('opening and closing are typed and shown in the petition’s zone, summer and winter', async ({ world }) => {
  const token = await writer(world)
  await edit(world, token, { timeZone: 'America/Denver', opensAt: '2026-07-01T08:00', closesAt: '2026-12-01T20:00' })
  expect(
    await world.db
      .selectFrom('petition')
      .select(['opens_at', 'closes_at', 'time_zone'])
      .where('slug', '=', slug)
      .execute(),
  ).toEqual([
    {
      opens_at: new Date('2026-07-01T14:00:00Z'),
      closes_at: new Date('2026-12-02T03:00:00Z'),
      time_zone: 'America/Denver',
    },
  ])
  const { values } = (await call(world, officeRoute('office.petitions.$petition.edit').loader!, { token, params }))
    .body as { values: Record<string, string> }
  expect(values).toMatchObject({ opensAt: '2026-07-01T08:00', closesAt: '2026-12-01T20:00' })
  expect((await readPetitionPage(world.db, slug, 'en', world.at))!.view.opensAt).toBe('Jul 1, 2026, 8:00 AM MDT')
  expect(await edit(world, token, { opensAt: '2026-02-30T08:00' })).toMatchObject({
    status: 422,
    body: { form: { errors: [{ field: 'opensAt', message: 'momentWrong' }] } },
  })
})

/** Sends the editor by one of the buttons of a picture. */
async function sendsPicture(world: World, token: string, fields: Record<string, string | Blob>) {
  const draft = await world.db.selectFrom('petition_draft').select('revision').executeTakeFirst()
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...whole, revision: String(draft?.revision ?? 0), ...fields }))
    form.append(name, value)
  const done = await call(world, officeRoute('office.petitions.$petition.edit').action!, {
    token,
    params,
    fields: form,
  })
  revision = (await world.db.selectFrom('petition_draft').select('revision').executeTakeFirst())?.revision ?? 0
  return done
}

const red = () =>
  sharp({ create: { width: 800, height: 800, channels: 3, background: '#c93a1d' } })
    .png()
    .toBuffer()
const written = async (world: World) =>
  (await world.db.selectFrom('petition_draft').select('content').executeTakeFirstOrThrow()).content as {
    title: { en: string }
    shareImage: string | null
  }

test('a picture of its own is what messengers show; taken out, the poster with the count is drawn again', async ({
  world,
}) => {
  const token = await writer(world)
  await sendsPicture(world, token, {
    putPicture: 'shareImage',
    'picture-shareImage': new Blob([new Uint8Array(await red())]),
  })
  await edit(world, token, {})
  const { view } = (await readPetitionPage(world.db, slug, 'en', world.at))!
  const shared = async () =>
    (await readShared(world.db, { lang: 'en', path: paths.petition('en', slug), slug }, world.at))!
  const { format, width } = await sharp((await shared()).shows as Buffer).metadata()
  expect([format, width]).toEqual(['jpeg', 1200])
  expect(view.image, 'the page keeps its own').toBe((await petitionBySlug(world.db, slug))!.image)
  expect(
    (await sendsPicture(world, token, { putPicture: 'shareImage', 'picture-shareImage': new Blob(['<svg/>']) }))
      .location,
  ).toMatch(/refused=shareImage/)
  await sendsPicture(world, token, { takeOutPicture: 'shareImage' })
  await edit(world, token, {})
  expect((await shared()).shows).toMatchObject({ title: view.title, sign: 'pen' })
})

test('a picture that will look blurred is taken, and said to be small', async ({ world }) => {
  const token = await writer(world)
  const sends = async (width: number, place: 'image' | 'shareImage') => {
    const background = { r: 120, g: 0, b: 0 }
    const bytes = await sharp({ create: { width, height: width, channels: 3, background } })
      .png()
      .toBuffer()
    const fields = { putPicture: place, [`picture-${place}`]: new Blob([new Uint8Array(bytes)]) }
    return (await sendsPicture(world, token, fields)).location
  }
  expect(await sends(8, 'shareImage')).toMatch(/\?refused=shareImage.small$/)
  expect((await written(world)).shareImage).toContain('/pictures/')
  expect(await sends(599, 'image')).toMatch(/refused=image.small$/)
  expect(await sends(600, 'image')).toMatch(/\/edit#image$/)
  expect(sayPictureProblem(translator('es'), 'small')).toContain('menos de 600 píxeles')
})

test('what was typed is kept when a picture is sent, also when the picture or the words cannot be taken', async ({
  world,
}) => {
  const token = await writer(world)
  await sendsPicture(world, token, {
    title_en: 'Typed before',
    putPicture: 'shareImage',
    'picture-shareImage': new Blob([new Uint8Array(await red())]),
  })
  expect(await written(world)).toMatchObject({
    title: { en: 'Typed before' },
    shareImage: expect.stringContaining('/pictures/'),
  })
  await sendsPicture(world, token, {
    title_en: 'Typed with an SVG',
    putPicture: 'shareImage',
    'picture-shareImage': new Blob(['<svg/>']),
  })
  expect((await written(world)).title.en).toBe('Typed with an SVG')
  const refused = await sendsPicture(world, token, {
    title_en: 'Typed with bad goals',
    goalSteps: 'none',
    takeOutPicture: 'shareImage',
  })
  expect(refused).toMatchObject({
    status: 422,
    body: {
      isUnsaved: true,
      revision,
      form: { values: { title_en: 'Typed with bad goals' }, errors: [{ field: 'goalSteps' }] },
    },
  })
  expect((await written(world)).shareImage).toBeNull()
})

test('a save that arrives twice, from a page that was left before it heard of the first, is no conflict with oneself', async ({
  world,
}) => {
  const token = await writer(world)
  const autosave = (fields: Record<string, string>) =>
    call(world, officeRoute('office.petitions.$petition.autosave').action!, {
      token,
      params,
      fields: { ...whole, revision: '0', ...fields },
    })
  expect(JSON.parse((await autosave({ title_en: 'Typed' })).body as string)).toMatchObject({ revision: 1 })
  expect(JSON.parse((await autosave({ title_en: 'Typed' })).body as string)).toMatchObject({ revision: 1 })
  expect(JSON.parse((await autosave({ title_en: 'Something else' })).body as string)).not.toHaveProperty('revision')
})

test('a later opening time on an open petition asks first, and the answer holds for that time only', async ({
  world,
}) => {
  const token = await writer(world)
  const opens = async () =>
    (await world.db.selectFrom('petition').select('opens_at').where('slug', '=', slug).executeTakeFirstOrThrow())
      .opens_at
  const later = { timeZone: 'America/Denver', opensAt: '2027-07-01T08:00' }
  expect(await edit(world, token, later)).toMatchObject({
    status: 422,
    body: { form: { values: later, errors: [{ field: 'sure', said: expect.stringContaining('until Jul 1, 2027') }] } },
  })
  expect(await opens()).toBeNull()
  expect((await edit(world, token, { ...later, opensAt: '2027-08-01T08:00', sure: later.opensAt })).status).toBe(422)
  expect((await edit(world, token, { ...later, sure: later.opensAt })).location).toMatch(/published$/)
  expect(await opens()).toEqual(new Date('2027-07-01T14:00:00Z'))
  // It is not open anymore, so that nothing ends.
  expect((await edit(world, token, { ...later, opensAt: '2027-09-01T08:00' })).location).toMatch(/published$/)
})
