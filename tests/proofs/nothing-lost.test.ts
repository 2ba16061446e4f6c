import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { fromNewNetwork } from '../support/new-network'
import { type RunningSite, startSite, until } from '../support/running-site'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
/** How many have been answered. */
let answered = 0

/** Posts until it is answered with one of `answers`, as a person would; each from a home of its own. */
async function insist(url: string, fields: Record<string, string>, answers: number[]): Promise<void> {
  const home = fromNewNetwork()
  await until(async () => {
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { ...form, ...home },
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    })
    await answer.arrayBuffer()
    return answers.includes(answer.status)
  })
  answered += 1
}

/** Does something for each of many, over fifty connections. */
async function overFifty<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items]
  const one = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: 50 }, one))
}

const mailsOf = async (site: RunningSite) =>
  (await readdir(path.join(site.dataDir, 'outbox', 'mail')).catch(() => [])).filter((name) => name.endsWith('.eml'))
const count = 200

test.for([
  ['a web process', 'web', 'SIGKILL', 2_000],
  ['the worker', 'worker', 'SIGKILL', 1_500],
  ['PostgreSQL', 'postgres', 'SIGQUIT', 2_500],
] as const)(
  '200 people sign and confirm while %s is killed again and again: none lost, none doubled, the total exact',
  async ([, what, signal, every]) => {
    // A proxy we trust, so that this machine stands for many homes.
    const site = await startSite({ WEB_CONCURRENCY: '2', LOG_LEVEL: 'silent', TRUSTED_PROXIES: '1' })
    let kills = 0
    let answeredBefore = -1
    // Whoever has done nothing since the last kill is left to come up: a slow machine would be killed in its recovery for ever.
    const kill = () => {
      if (answered === answeredBefore) return
      const pids = site.pids(what)
      const pid = pids[Math.floor(Math.random() * pids.length)]
      if (!pid) return
      process.kill(pid, signal)
      kills += 1
      answeredBefore = answered
    }
    /**
     * Kills again and again while something goes on; what waits must then come by itself. Not more often than this,
     * because what is killed early and often is started again later and later.
     */
    const underFire = async (work: Promise<void>) => {
      const most = kills + 6
      kill()
      const killing = setInterval(() => kills < most && kill(), every)
      await work.finally(() => clearInterval(killing))
      kill()
    }
    try {
      const page = `${site.url}/es/petitions/alto-polimigra`
      const people = Array.from({ length: count }, (_, number) => `ana${number}`)
      await underFire(
        overFifty(people, (who) =>
          insist(page, { given_name: who, email: `${who}@example.org`, postal_code: '85001' }, [303]),
        ),
      )
      await until(
        async () => (await mailsOf(site)).length === count,
        150_000,
        () => site.output().slice(-2_000),
      )
      const mails = (await site.mails()).map((mail) => mail.replace(/=\r\n/g, ''))
      expect(new Set(mails.map((mail) => /^To: (\S+)/m.exec(mail)?.[1])).size).toBe(count)
      const links = mails.map((mail) => /\/es\/confirm\/[\w-]{22}/.exec(mail)![0])
      await underFire(overFifty(links, (link) => insist(`${site.url}${link}`, {}, [303, 200])))
      await until(
        async () =>
          ((await (await fetch(`${page}.json`)).json()) as { signature_count: number }).signature_count === count,
        60_000,
        () => site.output().slice(-2_000),
      )
      expect(kills).toBeGreaterThan(2)

      const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
      expect(await db.selectFrom('intake').select('id').execute()).toEqual([])
      expect(await db.selectFrom('signature').select('id').where('state', '=', 'confirmed').execute()).toHaveLength(
        count,
      )
      await db.destroy()
      expect(site.firme('doctor')).toMatch(/totals\s+are exact/)
      // One request to confirm and one thank-you each, and nothing else.
      await until(async () => (await mailsOf(site)).length === 2 * count)
    } finally {
      await site.stop()
    }
  },
)
