import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startSite, until } from '../support/running-site'

const root = path.resolve(import.meta.dirname, '..', '..')

/** A copy of the sources, to be changed; packages are those that are there. */
function copyProject(): string {
  const project = mkdtempSync(path.join(tmpdir(), 'firme-project-'))
  for (const part of ['app', 'db', 'emails', 'public', 'package.json', 'tsconfig.json'])
    cpSync(path.join(root, part), path.join(project, part), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
  return project
}

test('what is saved is seen: words, a page, a script, the worker; a slip of the pen stops nothing', async () => {
  const project = copyProject()
  const site = await startSite({}, { command: 'dev', project })
  const file = (name: string) => path.join(project, name)
  /** As editors save: under another name, and renamed. */
  const save = (name: string, change: (text: string) => string) => {
    const before = readFileSync(file(name), 'utf8')
    const after = change(before)
    expect(after).not.toBe(before)
    writeFileSync(`${file(name)}~`, after)
    renameSync(`${file(name)}~`, file(name))
  }
  const shows = (address: string, text: string) =>
    until(
      async () => (await (await fetch(address)).text()).includes(text),
      60_000,
      () => site.output(),
    )
  const says = (text: string) =>
    until(
      async () => site.output().includes(text),
      60_000,
      () => site.output(),
    )
  try {
    // Twice: a rename must not lose the file out of sight.
    for (const word of ['Maíz', 'Frijol']) {
      save('app/i18n/messages/es/site.json', (text) => text.replace(/("home": \{\s+"title": ")[^"]*/, `$1${word}`))
      await shows(`${site.url}/es`, `<title>Firme · ${word}</title>`)
    }
    await says('worker starts again')

    save('app/routes/$lang.privacy.tsx', (text) => `${text}\nconst broken = (\n`)
    await says('app/routes/$lang.privacy.tsx:')
    await says('What was built before goes on until')
    await shows(`${site.url}/es`, 'Frijol')
    save('app/routes/$lang.privacy.tsx', (text) => text.replace('\nconst broken = (\n', ''))

    save('app/office/frame/office.css', (text) => `${text}\n.calabaza { color: red }\n`)
    await shows(`${site.officeUrl}/office/sign-in`, '.calabaza')
    writeFileSync(file('app/routes/chile.ts'), "export const loader = () => new Response('chile')\n")
    await shows(`${site.url}/chile`, 'chile')
    save('public/firme.js', (text) => `${text}\n// epazote\n`)
    await shows(`${site.url}/firme.js`, 'epazote')

    const publicPages = readFileSync(file('build/dev/server/public/index.js'), 'utf8')
    expect(publicPages).toContain('// app/root.tsx')
    expect(publicPages).not.toContain('// app/vault/open.server.ts')
    expect(publicPages).not.toContain('// app/routes/office')
  } finally {
    await site.stop()
    rmSync(project, { recursive: true, force: true })
  }
})

test('npm run dev is refused in production', () => {
  const { status, stderr } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'node'),
    [path.join(root, 'app', 'firme.mjs'), 'dev'],
    { env: { ...process.env, NODE_ENV: 'production' } as NodeJS.ProcessEnv, encoding: 'utf8', timeout: 60_000 },
  )
  expect(status).toBe(1)
  expect(stderr).toContain('npm run dev is not for production')
})
