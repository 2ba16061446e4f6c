import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { rosa, slug } from '../support/firme-test'
import { startSite, until } from '../support/running-site'

const root = path.resolve(import.meta.dirname, '..', '..')

test('the keyring is lost and worker and office start again: no other is made, signing goes on, everybody says what to put back, and then all is recorded', async () => {
  const site = await startSite({ LOG_LEVEL: 'silent' })
  const file = path.join(site.dataDir, 'keyring.json')
  const sign = (email: string) =>
    fetch(`${site.url}/es/petitions/${slug}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...rosa, email }).toString(),
    })
  const keyring = async (url: string) => {
    const answer = await fetch(`${url}/readyz`)
    const { checks } = (await answer.json()) as { checks: { name: string; state: string; detail: string }[] }
    return { status: answer.status, ...checks.find(({ name }) => name === 'keyring')! }
  }
  // The exit code of doctor says that something is bad: what it prints is wanted here.
  const doctor = () => {
    const env = { ...process.env, DATA_DIR: site.dataDir, NODE_ENV: 'development' } as NodeJS.ProcessEnv
    return spawnSync(path.join(root, 'node_modules', '.bin', 'node'), [path.join(root, 'app', 'firme.mjs'), 'doctor'], {
      cwd: root,
      env,
      encoding: 'utf8',
    }).stdout
  }
  const restart = () => {
    for (const role of ['worker', 'office'] as const) for (const pid of site.pids(role)) process.kill(pid, 'SIGKILL')
  }
  try {
    await until(async () => (await keyring(site.url)).state === 'ok')
    const copy = `${file}.copy`
    renameSync(file, copy)
    restart()
    await until(async () => (await keyring(site.url)).detail.includes(`${file} is missing`))
    expect((await keyring(site.url)).status).toBe(503)
    await until(async () => (await keyring(site.officeUrl)).status === 503)
    expect(existsSync(file)).toBe(false)

    expect((await fetch(`${site.url}/es`)).status).toBe(200)
    expect((await sign('rosa@example.org')).status).toBe(303)
    for (const [language, words] of [
      ['en', 'The office is locked'],
      ['es', 'Mientras tanto la gente sigue firmando'],
    ] as const) {
      const page = await fetch(`${site.officeUrl}/office`, { headers: { 'accept-language': language } })
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '60'])
      const text = await page.text()
      expect(text).toContain(words)
      expect(text).toContain('keyring.json')
    }
    expect(doctor()).toContain(`${file} is missing`)

    writeFileSync(file, '{"version":1,')
    await until(async () => (await keyring(site.url)).detail.includes(`${file} is damaged`))
    writeFileSync(file, JSON.stringify({ version: 1, secret: Buffer.alloc(32, 7).toString('base64') }), { mode: 0o600 })
    await until(async () => (await keyring(site.url)).detail.includes('the keyring of another installation'))
    expect(doctor()).toContain('the keyring of another installation')

    writeFileSync(file, readFileSync(copy), { mode: 0o600 })
    await until(async () => (await keyring(site.url)).status === 200)
    await until(async () => (await fetch(`${site.officeUrl}/office`, { redirect: 'manual' })).status === 302)
    await until(async () => (await site.mails()).some((mail) => mail.includes('To: rosa@example.org')))
    expect(doctor()).toMatch(/campaign keys\s+open with this keyring/)
  } finally {
    await site.stop()
  }
})
