import { sql } from 'kysely'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { joins, openStory, setOfficeHours } from '../support/story'

const { site, db, browser, withPasskeys } = await openStory()
const page = await (
  await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
).newPage()
// It is day everywhere, whenever this runs.
await sql`create or replace function texts_open_at(at timestamptz, zone text) returns timestamptz language sql stable as 'select at'`.execute(
  db,
)
// Open on another day only, whenever this runs.
await setOfficeHours(db, [(new Date().getUTCDay() + 2) % 7], '12:00', '13:00')

const landline = '+16025550107'
const phone = () => page.goto(`${site.url}/dev/phone?number=${encodeURIComponent(landline)}`)

async function hears(words: RegExp): Promise<string> {
  let heard = ''
  await until(
    async () => {
      await phone()
      heard = await page.innerText('main')
      return words.test(heard)
    },
    60_000,
    () => heard,
  )
  return heard
}

async function presses(key: string): Promise<void> {
  await until(async () => {
    await phone()
    return (await page.locator('[data-awaits]').count()) > 0
  })
  await page.click(`[data-awaits] .keypad button[value="${key}"]`)
}

async function omarSignsIn(): Promise<Page> {
  const omar = await withPasskeys('en-US')
  await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  return omar
}

test('somebody with a landline hears the code, is connected with a closed office, leaves a voicemail, and the office’s dashboard says so', async () => {
  await phone()
  await page.fill('#office', '602 555 0141')
  await page.selectOption('#answers', 'machine')
  await page.click('button[value=behaviour]')
  await page.goto(`${site.url}/es/calls/call-sheriff-vance`)
  await page.click('text=Prefiero que me comuniquen')
  await page.fill('#phone', '602 555 0107')
  await page.check('#by-call')
  await page.click('main form button')
  expect(await page.innerText('main')).toContain('apunte los seis números')
  const codePage = page.url()
  await hears(/is calling/)
  await page.click('button[value=answer]')
  await hears(/oprima 1 para oír su clave/)
  await presses('1')
  const heard = await hears(/le llamamos de nuevo/)
  const digits = [...heard.matchAll(/Voice: (\d)(?!\d)/g)].map((match) => match[1]).join('')
  expect(digits).toMatch(/^(\d{6})\1$/)
  await page.goto(codePage)
  await page.fill('#code', digits.slice(0, 6))
  await page.click('main form button')
  await hears(/is calling/)
  await page.click('button[value=answer]')
  await hears(/le comuniquemos con .*Ida Vance/)
  await presses('1')
  expect(await hears(/Está cerrada/)).toMatch(/oficina de Ida Vance, alguacil\. Abre/)
  await presses('1')
  await hears(/the office’s voicemail answers/)
  await until(
    async () => (await db.selectFrom('outreach').select('outcome').executeTakeFirst())?.outcome === 'voicemail',
  )
  const omar = await omarSignsIn()
  await omar.goto(`${site.officeUrl}/office/actions/call-sheriff-vance`)
  expect(await omar.innerText('main')).toMatch(/voicemail/i)
  const row = await omar.locator('tr', { hasText: 'Ida Vance' }).first().innerText()
  expect(row).toMatch(/\b1\b/)
})

test('no number and no code stands in what the processes print', () => {
  expect(site.output()).toContain('"level":30')
  expect(site.output()).not.toMatch(/5550107|"code":/)
})
