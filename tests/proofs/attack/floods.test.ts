import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromNewNetwork } from '../../support/new-network'
import { mostAtAStretch, probe, sendRaw } from '../../support/running-office'
import { type RunningSite, startSite } from '../../support/running-site'

let site: RunningSite
beforeAll(async () => {
  site = await startSite({ LOG_LEVEL: 'silent', TRUSTED_PROXIES: '1' })
}, 200_000)
afterAll(async () => site.stop())

/** Does something while the site is asked again and again whether it is there. @returns its longest stretch of work */
async function busiestWhile(work: () => Promise<unknown>): Promise<number> {
  const stop = probe(`${site.url}/healthz`, site.pids('web')[0]!)
  try {
    await work()
  } finally {
    await stop()
  }
  const { busiest, answers } = await stop()
  expect(answers).toBeGreaterThan(0)
  return busiest
}

const get = async (path: string) => {
  const answer = await fetch(`${site.url}${path}`, { headers: fromNewNetwork(), redirect: 'manual' })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

/** Strings of 30 KB that are known to set patterns and normalization to work. */
const evil: [string, string][] = [
  ['pairs that look like a host name', `${'a-'.repeat(15_000)}!`],
  ['pairs that look like a host name with dots', `${'a.'.repeat(15_000)}!`],
  ['at signs', '@'.repeat(30_000)],
  ['blanks before a letter', `${' '.repeat(29_999)}x`],
  ['combining marks', `e${'\u0301'.repeat(14_000)}`],
  ['quotation marks', '“'.repeat(10_000)],
  ['opening brackets', '('.repeat(30_000)],
  ['digits and dashes', '6-'.repeat(15_000)],
]

test.for(evil)('%s in any field of any public form cost nobody time', async ([, value]) => {
  const forms: Record<string, string[]> = {
    '/es/petitions/alto-polimigra': [
      'given_name',
      'family_name',
      'contact',
      'email',
      'phone',
      'postal_code',
      'comments',
    ],
    '/es/petitions/alto-polimigra/check': ['phone', 'code'],
    '/es/me': ['contact'],
    '/es/officials': ['zip'],
    '/es/officials/ida-vance-saguaro': ['note'],
    '/es/letters/write-sheriff-vance': ['subject', 'body', 'spanish', 'given_name', 'email', 'postal_code'],
  }
  const answers: number[] = []
  const busiest = await busiestWhile(async () => {
    for (const [path, fields] of Object.entries(forms))
      for (const field of fields) {
        const typed = { given_name: 'Ana', contact: 'ana@example.org', postal_code: '85001', intent: 'send' }
        const answer = await fetch(`${site.url}${path}`, {
          method: 'POST',
          body: new URLSearchParams({ ...typed, [field]: value }),
          headers: fromNewNetwork(),
          redirect: 'manual',
        })
        await answer.arrayBuffer()
        answers.push(answer.status)
      }
  })
  expect(Math.max(...answers)).toBeLessThan(500)
  expect(busiest).toBeLessThan(mostAtAStretch)
})

test('queries that no page reads are answered with the page that is kept, hundreds at once', async () => {
  for (const path of [
    '/es/petitions/alto-polimigra/share.png',
    '/es/petitions/alto-polimigra',
    '/es/alguaciles',
    '/es',
  ]) {
    const first = await get(path)
    const answers: Awaited<ReturnType<typeof get>>[] = []
    const busiest = await busiestWhile(async () => {
      answers.push(...(await Promise.all(Array.from({ length: 200 }, (_, n) => get(`${path}?x=${n}`)))))
    })
    expect(new Set(answers.map(({ status }) => status)), path).toEqual(new Set([200]))
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))), path).toEqual(
      new Set([first.headers.get('etag')]),
    )
    expect(busiest, path).toBeLessThan(mostAtAStretch)
  }
})

test('pages that are rendered for each reader are rendered few at a time: who has to wait is told how long', async () => {
  const path = '/es/letters/write-sheriff-vance'
  const answers: Awaited<ReturnType<typeof get>>[] = []
  const busiest = await busiestWhile(async () => {
    answers.push(...(await Promise.all(Array.from({ length: 400 }, (_, n) => get(`${path}?x=${n}`)))))
  })
  const refused = answers.filter(({ status }) => status !== 200)
  for (const { status, headers } of refused) {
    expect([429, 503]).toContain(status)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect(answers.length - refused.length).toBeGreaterThan(50)
  expect(busiest).toBeLessThan(mostAtAStretch)
  expect((await get(path)).status).toBe(200)
})

test('damaged links of the longest kind cost nothing and lead nowhere else', async () => {
  const tails = [
    '.'.repeat(900),
    ')'.repeat(900),
    '%2e'.repeat(300),
    '%E2%80%9D'.repeat(100),
    '=0D=0A'.repeat(150),
    `${'%28'.repeat(5_000)}`,
  ]
  const answers: Awaited<ReturnType<typeof get>>[] = []
  const busiest = await busiestWhile(async () => {
    for (const tail of tails)
      for (const start of [
        '/ES/petitions/alto-polimigra',
        '/petitions/alto-polimigra',
        '//evil.example/es',
        '/\\evil.example',
      ])
        answers.push(await get(`${start}${tail}`))
  })
  for (const { status, headers } of answers) {
    const location = headers.get('location')
    expect(status).toBeLessThan(500)
    if (location !== null) expect(location).toMatch(/^\/(?:en|es)\//)
  }
  expect(busiest).toBeLessThan(mostAtAStretch)
})

test('a hundred forms of which only the beginning comes hold nobody up', async () => {
  const head = [
    'POST /es/petitions/alto-polimigra HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 30000',
  ].join('\n')
  const over = new AbortController()
  const patient = sendRaw(site.url, head, { length: 10 })
  const others = Array.from({ length: 99 }, () => sendRaw(site.url, head, { length: 10, signal: over.signal }))
  const waiting = [patient, ...others]
  let given = 0
  for (const one of waiting) void one.then(() => (given += 1))
  await sleep(500)
  const signed = await fetch(`${site.url}/es/petitions/alto-polimigra`, {
    method: 'POST',
    body: new URLSearchParams({ given_name: 'Rosa', contact: 'rosa@example.org', postal_code: '85001' }),
    headers: fromNewNetwork(),
    redirect: 'manual',
  })
  // Who signs is answered before any of them is given up.
  expect([signed.status, given]).toEqual([303, 0])
  over.abort()
  await Promise.all(waiting)
  // It was not hung up on, so the site gave it up by itself.
  expect((await patient).head).toMatch(/^HTTP\/1.1 4(?:00|08) /)
})
