import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, linkTo, withPasskeys } = await openStory()
/** Omar, who came in first, and Lucía, whom he invites; each in a browser of their own. */
const omar = await withPasskeys('en-US')
const lucia = await withPasskeys('es-US')

test('Omar comes in by the printed link with a passkey, signs out, and comes in again with a touch', async () => {
  await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  await omar.goto(`${site.officeUrl}/office`)
  expect(await omar.textContent('h1')).toContain('Omar Reyes')
  const [cookie] = await omar.context().cookies(site.officeUrl)
  expect(cookie).toMatchObject({ name: '__Host-firme', httpOnly: true, secure: true, sameSite: 'Lax' })
  await omar.click('text=Sign out')
  await omar.goto(`${site.officeUrl}/office/people`)
  expect(await omar.textContent('h1')).toBe('Sign in')
  await omar.click('form[data-passkey=use] button')
  await omar.waitForURL(/\/office\/people/)
})

test('Omar invites Lucía by mail; she comes in in Spanish, and sees what an organizer may', async () => {
  await omar.goto(`${site.officeUrl}/office/team`)
  const form = omar.locator('form', { has: omar.locator('[name=email]') })
  await form.locator('[name=email]').fill('lucia@example.org')
  await form.locator('[name=role]').selectOption('organizer')
  await form.locator('[name=language]').selectOption('es')
  await form.locator('button').click()
  await omar.waitForSelector('text=lucia@example.org')
  await joins(lucia, await linkTo('lucia@example.org', 'join'), 'Lucía Paz', 'lucia@example.org')
  await lucia.goto(`${site.officeUrl}/office`)
  expect(await lucia.getAttribute('html', 'lang')).toBe('es')
  expect(await lucia.locator('nav a').allTextContents()).toEqual([
    'Hoy',
    'Páginas',
    'Historia y noticias',
    'Números',
    'Campañas',
    'Enlaces',
    'Personas',
    'Segmentos',
    'Campos',
    'Importar y papel',
    'Listas de bajas',
    'Mensajes y correos',
    'Comentarios',
    'Por revisar',
    'Directorio',
    'Por verificar',
    'Listas',
    'Lugares y distritos',
    'Qué pueden decidir',
    'Políticas',
    'Cobertura',
    'Calendario',
    'Mensajes a muchos',
    'Escaleras',
    'Palabras clave',
    'Registro',
    'Gastos',
    'Deshacer',
    'Ayuda',
    'Lucía Paz',
  ])
})

const texts: Record<string, string> = {
  title_en: 'Saguaro: no jail for sale',
  title_es: 'Saguaro: la cárcel no se vende',
  ask_en: 'Sign no contract with ICE.',
  target_en: 'The County Board',
  target_es: 'La junta del condado',
  story_en: '## Why\n\nA bed is money.',
  story_es: '## Por qué\n\nUna cama es dinero.',
  shareText_en: 'I signed.',
  shareText_es: 'Ya firmé.',
}

test('Lucía writes a petition by keyboard alone, is refused for the Spanish that is missing, and publishes', async () => {
  await lucia.goto(`${site.officeUrl}/office/pages/new`)
  await lucia.focus('[name=title]')
  await lucia.keyboard.type('Saguaro: la cárcel no se vende')
  await lucia.keyboard.press('Enter')
  await lucia.waitForURL(/\/edit/)
  for (const [name, text] of Object.entries(texts)) {
    await lucia.focus(`[name=${name}]`)
    await lucia.keyboard.press('Control+A')
    await lucia.keyboard.insertText(text)
  }
  await lucia.waitForSelector('text=Guardado:')
  await lucia.focus('button[value=publish]')
  await lucia.keyboard.press('Enter')
  await lucia.waitForSelector('#errors')
  expect(await lucia.textContent('#errors')).toContain('Lo que exigimos: falta en español.')
  expect(await lucia.inputValue('[name=ask_en]')).toBe('Sign no contract with ICE.')
  await lucia.fill('[name=ask_es]', 'No firme ningún contrato con ICE.')
  await lucia.click('button[value=publish]')
  await lucia.waitForSelector('text=Publicada.')
  for (const [lang, title] of [
    ['en', texts.title_en],
    ['es', texts.title_es],
  ]) {
    const page = await (await fetch(`${site.url}/${lang}/petitions/saguaro-la-carcel-no-se-vende`)).text()
    expect(page).toContain(title)
  }
})

test('she watches a signature arrive without touching anything', async () => {
  await lucia.goto(`${site.officeUrl}/office/petitions/saguaro-la-carcel-no-se-vende`)
  expect(await lucia.textContent('[data-figure=confirmed]')).toBe('0')
  const petition = `${site.url}/es/petitions/saguaro-la-carcel-no-se-vende`
  const body = new URLSearchParams({
    given_name: 'Rosa',
    family_name: 'Martínez',
    email: 'rosa.office@example.org',
    postal_code: '85001',
    share_name: '1',
  })
  expect((await fetch(petition, { method: 'POST', body, redirect: 'manual' })).status).toBe(303)
  await fetch(await linkTo('rosa.office@example.org', 'confirm'), { method: 'POST', body: new URLSearchParams() })
  await until(async () => (await lucia.textContent('[data-figure=confirmed]')) === '1')
})

test('Omar exports with a reason, takes the file once, and hands the counts over', async () => {
  await omar.goto(`${site.officeUrl}/office/people`)
  const form = omar.locator('form', { has: omar.locator('[name=reason]') })
  await form.locator('[name=reason]').fill('phone bank on Friday')
  await form.locator('button').click()
  await omar.waitForSelector('text=works once')
  const [download] = await Promise.all([omar.waitForEvent('download'), omar.click('text=works once')])
  expect(readFileSync((await download.path())!, 'utf8')).toContain('rosa.office@example.org')
  await omar.reload()
  expect(await omar.textContent('main')).toContain('Downloaded')
  await omar.goto(`${site.officeUrl}/office/petitions/saguaro-la-carcel-no-se-vende/deliveries`)
  const [packet] = await Promise.all([omar.waitForEvent('download'), omar.click('text=PDF · Español')])
  expect(
    readFileSync((await packet.path())!)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  await omar.fill('[name=delivered_on]', '2026-11-24')
  await omar.fill('[name=recipient]', 'Lee Okafor')
  await omar.fill('[name=by_whom]', 'Lucía Paz')
  await omar
    .locator('form', { has: omar.locator('[name=recipient]') })
    .locator('button')
    .click()
  await omar.waitForSelector('text=Lucía Paz handed over 1 signatures.')
})

test('Omar finds his way by keyboard; an address he looks for is in no URL; single letters can be turned off', async () => {
  await omar.goto(`${site.officeUrl}/office`)
  await omar.keyboard.press('/')
  await omar.keyboard.type('saguaro')
  await Promise.all([omar.waitForURL(/\/office\/search\?q=saguaro#?$/), omar.keyboard.press('Enter')])
  expect(await omar.textContent('main')).toContain('Saguaro: no jail for sale')
  await omar.keyboard.press('Control+k')
  await omar.keyboard.type('rosa.office@example.org')
  await Promise.all([omar.waitForURL(/\/office\/people/), omar.keyboard.press('Enter')])
  expect(omar.url()).not.toContain('rosa')
  expect(await omar.locator('tbody tr').count()).toBe(1)
  await omar.keyboard.press('g')
  await Promise.all([omar.waitForURL(/\/office\/pages/), omar.keyboard.press('p')])
  await Promise.all([omar.waitForURL(/\/office\/pages\/new/), omar.keyboard.press('n')])
  await omar.goto(`${site.officeUrl}/office/pages`)
  await Promise.all([omar.waitForURL(/\/office\/help/), omar.keyboard.press('?')])
  await omar.uncheck('#shortcuts-on')
  await omar.keyboard.press('/')
  expect(await omar.evaluate(() => document.activeElement?.id)).not.toBe('find')
  await omar.keyboard.press('Control+k')
  expect(await omar.evaluate(() => document.activeElement?.id)).toBe('find')
  await omar.check('#shortcuts-on')
})

test('one click stops signing everywhere within five seconds, says so on every office page, and lets it go on', async () => {
  await omar.goto(`${site.officeUrl}/office/switches`)
  await omar.click('button:has-text("Stop all signing")')
  await omar.goto(`${site.officeUrl}/office`)
  expect(await omar.textContent('.alarm')).toContain('Signing is stopped.')
  const petition = `${site.url}/es/petitions/alto-polimigra`
  const sign = () =>
    fetch(petition, {
      method: 'POST',
      body: new URLSearchParams({ given_name: 'Ana', email: 'ana@example.org', postal_code: '85001' }),
      redirect: 'manual',
    })
  await until(async () => (await sign()).status === 503, 5_000)
  expect((await fetch(petition)).status).toBe(200)
  await omar.goto(`${site.officeUrl}/office/switches`)
  await omar.click('button:has-text("Turn it back on")')
  await until(async () => (await sign()).status === 303, 5_000)
})

const pages = [
  '',
  '/pages',
  '/pages?sort=-week&kind=petition',
  '/pages/new',
  '/inbox',
  '/messages',
  '/spending',
  '/imports',
  '/search?q=sheriff',
  '/help',
  '/petitions/alto-polimigra',
  '/petitions/alto-polimigra/edit',
  '/petitions/alto-polimigra/history',
  '/petitions/alto-polimigra/news',
  '/campaigns',
  '/petitions/alto-polimigra/copies',
  '/petitions/alto-polimigra/deliveries',
  '/petitions/alto-polimigra/imports',
  '/petitions/alto-polimigra/preview',
  '/actions/call-ocotillo-council',
  '/actions/call-ocotillo-council/edit',
  '/actions/call-ocotillo-council/targets?q=vance',
  '/actions/call-ocotillo-council/preview',
  '/numbers',
  '/people',
  '/people/bulk',
  '/held',
  '/held?by=domain',
  '/comments',
  '/exports',
  '/team',
  '/switches',
  '/audit',
  '/account',
  '/prove',
]

test.for([
  ['en', 1280],
  ['es', 320],
] as const)(
  'every page of the office in %s has no accessibility violation at %i px, and no sideways scroll',
  async ([lang, width]) => {
    await omar.goto(`${site.officeUrl}/office`)
    if ((await omar.getAttribute('html', 'lang')) !== lang)
      await Promise.all([omar.waitForURL(/\/office(#.*)?$/), omar.click('.own form button[lang]')])
    await omar.goto(`${site.officeUrl}/office/people`)
    const person = await omar.locator('tbody th a').first().getAttribute('href')
    await omar.setViewportSize({ width, height: 900 })
    for (const path of [...pages.map((page) => `/office${page}`), person!, `${person}/merge`]) {
      await omar.goto(`${site.officeUrl}${path}`)
      expect(await omar.getAttribute('html', 'lang'), path).toBe(lang)
      await expectAccessible(omar)
    }
  },
)
