import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { describeStructure } from '#db/structure'
import { everySample } from '#emails/render-mail'
import { personalColumns } from '~/people/what-we-hold.server'
import { wings } from '../.dependency-cruiser.mjs'
import { test } from './support/firme-test'

const root = path.resolve(import.meta.dirname, '..')
const files = ['app', 'db', 'emails'].flatMap((folder) =>
  (readdirSync(path.join(root, folder), { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(folder, name)),
)
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

interface Cruised {
  modules: { source: string; dependencies: { resolved: string; dependencyTypes: string[] }[] }[]
  summary: { violations: { from: string; to: string; rule: { name: string } }[] }
}

const cruised = JSON.parse(
  execFileSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'json',
      'app',
      'db',
      'emails',
    ],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  ),
) as Cruised

test('imports only run down the wings, and no other rule of the house is broken', () => {
  const broken = cruised.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} imports ${to}`)
  expect(broken).toEqual([])
})

test('a form that is posted is a `Form`, which leads to what is wrong with it', () => {
  for (const file of files.filter((one) => one.endsWith('.tsx') && one !== 'app/ui/forms/form.tsx'))
    expect(/<form\b[^>]*method="post"/.test(read(file)), file).toBe(false)
})

test('the rules see every source file, and every wing holds some', () => {
  const seen = new Set(cruised.modules.map(({ source }) => source))
  expect(files.filter((file) => !seen.has(file))).toEqual([])
  for (const { name, holds } of wings)
    expect(
      [...seen].some((file) => holds.some((place: string) => file.startsWith(place))),
      name,
    ).toBe(true)
})

test('only env.server.ts reads the environment', () => {
  for (const file of files.filter((one) => one !== 'app/env.server.ts'))
    expect(/\bprocess\.env\b/.test(read(file)), file).toBe(false)
})

test('nothing a public route reaches opens a person', () => {
  const uses = new Map(
    cruised.modules.map(({ source, dependencies }) => [
      source,
      dependencies.filter((one) => !one.dependencyTypes.includes('type-only')).map((one) => one.resolved),
    ]),
  )
  const reached = new Set<string>()
  const visit = (file: string) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const next of uses.get(file) ?? []) visit(next)
  }
  for (const file of files.filter(
    (one) =>
      (one.startsWith('app/routes/') && !one.startsWith('app/routes/office')) ||
      one === 'app/root.tsx' ||
      one === 'app/web/site/web.server.ts',
  ))
    visit(file)
  expect(reached).not.toContain('app/vault/open.server.ts')
  expect(reached.size).toBeGreaterThan(200)
})

test('every column of bytes or text says what it is for', async ({ world }) => {
  const personal = new Set((await personalColumns(world.db)).map((one) => one.column))
  const { rows } = await sql<{ name: string }>`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and a.atttypid = 'bytea'::regtype and c.relname not in ('vault_key') and col_description(c.oid, a.attnum) is null
  `.execute(world.db)
  expect(rows).toEqual([])
  expect([...personal]).toEqual(
    expect.arrayContaining([
      'person.sealed',
      'contact_point.sealed',
      'signature.sealed_comment',
      'intake.sealed',
      'public_name.display_name',
    ]),
  )
  for (const one of await personalColumns(world.db))
    expect(
      [one.purpose, one.keptUntil, one.whoOpens].every((part) => part.length > 2),
      one.column,
    ).toBe(true)
})

test('structure.sql is the schema', async ({ world }) => {
  expect(read('db/structure.sql').trim()).toBe((await describeStructure(world.db)).trim())
})

test('every mail to people who sign says in both languages how to stop, and where one’s own page is', () => {
  for (const mail of everySample().filter(
    (one) =>
      ![
        'office-invitation',
        'money-near',
        'money-spent',
        'forgetting-30',
        'forgetting-7',
        'let-in-again',
        'sign-in-failed',
        'confirm-address',
        'confirm-sender',
        'address-changes',
        'sender-test',
        'daily-digest',
      ].includes(one.template),
  )) {
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('/stop/')
      expect(part).toMatch(/\/(?:en|es)\/me\b/)
    }
    expect(mail.subject.length).toBeGreaterThan(5)
  }
})
