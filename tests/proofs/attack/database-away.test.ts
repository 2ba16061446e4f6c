import { execFileSync } from 'node:child_process'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { announce } from '#db/announce'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { startSimulator } from '~/channels/simulator/simulator.server'
import { openSms } from '~/channels/sms/sms.server'
import { readEnv } from '~/env.server'
import { openIntake } from '~/queue/intake/append.server'
import { fetchMissedTexts } from '~/worker/sending/reconcile.server'
import { comeIn } from '../../support/running-office'
import { type RunningSite, startSite, until } from '../../support/running-site'
import { tomasPhone } from '../../support/texting'

const hour = 60 * 60_000
const account = { accountSid: `AC${'0'.repeat(32)}`, from: '+16025550100' }
const authToken = 'a token of this proof'

test('Tomás texts STOP while the database is away: the provider is told that nothing was taken, and within the hour his wish is found and kept', async () => {
  const where = { publicUrl: '', localUrl: '', authToken }
  const provider = await startSimulator({ port: 0, account, site: where, dataDir: null, pace: 0 })
  const twilio = {
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_FROM: account.from,
    TWILIO_API_URL: provider.url,
  }
  const site = await startSite({ LOG_LEVEL: 'silent', ...twilio })
  where.publicUrl = where.localUrl = site.url
  const url = (await runningEmbedded(site.dataDir))!
  const { db, pool } = openDatabase(url, 2)
  const suppressions = () => db.selectFrom('suppression').select(['channel', 'reason']).execute()
  try {
    // Who would start it again sleeps, so that it stays away for as long as the text takes.
    process.kill(site.mainPid, 'SIGSTOP')
    for (const pid of site.pids('postgres')) process.kill(pid, 'SIGKILL')
    await until(() => isRefused(Number(new URL(url).port)))
    expect(await provider.texts.receive(tomasPhone, 'STOP')).toBe(503)
    process.kill(site.mainPid, 'SIGCONT')
    await until(async () => (await fetch(`${site.url}/readyz`)).ok && (await suppressions()).length === 0)
    const later = new Date(Date.now() + hour)
    const sms = openSms(readEnv({ PUBLIC_URL: site.url, ...twilio, LOG_LEVEL: 'silent' }))
    // Once an hour the worker looks by itself; within these seconds it may have been faster.
    expect(await fetchMissedTexts(db, openIntake(pool), sms, later)).toBeLessThanOrEqual(1)
    await until(async () => (await suppressions()).length > 0)
    expect(await suppressions()).toEqual([{ channel: 'sms', reason: 'opted-out' }])
    expect(await fetchMissedTexts(db, openIntake(pool), sms, later)).toBe(0)
  } finally {
    process.kill(site.mainPid, 'SIGCONT')
    await db.destroy()
    await site.stop()
    await provider.stop()
  }
})

const kept = [
  '/en',
  '/es',
  '/es/petitions/alto-polimigra',
  '/es/petitions/alto-polimigra.json',
  '/es/officials',
  '/es/privacy',
]
const form = { 'content-type': 'application/x-www-form-urlencoded' }
/** Two a second from each of ten homes are signed, and this many readers come back all the time. */
const readers = 20
const signers = 10

interface Answer {
  status: number
  milliseconds: number
  headers: Headers
  text: string
}

async function ask(url: string, body?: string | FormData, home = '10.0.0.1'): Promise<Answer> {
  const startedAt = performance.now()
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { 'x-forwarded-for': home, ...(typeof body === 'string' ? form : {}) },
    ...(body === undefined ? {} : { method: 'POST', body }),
  })
  const text = await answer.text()
  return { status: answer.status, milliseconds: performance.now() - startedAt, headers: answer.headers, text }
}

/** The server and all that it has started: each is in a group of its own. */
function everyPostgres(site: RunningSite): number[] {
  const [server] = site.pids('postgres')
  if (!server) return []
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(server)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number)
  return [server, ...children]
}

/** A backend may have ended since it was listed. */
function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  for (const pid of pids)
    try {
      process.kill(pid, name)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
}

/** Its server first: what it starts while the others are being stopped would go on answering. @returns who was stopped */
function hangPostgres(site: RunningSite): number[] {
  signal(site.pids('postgres'), 'SIGSTOP')
  const stopped = everyPostgres(site)
  signal(stopped, 'SIGSTOP')
  return stopped
}

test('the database hangs, and is killed, under readers and signers: pages stay as they were, who signs is asked in words to try again, nobody sees 500, and nothing accepted is lost', async () => {
  const site = await startSite({ LOG_LEVEL: 'silent', TRUSTED_PROXIES: '1' })
  const petition = `${site.url}/es/petitions/alto-polimigra`
  const read: Answer[] = []
  const signed: (Answer & { email: string })[] = []
  let isOver = false
  const reader = async (number: number) => {
    for (let turn = number; !isOver; turn += 1) {
      read.push(await ask(`${site.url}${kept[turn % kept.length]}`))
      await sleep(50)
    }
  }
  const signer = async (number: number) => {
    for (let turn = 0; !isOver; turn += 1) {
      const email = `ana${number}-${turn}@example.org`
      signed.push({
        ...(await ask(
          petition,
          new URLSearchParams({
            given_name: 'Ana "Nita"',
            family_name: 'Paz & Luz',
            email,
            postal_code: '85001',
          }).toString(),
          `10.1.${number}.${turn % 250}`,
        )),
        email,
      })
      await sleep(500)
    }
  }
  const signsAgain = () =>
    until(
      async () =>
        (await ask(petition, 'given_name=Rosa&email=rosa%40example.org&postal_code=85001', '10.2.0.1')).status === 303,
    )
  try {
    for (const path of kept) expect((await ask(`${site.url}${path}`)).status, path).toBe(200)
    const crowd = Promise.all([
      ...Array.from({ length: readers }, (_, number) => reader(number)),
      ...Array.from({ length: signers }, (_, number) => signer(number)),
    ])
    await until(async () => signed.some(({ status }) => status === 303))

    const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
    // The second time finds pages that were rendered just now: each is due a second later, and not in half a minute.
    for (let time = 0; time < 2; time += 1) {
      await announce(db, ['site'])
      await sleep(200)
    }
    await db.destroy()
    const stopped = hangPostgres(site)
    expect(stopped.length).toBeGreaterThan(5)
    const before = signed.length
    await sleep(4_000)
    // What is not kept, and what else is posted, says so in words too.
    for (const path of ['/es/calls/call-sheriff-vance', '/en/petitions/alto-polimigra/thanks'])
      await away(await ask(`${site.url}${path}`))
    for (const path of [
      `/es/stop/${'A'.repeat(22)}`,
      `/es/confirm/${'a'.repeat(22)}`,
      `/es/letters/confirm/${'a'.repeat(22)}`,
      '/es/me',
      '/es/petitions/alto-polimigra/check',
    ]) {
      const answer = await ask(
        `${site.url}${path}`,
        'contact=rosa%40example.org&phone=6025550101&code=123456&intent=stop',
      )
      await away(answer)
      expect(answer.text, path).toContain('<button')
    }
    // A mailbox provider that unsubscribes somebody by one click (RFC 8058) comes back later too.
    for (const oneClick of ['List-Unsubscribe=One-Click', oneClickForm()])
      expect((await ask(`${site.url}/es/stop/${'A'.repeat(22)}`, oneClick)).status).toBe(503)
    // On a busy machine it was rendered again just before the database hung, and is due half a minute later.
    await until(async () => (await ask(petition)).headers.get('warning') === '111 - "Revalidation Failed"')
    const late = await ask(petition)
    expect([late.status, Number(late.headers.get('age')) > 2]).toEqual([200, true])
    // Nobody was left waiting until it answers again.
    expect(signed.slice(before).filter(({ status }) => status === 503).length).toBeGreaterThan(signers)
    signal(stopped, 'SIGCONT')
    await signsAgain()

    signal(everyPostgres(site), 'SIGKILL')
    await sleep(2_000)
    await signsAgain()
    await until(async () => (await fetch(`${site.url}/readyz`)).ok)
    await until(async () => (await ask(petition)).headers.get('age') === null)
    isOver = true
    await crowd

    report('read', read)
    report(
      'signed',
      signed.filter(({ status }) => status === 303),
    )
    report(
      'asked to try again',
      signed.filter(({ status }) => status === 503),
    )
    expect(new Set(read.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(signed.map(({ status }) => status))).toEqual(new Set([303, 503]))
    const refused = signed.filter(({ status }) => status === 503)
    for (const answer of refused) {
      await away(answer)
      expect(answer.text).toContain('name="given_name" value="Ana &quot;Nita&quot;"')
      expect(answer.text).toContain(`value="${answer.email}"`)
    }
    const accepted = signed.filter(({ status }) => status === 303).map(({ email }) => email)
    await until(async () => {
      const mailed = new Set((await site.mails()).map((mail) => /^To: (\S+)/m.exec(mail)?.[1]))
      return accepted.every((email) => mailed.has(email))
    })
    expect(site.firme('doctor')).toMatch(/totals\s+are exact/)
  } finally {
    isOver = true
    signal(everyPostgres(site), 'SIGCONT')
    await site.stop()
  }
})

test('the database hangs while Omar works in the office: within seconds each page says so in his language, and what he typed is given back', async () => {
  const site = await startSite({ LOG_LEVEL: 'silent' })
  try {
    const omar = await comeIn(site)
    const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
    await db.updateTable('organizer').set({ language: 'es' }).execute()
    await db.destroy()
    const ask = async (path: string, headers: Record<string, string>, fields?: Record<string, string>) => {
      const startedAt = performance.now()
      const answer = await fetch(`${site.officeUrl}${path}`, {
        headers,
        redirect: 'manual',
        ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}),
      })
      const text = await answer.text()
      return { status: answer.status, milliseconds: performance.now() - startedAt, headers: answer.headers, text }
    }
    const before = await ask('/office/campaigns', omar.headers)
    expect(before.text).toContain('<html lang="es"')
    // His browser keeps the language he last read.
    for (const given of before.headers.getSetCookie()) omar.headers.cookie += `; ${given.split(';')[0]}`

    const stopped = hangPostgres(site)
    const stranger = { 'accept-language': 'es' }
    const typed = { intent: 'start', name: 'Alto "Polimigra"', summary: 'Que no entreguen a nadie' }
    const answers = [
      ...(await Promise.all(
        ['/office', '/office/people', '/office/messages', '/office/campaigns'].map((path) => ask(path, omar.headers)),
      )),
      ...(await Promise.all(['/office/sign-in', '/office/recover'].map((path) => ask(path, stranger)))),
      await ask('/office/campaigns', omar.headers, typed),
    ]
    // All have been answered while it hung: within seconds each page says so.
    signal(stopped, 'SIGCONT')
    report('the office', answers)
    for (const answer of answers) {
      await away(answer)
      expect(answer.text).toContain('<html lang="es"')
    }
    expect(answers.at(-1)!.text).toContain('name="name" value="Alto &quot;Polimigra&quot;"')
    await until(async () => (await ask('/office/campaigns', omar.headers)).status === 200)
  } finally {
    signal(everyPostgres(site), 'SIGCONT')
    await site.stop()
  }
})

function oneClickForm(): FormData {
  const body = new FormData()
  body.set('List-Unsubscribe', 'One-Click')
  return body
}

/** 503 in Spanish words, and when to come back. */
async function away({ status, headers, text }: Answer): Promise<void> {
  expect([status, Number(headers.get('retry-after')) > 0, headers.get('cache-control')]).toEqual([
    503,
    true,
    'no-store',
  ])
  expect(text).toMatch(/No podemos recibirlo en este momento|We can’t take this right now/)
}

function percentile(answers: readonly Answer[], part: number): number {
  const sorted = answers.map(({ milliseconds }) => milliseconds).sort((one, two) => one - two)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}

function report(what: string, answers: readonly Answer[]): void {
  const parts = [0.5, 0.99, 0.999, 1].map((part) => Math.round(percentile(answers, part)))
  process.stdout.write(`${what}: ${answers.length}; median, p99, p99.9, slowest: ${parts.join(', ')} ms\n`)
}

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })
}
