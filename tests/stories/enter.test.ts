import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { demoZips } from '#db/seeds/demo-officials'
import type { Language } from '~/i18n/language'
import { until } from '../support/running-site'
import { openStory, setOfficeHours } from '../support/story'

// Everybody in this story sits in one hall.
const { site, db, browser } = await openStory({ LOG_LEVEL: 'silent', SHARED_NETWORKS: '127.0.0.1,::1' })
// It is day everywhere, and offices are open, whenever this runs.
await sql`create or replace function texts_open_at(at timestamptz, zone text) returns timestamptz language sql stable as 'select at'`.execute(
  db,
)
const setHours = (days: number[], from: string, to: string) => setOfficeHours(db, days, from, to)
await setHours([0, 1, 2, 3, 4, 5, 6], '00:00', '23:59')

type Table = 'signature' | 'letter' | 'outreach' | 'message' | 'bridge_call' | 'contact_report' | 'suppression'

/** Does something after which there is one row more, once the worker has come to it. */
async function addsOne(table: Table, work: () => Promise<void>, where = 'true'): Promise<void> {
  const count = async () =>
    (
      await sql<{
        count: number
      }>`select count(*)::integer as count from ${sql.table(table)} where ${sql.raw(where)}`.execute(db)
    ).rows[0]!.count
  const before = await count()
  await work()
  await until(
    async () => (await count()) === before + 1,
    60_000,
    () => `${table} where ${where} stayed ${before}`,
  )
}

const state = async (table: 'signature' | 'letter', name: string) =>
  (
    await sql<{
      count: number
    }>`select count(*)::integer as count from ${sql.table(table)} where state = ${name}`.execute(db)
  ).rows[0]!.count

/** The code in the last text to a phone. */
async function codeFor(phone: string): Promise<string> {
  let code = ''
  await until(async () => {
    const texts = readFileSync(`${site.dataDir}/outbox/sms.jsonl`, 'utf8')
      .split('\n')
      .filter((line) => line.includes(phone))
    code = /\b(\d{6})\b/.exec(texts.at(-1) ?? '')?.[1] ?? ''
    return code !== ''
  })
  return code
}

async function linkTo(address: string, word: string): Promise<string> {
  let link = ''
  await until(async () => {
    const mails = (await site.mails())
      .map((mail) => mail.replace(/=\r\n/g, ''))
      .filter((mail) => mail.includes(`To: ${address}`) || mail.includes(`<${address}>`))
    link =
      mails
        .map((mail) => new RegExp(`https?:\\S+/${word}/[\\w-]{22,42}`).exec(mail)?.[0])
        .find((one) => one !== undefined) ?? ''
    return link !== ''
  })
  return link
}

interface Visit {
  page: Page
  lang: Language
  /** Tells the people of one visit from those of another. */
  who: number
}

/** The ways in which somebody comes: each language, and with and without scripts, once. */
const ways = [
  { lang: 'es', scripts: false, who: 1 },
  { lang: 'en', scripts: true, who: 2 },
] as const

function onEveryPhone(name: string, work: (visit: Visit) => Promise<void>): void {
  for (const { lang, scripts, who } of ways) {
    test(`${name} (${lang}, scripts ${scripts ? 'on' : 'off'})`, async () => {
      const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: 360, height: 740 } })
      const page = await context.newPage()
      try {
        await work({ page, lang, who })
        expect(await page.getAttribute('html', 'lang')).toBe(lang)
      } finally {
        await context.close()
      }
    })
  }
}

const at = ({ page, lang }: Visit, path: string) => page.goto(`${site.url}/${lang}/${path}`)

/** Fills in what is asked, and presses Enter, or "Go", in the last field. */
async function entersIn(page: Page, fields: Record<string, string>): Promise<void> {
  const names = Object.keys(fields)
  for (const name of names) await page.fill(`main [name=${name}]`, fields[name]!)
  await leaves(page, () => page.press(`main [name=${names.at(-1)}]`, 'Enter'))
}

/** Presses Enter on a button. */
const entersOn = (page: Page, button: string) => leaves(page, () => page.press(button, 'Enter'))

async function leaves(page: Page, press: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), press()])
}

const address = ({ who }: Visit, name: string) => `${name}${who}@example.org`
const number = ({ who }: Visit) => `602 555 011${who}`

describe('Enter, or "Go" on a phone’s keyboard, does what the form is for', () => {
  onEveryPhone('a petition is signed, by mail and by the code of a text, and confirmed', async (visit) => {
    const { page } = visit
    await at(visit, 'petitions/no-287g')
    await addsOne('signature', () =>
      entersIn(page, { given_name: 'Rosa', contact: address(visit, 'rosa'), postal_code: '85001' }),
    )
    expect(new URL(page.url()).pathname).toBe(`/${visit.lang}/petitions/no-287g/check`)
    await page.goto(await linkTo(address(visit, 'rosa'), 'confirm'))
    const before = await state('signature', 'confirmed')
    await entersOn(page, 'main button')
    await until(async () => (await state('signature', 'confirmed')) === before + 1)
    await at(visit, 'petitions/no-287g')
    await addsOne('signature', () =>
      entersIn(page, { given_name: 'Tomás', contact: number(visit), postal_code: '85001' }),
    )
    await entersIn(page, { code: await codeFor(`+1${number(visit).replaceAll(' ', '')}`) })
    // The page asks again by itself until the worker has looked at the code.
    await page.waitForURL(/\/petitions\/no-287g\/thanks/)
    expect(await state('signature', 'confirmed')).toBe(before + 2)
  })

  onEveryPhone('a ZIP finds who decides', async (visit) => {
    await at(visit, 'officials')
    await entersIn(visit.page, { zip: '85001' })
    expect(await visit.page.textContent('#answer')).toContain('Maricopa')
  })

  onEveryPhone('a letter finds its officials, is written and confirmed', async (visit) => {
    const { page } = visit
    await at(visit, 'letters/write-your-council')
    await entersIn(page, { zip: demoZips.both })
    await entersOn(page, 'main button[name=county]')
    await entersOn(page, 'main button[name=city]')
    await page.fill('[name=body]', 'I live here. Please hold nobody without a judge.')
    await addsOne(
      'letter',
      () => entersIn(page, { given_name: 'Rosa', postal_code: demoZips.both, email: address(visit, 'letter') }),
      `post_id = (select id from post where slug = 'lee-okafor-ocotillo')`,
    )
    expect(new URL(page.url()).pathname).toBe(`/${visit.lang}/letters/write-your-council/check`)
    await page.goto(await linkTo(address(visit, 'letter'), 'confirm'))
    const before = await state('letter', 'unconfirmed')
    await entersOn(page, 'main button[value=send]')
    await until(async () => (await state('letter', 'unconfirmed')) === before - 3)
  })

  onEveryPhone('a letter is sent from one’s own mail', async (visit) => {
    const { page } = visit
    await at(visit, 'letters/write-sheriff-vance')
    await page.fill('[name=given_name]', 'Tomás')
    await page.fill('[name=postal_code]', '85001')
    await entersOn(page, 'button[value=own]')
    await addsOne('outreach', () => entersOn(page, 'button[value=own-sent]'), `outcome = 'own-mail'`)
  })

  onEveryPhone('a call is told of, a reminder is asked for, and we ring a phone', async (visit) => {
    const { page } = visit
    await at(visit, 'calls/call-sheriff-vance')
    await addsOne('outreach', () => entersOn(page, 'button[value=spoke]'), `outcome = 'spoke'`)
    await at(visit, 'calls/call-your-sheriff')
    await entersIn(page, { zip: demoZips.saguaro })
    expect(await page.textContent('.desk h2')).toBe('Ida Vance')
    await setHours([(new Date().getUTCDay() + 3) % 7], '09:00', '10:00')
    await at(visit, 'calls/call-ocotillo-council')
    await page.click('summary:has-text("Remind"), summary:has-text("Avísenme")')
    await addsOne('message', () => entersIn(page, { contact: address(visit, 'remind') }), `template = 'call-reminder'`)
    await setHours([0, 1, 2, 3, 4, 5, 6], '00:00', '23:59')
    await at(visit, 'calls/call-sheriff-vance/bridge')
    const phone = `602 555 012${visit.who}`
    await addsOne('bridge_call', () => entersIn(page, { phone }))
    await addsOne(
      'bridge_call',
      async () => entersIn(page, { code: await codeFor(`+1${phone.replaceAll(' ', '')}`) }),
      `state <> 'unproven'`,
    )
    expect(new URL(page.url()).searchParams.has('rings')).toBe(true)
  })

  onEveryPhone('a text is told of', async (visit) => {
    await at(visit, 'texts/text-the-council')
    await addsOne('outreach', () => entersOn(visit.page, 'main form button'), `channel = 'text'`)
  })

  onEveryPhone('somebody asks for their own page, and deletes what they signed', async (visit) => {
    const { page } = visit
    await at(visit, 'petitions/alto-polimigra')
    await addsOne('signature', () =>
      entersIn(page, { given_name: 'Lucía', contact: address(visit, 'lucia'), postal_code: '85001' }),
    )
    await at(visit, 'me')
    await addsOne('message', () => entersIn(page, { contact: address(visit, 'lucia') }), `template = 'own-page-link'`)
    await page.goto(`${site.url}/${visit.lang}/me/${(await linkTo(address(visit, 'lucia'), 'me')).split('/').at(-1)}`)
    await entersOn(page, 'main button')
    const before = await state('signature', 'unconfirmed')
    await entersOn(page, '.rows li a[href^="?delete="]')
    await entersOn(page, 'main form button')
    await until(async () => (await state('signature', 'unconfirmed')) === before - 1)
  })

  onEveryPhone('all messages are stopped', async (visit) => {
    const { page } = visit
    await at(visit, 'petitions/alto-polimigra')
    await addsOne('signature', () =>
      entersIn(page, { given_name: 'Inés', contact: address(visit, 'ines'), postal_code: '85001' }),
    )
    await page.goto(
      `${site.url}/${visit.lang}/stop/${(await linkTo(address(visit, 'ines'), 'stop')).split('/').at(-1)}`,
    )
    await addsOne('suppression', () => entersOn(page, 'main button[value=stop]'))
  })

  onEveryPhone(
    'something wrong with an official is reported, and a sheriff whom nobody knew is named',
    async (visit) => {
      const { page } = visit
      await at(visit, 'officials/ida-vance-saguaro')
      await page.click('main summary')
      await page.check('#what-wrong-number')
      await addsOne('contact_report', () => leaves(page, () => page.press('#what-wrong-number', 'Enter')))
      expect(await page.locator('.note[role=status]').boundingBox()).toMatchObject({ y: expect.any(Number) })
      await at(visit, 'places/az-maricopa-county')
      await page.click('main details:has([name=note]) > summary')
      await page.fill('[name=note]', `Alex Doe ${visit.who}`)
      await addsOne('contact_report', () => entersOn(page, 'main form:has([name=note]) button'))
    },
  )

  onEveryPhone('a signature is given at a table', async (visit) => {
    const { page } = visit
    await at(visit, 'petitions/alto-polimigra/kiosk')
    await page.fill('[name=given_name]', 'Pedro')
    await page.fill('[name=email]', address(visit, 'pedro'))
    await addsOne('signature', async () => {
      await page.fill('[name=postal_code]', '85001')
      await page.press('[name=postal_code]', 'Enter')
    })
  })
})
