import { readFileSync } from 'node:fs'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { Page } from 'playwright'
import { afterAll, expect, test } from 'vitest'
import { demoZips } from '#db/seeds/demo-officials'
import { rescheduleLate, scheduleLetters } from '~/actions/letters/delivery/schedule-letters.server'
import { keyringIn } from '../support/keyring'
import { until } from '../support/running-site'
import { openSmtpSink } from '../support/smtp-sink'
import { expectAccessible, openStory } from '../support/story'

const sink = await openSmtpSink()
afterAll(() => sink.stop())
const { site, db, onPhone } = await openStory({ SMTP_URL: sink.url, LETTERS_PER_HOUR: '10000' })

const mailsTo = async (address: string): Promise<ParsedMail[]> =>
  (await Promise.all(sink.mails.map((raw) => simpleParser(raw)))).filter((mail) =>
    [mail.to].flat().some((one) => one?.text.includes(address)),
  )

/** Types a ZIP that lies in two counties. */
async function typesZip(page: Page, action = 'letters/write-your-council'): Promise<void> {
  await page.goto(`${site.url}/es/${action}`)
  await page.fill('#zip', demoZips.both)
  await page.click('button:has-text("Encontrar quién decide")')
}

/** Signs a letter and lets it be sent; confirms from the mailbox. */
async function sendsAndConfirms(page: Page, name: string, email: string): Promise<void> {
  await page.fill('[name=given_name]', name)
  await page.fill('[name=postal_code]', demoZips.both)
  await page.fill('[name=email]', email)
  await page.click('button[value=send]:not(.enter)')
  expect(await page.textContent('h1')).toBe('Falta un paso')
  await until(async () => (await mailsTo(email)).length === 1)
  await page.goto(/https?:\S+\/es\/letters\/confirm\/[\w-]{22}/.exec((await mailsTo(email))[0]!.text!)![0])
  await page.click('button[value=send]:not(.enter)')
  expect(await page.textContent('h1')).toBe('¡Gracias por escribir!')
}

/** The clock gives letters their times, and puts those into the present: an office may be closed as this runs. */
async function letLeave(count: number): Promise<void> {
  const keyring = await keyringIn(site.dataDir)
  const given = async () =>
    (await db.selectFrom('message').select('id').where('template', '=', 'letter-to-official').execute()).length
  await until(async () => {
    await rescheduleLate(db, { perHour: 10_000 }, new Date())
    await scheduleLetters(db, { keyring, perHour: 10_000 }, new Date())
    return (await given()) === count
  })
  await db
    .updateTable('message')
    .set({ due_at: new Date(), due_until: null })
    .where('template', '=', 'letter-to-official')
    .where('state', '=', 'queued')
    .execute()
}

test('a ZIP in two counties: Rosa chooses hers and her city, and each of her council has her letter, once', async () => {
  await onPhone(async (page) => {
    await typesZip(page)
    expect(await page.textContent('main')).toContain('¿En qué condado vive?')
    expect(await page.locator('.choices button').allTextContents()).toEqual([
      'Condado de Saguaro',
      'Condado de Mesquite',
    ])
    await expectAccessible(page)
    await page.click('text=Condado de Saguaro')
    await page.click('main >> text=Ocotillo')
    expect(page.url()).not.toContain(demoZips.both)
    expect((await page.locator('.to strong').allTextContents()).sort()).toEqual([
      'June Abbott',
      'Lee Okafor',
      'Marta Quintero',
    ])
    await expectAccessible(page)
    await page.fill('[name=spanish]', 'Mi hermano Luis estuvo tres noches detenido.')
    await page.click('button.switch')
    expect([
      await page.getAttribute('html', 'lang'),
      await page.locator('.to strong').count(),
      await page.inputValue('[name=spanish]'),
    ]).toEqual(['en', 3, 'Mi hermano Luis estuvo tres noches detenido.'])
    await page.click('button.switch')
    await page.check('#several-each')
    await sendsAndConfirms(page, 'Rosa', 'rosa@example.org')
    await letLeave(3)
    await until(
      async () =>
        (await mailsTo('okafor@')).length + (await mailsTo('quintero@')).length + (await mailsTo('council@')).length ===
        3,
    )
    expect((await mailsTo('lee.okafor@example.org'))[0]!.text).toMatch(/^Dear Council Member Lee Okafor,/)
    // June Abbott has no address of her own: hers goes to the council's.
    expect((await mailsTo('council@example.org')).map((mail) => mail.text!.split('\n')[0])).toEqual([
      'Dear Council Member June Abbott,',
    ])
  })
})

test('Sam writes one letter to all: each of the council has it, and it greets the council', async () => {
  await onPhone(async (page) => {
    await typesZip(page)
    await page.click('text=Condado de Saguaro')
    await page.click('main >> text=Ocotillo')
    await page.check('#several-all')
    await sendsAndConfirms(page, 'Sam', 'sam@example.org')
    await letLeave(6)
    await until(
      async () =>
        (await mailsTo('okafor@')).length + (await mailsTo('quintero@')).length + (await mailsTo('council@')).length ===
        6,
    )
    expect((await mailsTo('marta.quintero@example.org'))[1]!.text).toMatch(
      /^Dear members of the Ocotillo City Council,/,
    )
  })
})

test('Tomás prints his letters to the council that his ZIP led to', async () => {
  await onPhone(async (page) => {
    await typesZip(page)
    await page.click('text=Condado de Saguaro')
    await page.click('main >> text=Ocotillo')
    await page.fill('[name=given_name]', 'Tomás')
    await page.fill('[name=postal_code]', demoZips.both)
    await page.click('button[value=paper]')
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Bajar la hoja')])
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    await until(
      async () =>
        (await db.selectFrom('outreach').select('id').where('outcome', '=', 'printed').execute()).length === 3,
    )
  })
})

test('in the next county the board has agreed already: there is nothing to write, and thanks to pass on', async () => {
  await onPhone(async (page) => {
    await typesZip(page)
    await page.click('text=Condado de Mesquite')
    expect(await page.textContent('main')).toMatch(/Pat Lindgren.*René Castillo/s)
    expect(await page.textContent('main')).toContain('Deles las gracias')
    expect(await page.locator('[name=body]').count()).toBe(0)
    await expectAccessible(page)
  })
})

test('a ZIP that nobody knows stays in its field, with the counties of its state to choose from; one that is none does too', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/letters/write-your-council`)
    await page.fill('#zip', '85399')
    await page.click('button:has-text("Encontrar quién decide")')
    expect(await page.inputValue('#zip')).toBe('85399')
    expect(await page.textContent('#zip-error')).toContain('escoja su condado')
    expect(await page.locator('.choices button').allTextContents()).toEqual(
      expect.arrayContaining(['Condado de Maricopa', 'Condado de Saguaro']),
    )
    await expectAccessible(page)
    await page.fill('#zip', '85')
    await page.click('button:has-text("Encontrar quién decide")')
    expect([await page.inputValue('#zip'), await page.textContent('#zip-error')]).toEqual([
      '85',
      'Ese no es un código postal. Tiene cinco números, como 85001.',
    ])
    await page.fill('#zip', demoZips.saguaro)
    await page.click('button:has-text("Encontrar quién decide")')
    await page.click('text=Ninguna de estas')
    expect(await page.textContent('main')).toContain('Todavía no tenemos autoridades de su zona')
  })
})

test('calls find their sheriff the same way', async () => {
  await onPhone(async (page) => {
    await typesZip(page, 'calls/call-your-sheriff')
    await page.click('text=Condado de Saguaro')
    expect(await page.textContent('main')).toContain('Ida Vance')
    await expectAccessible(page)
  })
})
