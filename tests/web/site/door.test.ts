import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rosa, slug } from '../../support/firme-test'
import { fromNewNetwork } from '../../support/new-network'
import { type RunningSite, startSite, until } from '../../support/running-site'

let site: RunningSite
let page: string
beforeAll(async () => {
  // Two web processes, which behave as one.
  site = await startSite({ TRUSTED_PROXIES: '1', LOG_LEVEL: 'info', WEB_CONCURRENCY: '2' })
  page = `${site.url}/es/petitions/${slug}`
})
afterAll(async () => site?.stop())

/** Each post from a home of its own, unless said otherwise. */
function post(
  fields: Record<string, string> | string | Buffer,
  headers: Record<string, string> = {},
  url = page,
): Promise<Response> {
  const body =
    typeof fields === 'string' || Buffer.isBuffer(fields)
      ? new Uint8Array(Buffer.from(fields))
      : new URLSearchParams(fields).toString()
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { ...type, ...fromNewNetwork(), ...headers },
  })
}

test('the answer to a signature is byte for byte the same for somebody new and somebody known', async () => {
  const answers = []
  for (let time = 0; time < 3; time += 1) {
    const answer = await post(rosa)
    answers.push([
      answer.status,
      await answer.text(),
      ...[...answer.headers].filter(([name]) => name !== 'date').map(String),
    ])
  }
  expect(answers[0]![0]).toBe(303)
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test.for([
  ['a form that says it comes from another site', { 'sec-fetch-site': 'cross-site' }],
  ['a form whose origin is another site', { origin: 'https://evil.example' }],
  ['a form whose origin is opaque', { origin: 'null' }],
] as const)('%s is refused, in Spanish on a Spanish page', async ([, headers]) => {
  const answer = await post(rosa, headers)
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('<html lang="es"')
})

test('a form of this site and one from an old phone that says nothing are taken', async () => {
  expect((await post(rosa, { origin: site.url, 'sec-fetch-site': 'same-origin' })).status).toBe(303)
  expect((await post(rosa)).status).toBe(303)
})

test('what is too large, of another kind, or of another method has its own answer', async () => {
  expect((await post('a'.repeat(40_000))).status).toBe(413)
  expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(415)
  expect((await fetch(page, { method: 'PUT', body: 'a' })).status).toBe(405)
  expect((await fetch(page, { headers: { 'x-long': 'a'.repeat(20_000) } })).status).toBe(431)
})

test.for([
  ['bytes that are no UTF-8', Buffer.from([0x61, 0x3d, 0xff])],
  ['NUL', 'given_name=%00'],
  ['half a surrogate', 'given_name=%ED%A0%80'],
] as const)('%s is answered with 400 in Spanish', async ([, body]) => {
  const answer = await post(body as string)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('lang="es"')
})

test('sixty from one network in five minutes count, the next wait for somebody to look; beyond six hundred the form is kept and 429 says when', async () => {
  const home = { 'x-forwarded-for': '203.0.113.50' }
  for (let done = 0; done < 600; done += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => post({ ...rosa, email: `bus${done + index}@example.org` }, home)),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]))
  }
  const refused = await post({ ...rosa, given_name: 'Última' }, home)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('cache-control')).toBe('no-store')
  expect(await refused.text()).toContain('value="Última"')
  await until(async () => site.firme('held').includes('540 signatures'))
})

test('forty people in one hall call and write over one Wi-Fi, and nobody is refused', async () => {
  const hall = { 'x-forwarded-for': '203.0.113.60' }
  for (let person = 0; person < 40; person += 1) {
    const letter = { intent: 'another', given_name: 'Rosa' }
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () =>
        post({ to: 'ida-vance-saguaro', outcome: 'no-answer' }, hall, `${site.url}/es/calls/call-sheriff-vance`),
      ),
      ...Array.from({ length: 3 }, () => post(letter, hall, `${site.url}/es/letters/write-sheriff-vance`)),
    ])
    expect(answers.filter(({ status }) => status === 429)).toEqual([])
  }
})

test('an anonymous page may be kept by anybody, is revalidated for nothing, and is the same to all', async () => {
  const first = await fetch(page)
  expect(first.headers.get('cache-control')).toMatch(
    /^public, max-age=\d+, stale-while-revalidate=\d+, stale-if-error=\d+$/,
  )
  expect(first.headers.get('set-cookie')).toBeNull()
  const again = await fetch(page, { headers: { 'if-none-match': first.headers.get('etag')! } })
  expect(again.status).toBe(304)
  expect((await fetch(page, { headers: { 'if-modified-since': first.headers.get('last-modified')! } })).status).toBe(
    304,
  )
  expect(await (await fetch(`${page}?r=wa`)).text()).toBe(await first.text())
  expect((await post({})).headers.get('cache-control')).toBe('no-store')
})

test('every page keeps scripts, frames and other sites out', async () => {
  for (const path of ['/es', `/es/petitions/${slug}`, '/es/me', '/es/nowhere']) {
    const { headers } = await fetch(`${site.url}${path}`)
    expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('content-security-policy'), path).not.toContain('unsafe')
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
  }
})

test('a program that asks for counts is refused in JSON', async () => {
  const answer = await fetch(`${page}.json`, { method: 'PUT', headers: fromNewNetwork() })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([405, 'application/json'])
  expect(await answer.json()).toEqual({ error: 'method not allowed' })
})

test('one click in the mail program stops all mail, in either form of RFC 8058', async () => {
  await until(async () => (await site.mails()).some((mail) => mail.includes('To: rosa@example.org')))
  const mail = (await site.mails()).find((one) => one.includes('To: rosa@example.org'))!
  const stop = /List-Unsubscribe:\s+<(\S+)>/.exec(mail)![1]!
  for (let opened = 0; opened < 5; opened += 1) expect((await fetch(stop)).status).toBe(200)
  const form = new FormData()
  form.set('List-Unsubscribe', 'One-Click')
  expect(
    (
      await fetch(stop, {
        method: 'POST',
        body: form,
        headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
      })
    ).status,
  ).toBe(200)
  expect((await post('List-Unsubscribe=One-Click', { origin: 'https://mail.example' }, stop)).status).toBe(200)
})

test('a name of 30 KB made to stop us is refused like any name that is too long, and what was typed is kept', async () => {
  const evil = `${'a-'.repeat(15_000)}!`
  for (const field of ['given_name', 'family_name', 'comments', 'email']) {
    const answer = await post({ ...rosa, [field]: evil })
    expect(answer.status, field).toBe(422)
    expect(await answer.text(), field).toContain(evil)
  }
})

test('while nothing is taken in, who signs reads when to try again, and one button sends what was typed; the wish to be left alone is heard', async () => {
  site.firme('stop', 'read-only')
  // Each web process looks by itself, within five seconds.
  const everybodyGets = async (retryAfter: string | null) =>
    (await Promise.all(Array.from({ length: 12 }, () => post(rosa)))).every(
      ({ headers }) => headers.get('retry-after') === retryAfter,
    )
  await until(() => everybodyGets('600'))
  const answer = await post({ ...rosa, given_name: 'Ana "&" Paz', comments: '\nUno\r\ndos <3' }, {}, `${page}?r=wa`)
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([
    503,
    '600',
    'no-store',
  ])
  const text = await answer.text()
  expect(text).toContain(`<form method="post" action="/es/petitions/${slug}?r=wa#errors">`)
  expect(text).toContain('Espere 10 minutos')
  expect(text).toContain('<button>Intentar otra vez</button>')
  expect(text).toContain('name="given_name" value="Ana &quot;&amp;&quot; Paz"')
  expect(text).toContain('name="comments" value="&#10;Uno&#13;&#10;dos &lt;3"')
  expect((await post({}, {}, `${site.url}/es/stop/${'A'.repeat(22)}`)).status).toBe(200)
  const asked = await post({ contact: 'rosa@example.org' }, {}, `${site.url}/es/me`)
  expect([asked.status, asked.headers.get('retry-after')]).toEqual([503, '600'])
  expect(await asked.text()).toContain('value="rosa@example.org"')
  site.firme('go-on', 'read-only')
  await until(() => everybodyGets(null))
})

test('health answers without a question to the database; readiness names what it looked at', async () => {
  expect(await (await fetch(`${site.url}/healthz`)).json()).toEqual({ status: 'ok' })
  const ready = (await (await fetch(`${site.url}/readyz`)).json()) as { checks: { name: string }[] }
  expect(ready.checks.map((check) => check.name)).toEqual(
    expect.arrayContaining(['database', 'migrations', 'keyring', 'intake', 'outbox']),
  )
  const elsewhere = await fetch(`${site.url}/readyz`, { headers: { 'x-forwarded-for': '203.0.113.50' } })
  expect([elsewhere.status, await elsewhere.json()]).toEqual([200, { status: 'ready' }])
})

test('no line of the log holds an address, a name, a number or an IP', () => {
  for (const word of ['rosa', 'Rosa', 'Última', '203.0.113.50', '10.9.']) expect(site.output()).not.toContain(word)
})

test('what was captured is shown to this machine alone: opened under any other name there is no such page', async () => {
  const statusFor = (host: string, path = '/dev/outbox', more = {}) =>
    new Promise<number>(
      (resolve, reject) =>
        void http
          .get(site.url, { path, headers: { host, ...more } }, (answer) => resolve(answer.resume().statusCode!))
          .once('error', reject),
    )
  expect(await statusFor('localhost')).toBe(200)
  for (const host of ['firme.example.org', '192.168.1.20:3000', 'localhost.example.org', ' '])
    for (const path of ['/dev/outbox', '/dev/phone', '/dev/emails', '/DEV/outbox', '/%64ev/outbox', '/dev'])
      expect(await statusFor(host, path), `${host} ${path}`).toBe(404)
  expect(await statusFor('localhost', '/dev/outbox', { 'x-forwarded-for': '203.0.113.50' })).toBe(404)
  expect(await statusFor('firme.example.org', '/en')).toBe(200)
  for (const path of ['//', '//evil.example/en']) expect(await statusFor('localhost', path), path).toBe(400)
})

test('a link that mail programs damaged leads to its page, by GET alone, and pages and files that are right stay where they are', async () => {
  const leads = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${site.url}${path}`, { redirect: 'manual', ...init })
    return [answer.status, answer.headers.get('location')]
  }
  expect(await leads(`/es/petitions/${slug}).`)).toEqual([302, `/es/petitions/${slug}`])
  expect(await leads(`/ES/petitions/${slug}?r=flyer`, { method: 'HEAD' })).toEqual([
    302,
    `/es/petitions/${slug}?r=flyer`,
  ])
  expect(await leads(`/petitions/${slug}`, { headers: { 'accept-language': 'es-MX' } })).toEqual([
    302,
    `/es/petitions/${slug}`,
  ])
  expect(await leads(`/es/petitions/${slug}%`)).toEqual([302, `/es/petitions/${slug}`])
  expect((await leads(`/es/petitions/${slug}`))[0]).toBe(200)
  expect((await leads('/es/nowhere'))[0]).toBe(404)
  expect((await post(rosa, {}, `${site.url}/ES/petitions/${slug}.`)).status).not.toBe(302)
})
