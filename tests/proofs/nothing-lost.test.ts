import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { startSite, until, type RunningSite } from '../support/running-site'

/** Posts signatures over 50 connections; each is posted again until it is answered, as a person would. */
async function sign(site: RunningSite, tag: string, count: number): Promise<void> {
  let next = 0
  const one = async () => {
    while (next < count) {
      const who = `${tag}${next++}`
      await until(async () => {
        const body = new URLSearchParams({ given_name: who, email: `${who}@example.org`, postal_code: '85001' })
        const home = `10.0.${Math.floor(next / 250)}.${next % 250}`
        const answer = await fetch(`${site.url}/es/petitions/alto-polimigra`, { method: 'POST', body, headers: { 'x-forwarded-for': home }, redirect: 'manual', signal: AbortSignal.timeout(10_000) })
        if (answer.status === 429) throw new Error('refused')
        return answer.status === 303
      }, 60_000)
    }
  }
  await Promise.all(Array.from({ length: 50 }, one))
}

const addressesIn = async (site: RunningSite) => (await site.mails()).map((mail) => /^To: (\S+)/m.exec(mail)?.[1] ?? '')

test('signatures survive kill -9 of web, worker and PostgreSQL: none lost, none doubled, each owed one mail', async () => {
  // A proxy we trust, so that this machine stands for many homes.
  const site = await startSite({ WEB_CONCURRENCY: '2', LOG_LEVEL: 'silent', TRUSTED_PROXIES: '1' })
  try {
    const count = 3_000
    const kill = (what: 'web' | 'worker' | 'postgres', signal: NodeJS.Signals) => site.pids(what).slice(0, 1).forEach((pid) => process.kill(pid, signal))
    const killing = setInterval(() => kill('web', 'SIGKILL'), 2_000)
    const later = [setTimeout(() => kill('worker', 'SIGKILL'), 1_000), setTimeout(() => kill('postgres', 'SIGQUIT'), 3_000)]
    await sign(site, 'ana', count)
    clearInterval(killing)
    later.forEach(clearTimeout)
    kill('worker', 'SIGKILL')
    await until(async () => new Set(await addressesIn(site)).size === count, 150_000, () => site.output().slice(-2_000))
    const addresses = await addressesIn(site)
    expect(addresses.length).toBe(count)
    expect(site.firme('doctor')).toMatch(/totals\s+are exact/)
  } finally {
    await site.stop()
  }
})

test('planted names, addresses, numbers, IP and user agent are nowhere on the disk', async () => {
  const site = await startSite({ TRUSTED_PROXIES: '1' })
  try {
    const planted = ['Zenobia', 'Quetzalcoatlan', 'zenobia.planted@example.org', '6025550177', '203.0.113.9', 'PROBE-UA']
    const body = new URLSearchParams({ given_name: planted[0]!, family_name: planted[1]!, email: planted[2]!, phone: planted[3]!, postal_code: '85001', comments: 'PLANTEDCOMMENT' })
    const headers = { 'x-forwarded-for': planted[4]!, 'user-agent': planted[5]! }
    await fetch(`${site.url}/es/petitions/alto-polimigra`, { method: 'POST', body, headers, redirect: 'manual' })
    await until(async () => (await site.mails()).length === 1)
    execFileSync('rm', ['-rf', `${site.dataDir}/outbox`])
    for (const text of [...planted, 'PLANTEDCOMMENT']) {
      const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('hex')), Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, ''))]
      for (const form of forms) {
        const pattern = [...form].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
        const hits = execFileSync('sh', ['-c', `grep -rlaP '${pattern}' '${site.dataDir}' || true`], { encoding: 'utf8' })
        expect(hits, text).toBe('')
      }
      expect(site.output()).not.toContain(text)
    }
  } finally {
    await site.stop()
  }
})
