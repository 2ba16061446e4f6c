import sharp from 'sharp'
import { expect, test } from 'vitest'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, browser, db, linkTo, mailTo, withPasskeys } = await openStory({ LOG_LEVEL: 'silent' })

const shots = process.env.SHOTS
const narrow = { width: 390, height: 844 }

/** Omar runs the network. His passkey needs a script, the rest of his day none. */
const passkey = await withPasskeys('es-US')
await joins(passkey, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
const context = await browser.newContext({
  storageState: await passkey.context().storageState(),
  javaScriptEnabled: false,
  viewport: narrow,
})
const omar = await context.newPage()
const office = (path: string) => `${site.officeUrl}/office${path}`
const said = () => omar.innerText('[role=status]')

const group = await db
  .insertInto('member_group')
  .columns(['parent_id', 'kind', 'name'])
  .expression((eb) =>
    eb
      .selectFrom('member_group')
      .select(({ val }) => ['id', val('group').as('kind'), val('Derechos Saguaro').as('name')])
      .where('kind', '=', 'network'),
  )
  .returning('id')
  .executeTakeFirstOrThrow()
const inPanel = (selector: string) => `section[aria-labelledby="group-${group.id}"] ${selector}`

test('on a phone, in Spanish and without a script, Omar gives a group its contact, color and logo', async () => {
  await omar.goto(office('/settings'))
  await omar.fill(inPanel('[name=town]'), 'Phoenix, Arizona')
  await omar.fill(inPanel('[name=contact_mail]'), 'hola@saguaro.example.org')
  await omar.fill(inPanel('[name=contact_phone]'), '602 555 0134')
  await omar.fill(inPanel('[name=colour]'), '#0b5d3b')
  await omar.click(inPanel('button.main'))
  await omar.waitForURL(/saved=/)
  expect(await omar.innerText(inPanel('[role=status]'))).toBe('Guardado.')
  expect(await omar.locator(inPanel('.shades text')).allTextContents()).toEqual([
    'Botón',
    'Texto, modo claro',
    'Texto, modo oscuro',
  ])
  await omar.click(inPanel('summary'))
  await omar.setInputFiles(inPanel('[name=logo]'), {
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 600, height: 200, channels: 3, background: '#0b5d3b' } })
      .png()
      .toBuffer(),
  })
  await omar.fill(inPanel('[name=alt_en]'), 'A saguaro')
  await omar.fill(inPanel('[name=alt_es]'), 'Un saguaro')
  await omar.click(inPanel('details button'))
  await omar.waitForSelector(inPanel('img.thumb'), { state: 'attached' })

  await db.updateTable('petition').set({ group_id: group.id }).where('slug', '=', 'alto-polimigra').execute()
  await omar.goto(`${site.url}/es/petitions/alto-polimigra`)
  const behind = omar.locator('main .behind')
  expect(await behind.innerText()).toMatch(
    /Derechos Saguaro, Phoenix, Arizona\.[^]*hola@saguaro\.example\.org · \(602\)\s555-0134/,
  )
  expect(await behind.locator('img').getAttribute('alt')).toBe('Un saguaro')
})

test('he sets the address of its mail, confirms it by the link that arrives there, and sends himself a test', async () => {
  await omar.goto(office(`/settings/${group.id}/sender`))
  await omar.fill('[name=address]', 'hola@saguaro.example.org')
  await omar.click('button:has-text("Guardar")')
  await omar.waitForURL(/done=asked/)
  expect(await said()).toContain('Mandamos un enlace a hola@saguaro.example.org')
  await omar.goto(await linkTo('hola@saguaro.example.org', 'address'))
  expect(await omar.innerText('main')).toContain('Derechos Saguaro')
  await omar.click('button:has-text("Confirmar")')
  await omar.waitForURL(/done=confirmed/)
  expect(await omar.innerText('main')).toContain('Esta instalación guarda sus correos en esta máquina')
  await omar.click('button:has-text("Mandar una prueba")')
  await omar.waitForURL(/done=tested/)
  await mailTo('omar@example.org', 'Reply-To: hola@saguaro.example.org')
  await omar.goto(office(`/settings/${group.id}/sender`))
  expect(await omar.innerText('section[aria-labelledby=test]')).toContain('bandeja de salida de esta máquina')
})

test('he corrects his name, and takes another address by a link while the old one is told', async () => {
  await omar.goto(office('/account'))
  await omar.fill('[name=name]', 'Omar Reyes Ávila')
  await omar.click('form:has([name=name]) button:not(.enter)')
  await omar.waitForURL(/done=name/)
  expect(await omar.innerText('h1')).toBe('Omar Reyes Ávila')
  await omar.fill('[name=email]', 'omar@saguaro.example.org')
  await omar.click('button:has-text("Mandar el enlace")')
  await omar.waitForURL(/done=asked/)
  await mailTo('omar@example.org', 'Su cuenta va a tener otra')
  await omar.goto(await linkTo('omar@saguaro.example.org', 'address'))
  await omar.click('button:has-text("Confirmar")')
  await omar.waitForURL(/done=address/)
  expect(await said()).toBe('Su dirección ahora es omar@saguaro.example.org.')
})

test('the group’s page says whose people it sees, and begins a petition with its own campaign', async () => {
  await omar.goto(office('/team'))
  await omar.click('a:has-text("Derechos Saguaro")')
  expect(await omar.innerText('section[aria-labelledby=sees]')).toContain(
    'Derechos Saguaro ve a las personas que firmaron sus propias peticiones.',
  )
  await omar.click('a:has-text("Crear una petición")')
  await omar.fill('[name=title]', 'Cierren la cárcel de Saguaro')
  await omar.fill('[name=name_en]', 'Close Saguaro Jail')
  await omar.fill('[name=name_es]', 'Cierren la cárcel')
  await omar.fill('[name=summary_en]', 'No one belongs in it.')
  await omar.fill('[name=summary_es]', 'Nadie debe estar ahí.')
  await omar.click('main form button.main')
  await omar.waitForURL(/\/petitions\/[\w-]+\/edit/)
})

test('a file that is too large, and a page that is not there, are said in the frame and in his language', async () => {
  await omar.goto(office('/nowhere'))
  expect(await omar.locator('.frame h1').innerText()).toBe('Esa página no existe')
  await omar.goto(office('/settings'))
  await omar.click(inPanel('summary'))
  await omar.setInputFiles(inPanel('[name=logo]'), {
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.alloc(13_000_000),
  })
  await omar.click(inPanel('details button'))
  await omar.waitForSelector('.frame h1:has-text("demasiado")')
})

test.for(['es', 'en'].flatMap((language) => [390, 1280].map((width) => [language, width] as const)))(
  'these pages have no accessibility violation and no sideways scroll: %s at %i px',
  async ([language, width]) => {
    await db
      .updateTable('organizer')
      .set({ language: language as 'es' })
      .execute()
    await db.updateTable('group_sender').set({ is_aligned: false, checked_at: new Date(), lines: lines() }).execute()
    await passkey.setViewportSize({ width, height: 844 })
    for (const path of [
      '/settings',
      `/settings/${group.id}/sender`,
      '/account',
      `/groups/${group.id}`,
      '/pages/new?group=x',
      '/nowhere',
    ]) {
      await passkey.goto(office(path))
      await expectAccessible(passkey)
      if (shots)
        await passkey.screenshot({
          path: `${shots}/settings-${language}-${width}${path.replace(/[^a-z]+/g, '-').slice(0, 24)}.png`,
          fullPage: true,
        })
    }
  },
)

function lines(): string {
  const key = `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'.repeat(6)}`
  return JSON.stringify([
    { kind: 'dkim', name: 'firme._domainkey.saguaro.example.org', value: key, found: null, verdict: 'missing' },
    {
      kind: 'dmarc',
      name: '_dmarc.example.org',
      value: 'v=DMARC1; p=none',
      found: 'v=DMARC1; p=none',
      verdict: 'good',
    },
    {
      kind: 'spf',
      name: 'example.org',
      value: 'v=spf1 a:mail.example.org ~all',
      found: 'v=spf1 +all',
      verdict: 'wrong',
    },
  ])
}
