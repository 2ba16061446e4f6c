import { readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { afterAll, expect, test } from 'vitest'
import { scheduleLetters } from '~/actions/letters/delivery/schedule-letters.server'
import { noSuchMailbox } from '../channels/mail/samples'
import { keyringIn } from '../support/keyring'
import { until } from '../support/running-site'
import { openSmtpSink } from '../support/smtp-sink'
import { expectAccessible, openAroundTheClock, openStory } from '../support/story'

const sink = await openSmtpSink()
afterAll(() => sink.stop())
const { site, db, onPhone } = await openStory({
  SMTP_URL: sink.url,
  LETTERS_PER_HOUR: '10000',
  BOUNCE_ADDRESS: 'bounce@example.org',
  MAIL_HOOK_SECRET: 'a secret of this story',
})
await openAroundTheClock(db)

const mailsTo = async (address: string) =>
  (await Promise.all(sink.mails.map((raw) => simpleParser(raw)))).filter((mail) =>
    [mail.to].flat().some((one) => one?.text.includes(address)),
  )

test('Rosa writes to her council in Spanish with scripts off, confirms, and each member has her letter', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/letters/write-ocotillo-council`)
    await expectAccessible(page)
    await page.check('[name=point_p3]')
    await page.click('text=Poner estos puntos')
    expect(await page.inputValue('[name=body]')).toContain(
      'it is our schools, our churches and our neighbors who catch the children',
    )
    await page.fill('[name=spanish]', 'Mi hermano Luis estuvo tres noches detenido.')
    await page.click('button[value=send]:not(.enter)')
    expect(await page.textContent('#errors')).toContain('Escriba su correo electrónico')
    expect(await page.inputValue('[name=spanish]')).toContain('Luis')
    await expectAccessible(page)
    await page.click('button.switch')
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    await page.click('button.switch')
    await page.fill('[name=given_name]', 'Rosa')
    await page.fill('[name=family_name]', 'Martínez')
    await page.fill('[name=postal_code]', '85001')
    await page.fill('[name=email]', 'rosa@example.org')
    await page.check('[name=wants_replies]')
    await page.click('button[value=send]:not(.enter)')
    expect(await page.textContent('h1')).toBe('Falta un paso')
    expect(await page.textContent('.steps')).toContain(
      'Falta un paso para mandar su carta: «Escríbale al concejo de Ocotillo»',
    )
    expect(await page.locator('main .button').allTextContents()).toEqual([
      'Abrir Gmail',
      'Abrir Outlook',
      'Abrir Yahoo',
    ])
    expect(await page.locator('.next-acts a').count()).toBeGreaterThan(0)
    await until(async () => (await mailsTo('rosa@example.org')).length === 1)
    const [asked] = await mailsTo('rosa@example.org')
    expect(asked!.text).toContain('Mi hermano Luis')
    expect(asked!.text).toMatch(/En español dice:[\s\S]*son nuestras escuelas, iglesias y vecinos/)
    const link = /https?:\S+\/es\/letters\/confirm\/[\w-]{22}/.exec(asked!.text!)![0]
    for (let opened = 0; opened < 3; opened += 1) await fetch(link)
    await page.goto(link)
    await expectAccessible(page)
    expect(await page.textContent('main')).toContain('Lee Okafor')
    expect(await page.textContent('main')).toContain('que vote para que ningún oficial')
    expect(await page.textContent('main .plain-text')).toMatch(
      /^Vivo en Ocotillo[\s\S]*son nuestras escuelas, iglesias y vecinos/,
    )
    await page.click('button[value=send]:not(.enter)')
    expect(await page.textContent('h1')).toBe('¡Gracias por escribir!')
    await expectAccessible(page)
    expect(await page.locator('.share a').count()).toBe(3)
    expect(await page.locator('.next-acts a').first().getAttribute('href')).toMatch(/^\/es\/(calls|texts)\//)
    const keyring = await keyringIn(site.dataDir)
    await until(async () => (await scheduleLetters(db, { keyring, perHour: 10_000 }, new Date())) > 0)
    await until(
      async () =>
        (await mailsTo('council@example.org')).length +
          (await mailsTo('okafor@')).length +
          (await mailsTo('quintero@')).length ===
        3,
    )
    const [letter] = await mailsTo('lee.okafor@example.org')
    expect(letter!.text).toMatch(/^Dear Council Member Lee Okafor,/)
    expect(letter!.text).toContain('Mi hermano Luis estuvo tres noches detenido.')
    expect(letter!.replyTo?.text).toBe('rosa@example.org')
    expect(letter!.from?.value[0]!.name).toBe('Firme')
    await page.goto(link)
    expect(await page.textContent('h1')).toBe('Su carta va en camino')
  })
})

test('Tomás has no e-mail: he prints his letter, or opens it in his own mail, and nothing of it is kept', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/letters/write-sheriff-vance`)
    await page.fill('[name=given_name]', 'Tomás')
    await page.fill('[name=postal_code]', '85001')
    await page.click('button[value=own]')
    expect(await page.getAttribute('a[href^="mailto:sheriff.vance@example.org?subject="]', 'href')).toContain(
      'Dear%20Sheriff%20Ida%20Vance',
    )
    const space = await page.locator('.choice .button').evaluate((button) => {
      const words = document.createRange()
      words.selectNodeContents(button.firstChild!)
      return button.querySelector('span')!.getBoundingClientRect().left - words.getBoundingClientRect().right
    })
    expect(space, 'between the button’s words and the name').toBeGreaterThan(3)
    await page.click('.sign button[value=switch]')
    expect(await page.inputValue('[name=given_name]')).toBe('Tomás')
    await page.click('button[value=paper]')
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Bajar la hoja')])
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    await until(
      async () =>
        (await db.selectFrom('outreach').select('id').where('outcome', '=', 'printed').execute()).length === 1,
    )
    expect(
      await db
        .selectFrom('letter')
        .innerJoin('post', 'post.id', 'post_id')
        .select('letter.id')
        .where('post.slug', '=', 'ida-vance-saguaro')
        .execute(),
    ).toEqual([])
  })
})

test('the letter follows the points as they are checked, and keeps what its writer typed', async () => {
  await onPhone(
    async (page) => {
      await page.goto(`${site.url}/es/letters/write-sheriff-vance`)
      const letter = () => page.inputValue('[name=body]')
      const says = 'Someone who is free to go should be with their children that night.'
      const means = () => page.textContent('[data-meaning]')
      await page.setChecked('[name=point_p3]', true)
      await page.setChecked('[name=point_p3]', false)
      expect(await page.isVisible('button[value=points]')).toBe(false)
      await page.fill('[name=body]', `My brother Luis was held.\n\n${await letter()}`)
      await page.setChecked('[name=point_p3]', true)
      expect(await letter()).toContain(says)
      expect(await means()).toContain('con sus hijos')
      expect(await page.inputValue('[name=before]')).toContain('p3')
      expect(await page.textContent('.points [role=status]')).toBe(
        'Su carta ya cambió. Lo que usted escribió se queda.',
      )
      await page.setChecked('[name=point_p3]', false)
      expect(await letter()).not.toContain(says)
      expect(await means()).not.toContain('con sus hijos')
      expect(await letter()).toMatch(/^My brother Luis was held\./)
    },
    { javaScriptEnabled: true, viewport: { width: 1280, height: 900 } },
  )
})

test('a mail server hands over what came back, with its secret alone', async () => {
  const post = (secret: string | null) =>
    fetch(`${site.url}/hooks/mail`, {
      method: 'POST',
      body: 'Subject: nothing of ours\r\n\r\n',
      headers: { 'content-type': 'message/rfc822', ...(secret === null ? {} : { authorization: `Bearer ${secret}` }) },
    })
  expect((await post(null)).status).toBe(401)
  expect((await post('another secret here')).status).toBe(403)
  expect((await post('a secret of this story')).status).toBe(202)
  expect((await fetch(`${site.url}/hooks/mail`)).status).toBe(405)
})

test('what a mail server pipes into the command about Rosa’s letter is recorded by the worker, once', async () => {
  const index = sink.mails.findIndex((mail) => /^To:.*lee\.okafor@example\.org/im.test(mail))
  const report = noSuchMailbox(sink.returnPaths[index]!)
  expect(site.pipe(report, 'take-bounce')).toBe('')
  site.pipe(report, 'take-bounce')
  const arrived = () => db.selectFrom('intake').select('id').where('kind', '=', 'bounce').execute()
  await until(async () => (await arrived()).length === 0)
  expect(
    await db
      .selectFrom('contact_report')
      .innerJoin('contact_detail', 'contact_detail.id', 'contact_detail_id')
      .select(['what', 'origin', 'value', 'contact_detail.status'])
      .execute(),
  ).toEqual([{ what: 'bounced', origin: 'mail', value: 'lee.okafor@example.org', status: 'doubtful' }])
  expect(
    await db.selectFrom('message').select(['state', 'failure']).where('failure', '=', 'bounced').execute(),
  ).toEqual([{ state: 'failed', failure: 'bounced' }])
})
