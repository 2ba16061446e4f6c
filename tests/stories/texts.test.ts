import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { usualMoney } from '~/channels/money/limits.server'
import { readEnv } from '~/env.server'
import { warnOwners } from '~/office/money/warn-owners.server'
import { keyringIn } from '../support/keyring'
import { until } from '../support/running-site'
import { expectAccessible, joins, openAroundTheClock, openStory } from '../support/story'

const { site, db, browser, withPasskeys } = await openStory()
await openAroundTheClock(db)
const keyring = await keyringIn(site.dataDir)
const page = await (
  await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
).newPage()
/** Omar's browser. */
let office: Page

/** Texts from the web phone, and waits for an answer that holds these words. */
async function texts(words: string, answer: string): Promise<void> {
  await page.goto(`${site.url}/dev/phone`)
  await page.fill('#body', words)
  await page.click('button[value=text]')
  await sees(answer)
}

async function sees(words: string): Promise<void> {
  await until(
    async () => {
      await page.goto(`${site.url}/dev/phone`)
      return (await page.innerText('main')).includes(words)
    },
    15_000,
    () => words,
  )
}

const total = async () =>
  ((await (await fetch(`${site.url}/es/petitions/alto-polimigra.json`)).json()) as { signature_count: number })
    .signature_count

test('Tomás, who has only a phone, signs and writes to his council by text alone', async () => {
  await texts('¡Alto Polimigra!', 'nombre y apellido')
  await texts('Tomás Reyes', 'mande el ZIP')
  await texts('85001', 'Responda SI para firmar')
  await texts('Sí', 'su firma ya cuenta')
  await until(async () => (await total()) === 1)
  await texts('Concejo', 'Llevamos su mensaje')
  await texts('Tomás Reyes', 'Gracias, Tomás')
  await texts('85001', '1 Lee Okafor')
  await texts('1', 'Responda 1 para enviar esto')
  await texts('1', 'Para Lee Okafor (concejal), de Tomas Reyes')
  // In the office's hours it leaves now, else when the office opens: the story has the clock of its day.
  await texts('SI', 'Lee Okafor (concejal) por mensaje de texto.')
  await texts('ALTO', 'ya no le mandamos mensajes')
})

test('somebody has themselves connected with their sheriff, with scripts off', async () => {
  await texts('ALTA', 'otra vez')
  await page.goto(`${site.url}/es/calls/call-sheriff-vance`)
  await page.click('text=Prefiero que me comuniquen')
  await page.fill('#phone', '602 555 0101')
  await page.click('main form button')
  const codePage = page.url()
  await sees('clave es')
  const code = [...(await page.innerText('main')).matchAll(/clave es (\d{6})/g)].at(-1)![1]!
  await page.goto(codePage)
  await page.fill('#code', code)
  await page.click('main form button')
  await sees('is calling')
  await page.click('button[value=answer]')
  await until(async () => {
    await page.goto(`${site.url}/dev/phone`)
    return (await page.locator('[data-awaits]').count()) > 0
  })
  await page.click('[data-awaits] .keypad button[value="1"]')
  await sees('ringing +16025550141')
  await sees('the office answers')
})

test('Omar sees what a reply costs while he types it; a cheaper spelling is his to take and to give back, and an owner hears by mail when money runs out', async () => {
  office = await withPasskeys('en-US')
  await joins(office, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  await office.goto(`${site.officeUrl}/office/texts/concejo`)
  const typed =
    '¿Cómo está? Alto Polimigra: díganos su nombre y apellido, y nosotros llevamos su mensaje. ALTO para parar.'
  const cost = office.locator('[data-counts=welcome]')
  await office.fill('#welcome', typed)
  expect(await cost.innerText()).toMatch(/UCS-2, 2 segments.*ó á í make it cost more: 2 segments instead of 1/)
  await cost.locator('button').click()
  expect(await office.inputValue('#welcome')).toBe(typed.replace('ó', 'o').replace('á', 'a').replace('í', 'i'))
  expect(await cost.innerText()).toMatch(/GSM-7, 1 segment/)
  await cost.locator('button').click()
  expect(await office.inputValue('#welcome')).toBe(typed)
  await until(async () => (await cost.locator('[data-said]').textContent())!.includes('2 segments'))
  await office.click('button[value=save]:not(.enter)')
  await office.waitForURL(/\?said=changed/)
  await texts('concejo', '¿Cómo está? Alto Polimigra')
  await office.goto(`${site.officeUrl}/office/spending`)
  const limit = office.getByRole('row', { name: 'all together texts' })
  await limit.locator('[name=dollars]').fill('0.01')
  await limit.locator('button').click()
  await until(async () => {
    // The worker looks once in ten minutes.
    await warnOwners(db, keyring, usualMoney(readEnv({}).prices), new Date())
    return (await site.mails()).some(
      (mail) => mail.includes('To: omar@example.org') && /Subject: .*Texts have stopped/.test(mail),
    )
  })
})

test.for([
  ['en', 1280],
  ['es', 320],
] as const)(
  'the pages about texts in %s have no accessibility violation at %i px while something is typed, and no sideways scroll',
  async ([lang, width]) => {
    await office.goto(`${site.officeUrl}/office`)
    if ((await office.getAttribute('html', 'lang')) !== lang)
      await Promise.all([office.waitForURL(/\/office(#.*)?$/), office.click('.own form button[lang]')])
    await office.setViewportSize({ width, height: 900 })
    for (const path of [
      'texts',
      'texts/concejo',
      'texts/firma',
      'messages',
      'messages?template=text-answer',
      'inbox?show=handled',
      'inbox/replies',
      'spending',
    ]) {
      await office.goto(`${site.officeUrl}/office/${path}`)
      if (path === 'texts/concejo') await office.fill('#thanks', '{name}, su mensaje llegó a {official}: así se hace.')
      await expectAccessible(office)
    }
  },
)

test('no number, no name and no text of Tomás stands in what the processes print', () => {
  expect(site.output()).toContain('"level":30')
  expect(site.output()).not.toMatch(/5550101|Reyes|85001/)
})
