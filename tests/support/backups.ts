import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { FilesBeside } from '~/vault/backups/files-beside'
import { writeBackup } from '~/vault/backups/write-backup.server'

/** A folder that goes when the test is over. */
export function folderForTest(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'firme-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A pair of age keys: what backups are written to, and what opens them. */
export async function ageKeys(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateIdentity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** A backup of a database. */
export async function backedUp(
  databaseUrl: string,
  more: { file?: string; keyring?: Buffer; files?: FilesBeside } = {},
) {
  const { identity, recipient } = await ageKeys()
  const file = more.file ?? path.join(folderForTest(), 'firme.age')
  const done = await writeBackup({
    databaseUrl,
    file,
    lock: { recipients: [recipient] },
    keyring: more.keyring ?? null,
    files: more.files ?? null,
  })
  return { file, identity, recipient, done, keys: { passphrase: null, identities: [identity] } }
}

/** An empty database on the server of the tests. @param owner one that owns it and may nothing else; null: the superuser */
export async function emptyDatabase(owner: 'plain' | null = null): Promise<string> {
  const name = `b${randomBytes(6).toString('hex')}`
  const server = new URL(inject('databaseUrl'))
  await asAdmin(owner ? `create role ${name} login password 'plain'` : 'select 1')
  await asAdmin(`create database ${name} template template0${owner ? ` owner ${name}` : ''}`)
  onTestFinished(async () => {
    await asAdmin(`drop database ${name} with (force)`)
    if (owner) await asAdmin(`drop role ${name}`)
  })
  server.pathname = `/${name}`
  if (owner) {
    server.username = name
    server.password = 'plain'
  }
  return server.href
}

/** Runs one statement as the superuser. */
async function asAdmin(statement: string): Promise<pg.QueryResult> {
  const admin = new pg.Client({ connectionString: inject('databaseUrl') })
  await admin.connect()
  try {
    return await admin.query(statement)
  } finally {
    await admin.end()
  }
}
