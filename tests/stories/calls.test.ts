import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { until } from '../support/running-site'
import { expectAccessible, openStory } from '../support/story'

const everyDay = [0, 1, 2, 3, 4, 5, 6]

/** A database of somebody's own, as a group has that runs PostgreSQL elsewhere. */
const server = inject('databaseUrl')
const name = `story_${randomBytes(4).toString('hex')}`
const admin = new pg.Client({ connectionString: server })
await admin.connect()
await admin.query(`create database ${name}`)
await admin.end()
const url = server.replace(/firme$/, name)
const { site, onPhone } = await openStory({ DATABASE_URL: url })
const db = new pg.Client({ connectionString: url })
await db.connect()
afterAll(() => db.end())

const page = (lang: string, slug: string) => `${site.url}/${lang}/calls/${slug}`
const setHours = (hours: object[]) => db.query(`update organization set office_hours = $1`, [JSON.stringify(hours)])
const told = async () =>
  (
    await db.query<{ slug: string; outcome: string }>(
      'select post.slug, outcome from outreach join post on post.id = post_id order by done_at',
    )
  ).rows
const total = async (slug: string) =>
  ((await (await fetch(`${page('en', slug)}.json`)).json()) as { total_outreaches: number }).total_outreaches

test('somebody who has never called calls the whole council in Spanish, scripts off, and each call is counted', async () => {
  await setHours([{ days: everyDay, from: '00:00', to: '23:59' }])
  await onPhone(async (phone) => {
    await phone.goto(`${site.url}/es`)
    await phone.click('text=Llame al concejo de Ocotillo')
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await phone.textContent('.desk .label')).toContain(`${turn + 1} de 3`)
      expect(await phone.getAttribute('a.dial', 'href')).toMatch(/^tel:\+1602555015\d$/)
      expect(await phone.textContent('.script')).toContain('I live in Ocotillo')
      expect(await phone.textContent('.script')).toContain('vivo en Ocotillo')
      await phone.click(turn === 1 ? 'text=Dejé un mensaje de voz' : 'text=Hablé con alguien')
      expect(await phone.textContent('main')).toContain('Ya contamos su llamada')
      // Read again, as somebody does who is not sure: it counts once.
      await phone.reload()
    }
    expect(await phone.textContent('h1')).toBe('¡Gracias! Ya contamos su llamada.')
    expect(await phone.locator('.next-acts a').first().getAttribute('href')).toMatch(/^\/es\/(texts|letters)\//)
    const { searchParams } = new URL(phone.url())
    searchParams.delete('done')
    expect(`${searchParams}`).not.toMatch(/\d{5}|@/)
  })
  await until(async () => (await told()).length === 3)
  expect(new Set((await told()).map((call) => call.slug)).size).toBe(3)
  await until(async () => (await total('call-ocotillo-council')) === 3)
})

test('a reminder that is refused while several are called keeps who is called, says why, and keeps what was typed', async () => {
  const inTwoDays = (new Date().getUTCDay() + 2) % 7
  await setHours([{ days: [inTwoDays, (inTwoDays + 1) % 7], from: '09:00', to: '10:00' }])
  await onPhone(async (phone) => {
    await phone.goto(page('es', 'call-ocotillo-council'))
    const who = await phone.textContent('#who')
    await phone.click('summary:has-text("Avísenme")')
    await phone.fill('[name=contact]', 'rosa@@mal')
    await phone.press('[name=contact]', 'Enter')
    expect(await phone.isVisible('#errors')).toBe(true)
    expect(await phone.inputValue('[name=contact]')).toBe('rosa@@mal')
    expect(await phone.textContent('#who')).toBe(who)
  })
})

test('a closed office says when it opens, and somebody is reminded by one text at that moment', async () => {
  const inTwoDays = (new Date().getUTCDay() + 2) % 7
  await setHours([{ days: [inTwoDays, (inTwoDays + 1) % 7], from: '09:00', to: '10:00' }])
  await onPhone(async (phone) => {
    await phone.goto(page('es', 'call-sheriff-vance'))
    expect(await phone.textContent('.desk .note')).toMatch(/Cerrada hasta .*9:00/)
    await phone.click('summary:has-text("Avísenme")')
    await phone.fill('[name=contact]', '123')
    await phone.click('text=Avísenme una vez')
    expect(await phone.textContent('.errors')).toContain('número')
    expect(await phone.inputValue('[name=contact]')).toBe('123')
    await phone.fill('[name=contact]', '602 555 0101')
    await phone.click('text=Avísenme una vez')
    expect(await phone.textContent('[role=status]')).toContain('Le escribimos una sola vez')
  })
  await until(
    async () =>
      (await db.query(`select from message where template = 'call-reminder' and state = 'queued' and due_at > now()`))
        .rowCount === 1,
  )
})

test('a wrong number reaches the queue of contacts to look after', async () => {
  await onPhone(async (phone) => {
    await phone.goto(page('en', 'call-sheriff-vance'))
    await phone.click('text=Wrong number')
    expect(await phone.textContent('[role=status]')).toContain('Here is another one')
  })
  await until(
    async () =>
      (
        await db.query(
          `select from contact_report join contact_detail on contact_detail.id = contact_detail_id where what = 'wrong-number' and value = '+16025550141' and handled_at is null`,
        )
      ).rowCount === 1,
  )
})

test('the call pages have nothing that a screen reader stumbles over, and weigh little', async () => {
  await onPhone(
    async (phone) => {
      for (const [lang, slug] of [
        ['es', 'call-sheriff-vance'],
        ['en', 'call-ocotillo-council'],
        ['es', 'call-ocotillo-council?step=9'],
      ] as const) {
        await phone.goto(page(lang, slug))
        await expectAccessible(phone)
      }
    },
    { javaScriptEnabled: true },
  )
  expect((await (await fetch(page('es', 'call-sheriff-vance'))).arrayBuffer()).byteLength).toBeLessThan(50_000)
})

test('who goes back and taps again is counted once, and takes a slip of the thumb back', async () => {
  await setHours([{ days: everyDay, from: '00:00', to: '23:59' }])
  const before = (await told()).length
  await onPhone(async (phone) => {
    await phone.goto(page('es', 'call-sheriff-vance'))
    await phone.click('text=Hablé con alguien')
    await phone.goBack()
    await phone.click('text=Hablé con alguien')
    expect(await phone.textContent('h1')).toContain('Ya contamos su llamada')
    await until(async () => (await told()).length === before + 1)
    await phone.click('text=Me equivoqué')
    expect(await phone.textContent('[role=status]')).toContain('Ya no lo contamos')
    expect(await phone.isVisible('[name=outcome][value=spoke]')).toBe(true)
  })
  await until(async () => (await told()).length === before)
})
