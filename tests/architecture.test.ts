import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { personalColumns } from '~/people/what-we-hold.server'
import { everySample } from '#emails/render-mail'
import { sql } from 'kysely'
import { describeStructure } from '#db/structure'
import { test } from './support/firme-test'

const root = path.resolve(import.meta.dirname, '..')
const files = ['app', 'db', 'emails'].flatMap((folder) =>
  (readdirSync(path.join(root, folder), { recursive: true }) as string[]).filter((name) => /\.tsx?$/.test(name)).map((name) => path.join(folder, name)),
)
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const room = (file: string) => file.split('/')[1]!

test('nobody imports routes, and only env.server.ts reads the environment', () => {
  for (const file of files) {
    expect(/from '~\/routes|from '\.\.\/routes/.test(read(file)), file).toBe(false)
    if (file !== 'app/env.server.ts') expect(/\bprocess\.env\b/.test(read(file)), file).toBe(false)
  }
})

test('a form that is posted is a `Form`, which leads to what is wrong with it', () => {
  for (const file of files.filter((one) => one.endsWith('.tsx') && one !== 'app/forms/form.tsx')) expect(/<form\b[^>]*method="post"/.test(read(file)), file).toBe(false)
})

test('only mailer, sms and voice talk to providers', () => {
  for (const file of files) if (/from '(nodemailer|twilio)'/.test(read(file))) expect(['mailer', 'sms', 'voice'], file).toContain(room(file))
})

test('nothing a public route reaches opens a person', () => {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, name = ''] of read(file).matchAll(/^(?:import|export)(?! type)[^;'"]*?from '([^']+)'/gm)) {
      const base = name.startsWith('~/') ? `app/${name.slice(2)}` : name.startsWith('#') ? name.slice(1) : name.startsWith('.') ? path.join(path.dirname(file), name) : ''
      const found = files.find((one) => one === `${base}.ts` || one === `${base}.tsx` || one === base)
      if (found) visit(found)
    }
  }
  for (const file of files.filter((one) => (one.startsWith('app/routes/') && !one.startsWith('app/routes/office')) || one === 'app/root.tsx' || one === 'app/web/web.server.ts')) visit(file)
  expect([...seen]).not.toContain('app/vault/open.server.ts')
  expect(seen.size).toBeGreaterThan(40)
})

test('pure files import no server file', () => {
  for (const file of files.filter((one) => /^app\/[a-z-]+\/[a-z-]+\.ts$/.test(one) && !one.startsWith('app/routes/') && room(one) !== 'worker')) {
    expect(/^import (?!type)[^']*'[^']*\.server'/m.test(read(file)), file).toBe(false)
  }
})

test('every column of bytes or text says what it is for', async ({ world }) => {
  const personal = new Set((await personalColumns(world.db)).map((one) => one.column))
  const { rows } = await sql<{ name: string }>`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and a.atttypid = 'bytea'::regtype and c.relname not in ('vault_key') and col_description(c.oid, a.attnum) is null
  `.execute(world.db)
  expect(rows).toEqual([])
  expect([...personal]).toEqual(expect.arrayContaining(['person.sealed', 'contact_point.sealed', 'signature.sealed_comment', 'intake.sealed', 'public_name.display_name']))
  for (const one of await personalColumns(world.db)) expect([one.purpose, one.keptUntil, one.whoOpens].every((part) => part.length > 2), one.column).toBe(true)
})

test('structure.sql is the schema', async ({ world }) => {
  expect(read('db/structure.sql').trim()).toBe((await describeStructure(world.db)).trim())
})

test('every mail to people who sign says in both languages how to stop, and where one’s own page is', () => {
  for (const mail of everySample().filter((one) => !['office-invitation', 'money-near', 'money-spent', 'forgetting-30', 'forgetting-7', 'let-in-again'].includes(one.template))) {
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('/stop/')
      expect(part).toContain('/me/')
    }
    expect(mail.subject.length).toBeGreaterThan(5)
  }
})
