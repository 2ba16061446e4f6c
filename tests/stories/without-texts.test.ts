import { simpleParser } from 'mailparser'
import { afterAll, expect, test } from 'vitest'
import { until } from '../support/running-site'
import { openSmtpSink } from '../support/smtp-sink'
import { openStory } from '../support/story'

// Production as a group without a Twilio account runs it: mail leaves, and there are no texts and no calls.
const sink = await openSmtpSink()
afterAll(() => sink.stop())
const { site, db, onPhone } = await openStory({
  NODE_ENV: 'production',
  SMTP_URL: sink.url,
  LOG_LEVEL: 'warn',
})
site.firme('seed')

const petition = 'alto-polimigra'

/** Words about texts and connected calls, on pages that are about neither. */
const about = {
  en: /\b(sms|texts?|texted|texting|keywords?|reply stop|message and data rates|connect you|we(’ll| will)? ring)\b/i,
  es: /\bsms\b|mensajes? de texto|\btextos?\b|palabras? clave|su compañía puede cobrar|le comunicamos|que (me|le) comuniquen/i,
}
/** On the page of a text action, which opens the reader's own phone: only what we would receive or carry ourselves. */
const ours = {
  en: /text us|to us by text|one word|let us (carry|deliver)|we (carry|deliver)|data plan/i,
  es: /mándenos|una palabra|lo llevemos|lo llevamos|llevamos su mensaje/i,
}
/** Words in capitals that people would text to us. */
const keywords = /\b(FIRMA|SIGN|CONCEJO|COUNCIL|ALTO|STOP|AYUDA|HELP)\b/

/** What a page says to readers and to search engines, without what opens the reader's own phone, and without cards that lead to a text action. */
function saidOn(html: string): string {
  const descriptions = [...html.matchAll(/<meta[^>]*content="([^"]*)"/g)].map(([, content]) => content)
  const labels = [...html.matchAll(/ (?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(([, label]) => label)
  const body = html
    .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
    .replace(/<a\b[^>]*href="sms:[^"]*"[^>]*>.*?<\/a>/gs, ' ')
    .replace(/<li\b(?:(?!<\/li>).)*href="\/e[ns]\/texts\/(?:(?!<\/li>).)*<\/li>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
  return [body, ...descriptions, ...labels]
    .join(' ')
    .replace(/&#x27;/g, '’')
    .replace(/\s+/g, ' ')
}

/** There are thousands of places, and their pages are alike. */
const mostOfKind = 12

/** Every sort of public page that links lead to, from the start in both languages, those that only forms lead to, and what some answer. */
async function publicPages(): Promise<Map<string, string>> {
  const beyondLinks = ['en', 'es'].flatMap((lang) => [
    `/${lang}/petitions/${petition}/check`,
    `/${lang}/petitions/${petition}/kiosk`,
    `/${lang}/petitions/${petition}/thanks`,
    `/${lang}/calls/call-sheriff-vance/bridge`,
    `/${lang}/me`,
    `/${lang}/stop/${'A'.repeat(22)}`,
    `/${lang}/confirm/${'A'.repeat(22)}`,
    `/${lang}/me/${'A'.repeat(22)}`,
    `/${lang}/officials?zip=85001`,
    `/${lang}/letters/write-sheriff-vance/check`,
    `/${lang}/letters/write-sheriff-vance/thanks`,
    `/${lang}/calls/call-ocotillo-council?step=400`,
  ])
  const toOpen = ['/en', '/es', ...beyondLinks]
  const pages = new Map<string, string>()
  const ofKind = new Map<string, number>()
  while (toOpen.length > 0) {
    const path = toOpen.shift()!
    const kind = path.split(/[/?]/).slice(0, 3).join('/')
    if (pages.has(path) || (ofKind.get(kind) ?? 0) >= mostOfKind) continue
    ofKind.set(kind, (ofKind.get(kind) ?? 0) + 1)
    const answer = await fetch(site.url + path)
    if (!answer.headers.get('content-type')?.includes('html')) continue
    const html = await answer.text()
    pages.set(path, html)
    for (const [, href] of html.matchAll(/<a\b[^>]*href="(\/(?:en|es)[^"#]*)/g))
      toOpen.push(href!.replaceAll('&amp;', '&'))
  }
  for (const lang of ['en', 'es']) {
    const pressed: [string, Record<string, string>][] = [
      [`/${lang}/stop/${'A'.repeat(22)}`, {}],
      [`/${lang}/me`, { contact: 'rosa@example.org' }],
    ]
    for (const [path, fields] of pressed)
      pages.set(
        `${path} ${JSON.stringify(fields)}`,
        await (await fetch(site.url + path, { method: 'POST', body: new URLSearchParams(fields) })).text(),
      )
  }
  return pages
}

test('no public page in either language offers texts or connected calls', async () => {
  const pages = await publicPages()
  expect(pages.size).toBeGreaterThan(40)
  expect([...pages.keys()]).toEqual(
    expect.arrayContaining([
      '/en',
      '/es',
      '/en/texts/text-the-council',
      '/es/texts/text-the-council',
      '/es/calls/call-sheriff-vance',
      '/es/letters/write-sheriff-vance',
      '/es/privacy',
    ]),
  )
  const found: string[] = []
  for (const [path, html] of pages) {
    // A document is about what it is about.
    if (path.includes('/documents/')) continue
    const said = saidOn(html)
    const lang = path.startsWith('/es') ? 'es' : 'en'
    const isTextAction = path.includes('/texts/')
    for (const pattern of [isTextAction ? ours[lang] : about[lang], keywords]) {
      const match = pattern.exec(said)
      if (match) found.push(`${path}: ${said.slice(Math.max(0, match.index - 60), match.index + 60)}`)
    }
    // The table of sheriffs keeps its order in a field of this name.
    const own = /\/(?:sheriffs|alguaciles)\b/.test(path) ? html.replaceAll('name="by"', '') : html
    const field = /type="tel"|name="(?:phone|consent_sms|by)"|href="[^"]*\/bridge\?/.exec(own)
    if (field) found.push(`${path}: ${field[0]}`)
    if (isTextAction && !html.includes('href="sms:')) found.push(`${path}: no link that opens the reader’s own phone`)
  }
  expect(found).toEqual([])
})

const mailsTo = async (address: string) =>
  (await Promise.all(sink.mails.map((raw) => simpleParser(raw)))).filter((mail) =>
    [mail.to].flat().some((one) => one?.text.includes(address)),
  )

test('Rosa signs in Spanish by e-mail alone, confirms from her mailbox, and no mail of ours speaks of texts', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/petitions/${petition}`)
    await page.getByLabel('Nombre', { exact: true }).fill('Rosa')
    await page.getByLabel('Correo electrónico', { exact: true }).fill('rosa@example.org')
    await page.getByLabel('Código postal', { exact: true }).fill('85001')
    await page.getByRole('button', { name: 'Firmar la petición' }).click()
    await page.waitForURL(/\/check/)
    expect(await page.getByRole('heading', { name: 'Abra su correo' }).isVisible()).toBe(true)
    expect(await page.locator('main').innerText()).not.toMatch(/celular|clave|cifras|texto/)
    await until(async () => (await mailsTo('rosa@example.org')).length > 0)
    const [mail] = await mailsTo('rosa@example.org')
    expect(`${mail!.subject} ${mail!.text}`).not.toMatch(about.es)
    await page.goto(/https?:\/\/\S+\/confirm\/\S+/.exec(mail!.text!)![0])
    await page.locator('main form button').first().click()
    await until(
      async () =>
        Number(
          (
            await db
              .selectFrom('petition_total')
              .innerJoin('petition', 'petition.id', 'petition_id')
              .select('confirmed')
              .where('slug', '=', petition)
              .executeTakeFirst()
          )?.confirmed ?? 0,
        ) === 1,
    )
  })
})

test('Tomás has the page from before in his hand: his phone is refused in words, and what he typed is there again', async () => {
  for (const [lang, says] of [
    ['es', /No podemos mandar mensajes de texto/],
    ['en', /can’t send text messages/],
  ] as const) {
    const typed = {
      given_name: 'Tomás',
      phone: '602 555 0101',
      postal_code: '85001',
      comments: 'Por mi familia',
      consent_sms: '1',
    }
    const answer = await fetch(`${site.url}/${lang}/petitions/${petition}`, {
      method: 'POST',
      body: new URLSearchParams(typed),
      redirect: 'manual',
    })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html.replaceAll('&#x27;', '’')).toMatch(says)
    for (const value of ['Tomás', '85001', 'Por mi familia']) expect(html).toContain(value)
    expect(html).not.toMatch(/name="phone"/)
  }
  expect(await db.selectFrom('message').select('id').where('channel', '=', 'sms').execute()).toEqual([])
})

test('there is no outbox to read and no phone to play with, and the start says what is set up', async () => {
  for (const path of ['/dev/outbox', '/dev/phone', '/dev/emails'])
    expect((await fetch(site.url + path)).status, path).toBe(404)
  expect(site.output()).toMatch(/Mail\s+leaves through 127\.0\.0\.1/)
  expect(site.output()).toMatch(/Texts\s+not set up.*TWILIO_/)
  expect(site.output()).toMatch(/Calls\s+not set up/)
  const { checks } = (await (await fetch(`${site.url}/readyz`)).json()) as {
    checks: { name: string; state: string; detail: string }[]
  }
  expect(
    checks.filter(({ name }) => name === 'texts' || name === 'calls').map(({ detail }) => detail.slice(0, 10)),
  ).toEqual(['not set up', 'not set up'])
  expect(doctorSays()).toMatch(/texts\s.*not set up/)
})

/** It ends with an error, because in production this site's address is not https. */
function doctorSays(): string {
  try {
    return site.firme('doctor')
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
