import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { test as base, inject } from 'vitest'
import { type Db, openDatabase } from '#db/client'
import { type ProcessRole, processRoles } from '#db/grants'
import { openPetitionDirectory } from '~/actions/petitions/petition-directory.server'
import { sign } from '~/actions/petitions/sign.server'
import type { Env } from '~/env.server'
import { type Intake, openIntake } from '~/queue/intake/append.server'
import type { Keyring } from '~/vault/keyring'
import { keyringFrom } from '~/vault/keyring.server'
import { linkToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { openDrain } from '~/worker/drain-intake.server'
import { envInPublic } from './settings'
import { templateDatabase, templateKey, templateTime, urlOf } from './template'

/** A whole Firme without its processes: `signs` posts the form, and `work` does what the worker does. */
export interface World {
  /** With every right, to set things up and to look. */
  db: Db
  url: string
  /** The database as each process reaches it, with the rights of its own role. */
  as: Record<ProcessRole, Db>
  keyring: Keyring
  intake: Intake
  petitions: ReturnType<typeof openPetitionDirectory>
  /** The settings of a public site with everything set up. */
  env: Env
  at: Date
  /** Posts the petition form. */
  signs: (
    fields: Record<string, string>,
    options?: { slug?: string; language?: 'en' | 'es'; isHeld?: boolean; ref?: string; env?: Env; at?: Date },
  ) => ReturnType<typeof sign>
  /** Drains the intake. */
  work: (now?: Date) => Promise<void>
  confirms: (signatureId: string, at?: Date) => Promise<void>
  total: (slug?: string) => Promise<number>
}

export const slug = 'alto-polimigra'
/** The fixed cast: Rosa signs; Sam shares her address; Tomás has only a phone. */
export const rosa = { given_name: 'Rosa', family_name: 'Martínez', email: 'rosa@example.org', postal_code: '85001' }
export const sam = { ...rosa, given_name: 'Sam', family_name: 'Reyes' }
export const tomas = { given_name: 'Tomás', family_name: '', phone: '602 555 0101', postal_code: '85001' }

export const test = base.extend<{ world: World }>({
  // Vitest reads the names of what a fixture uses from this pattern.
  // oxlint-disable-next-line no-empty-pattern
  world: async ({}, use) => {
    const world = await openWorld()
    await use(world.world)
    await world.close()
  },
})

async function openWorld() {
  const name = await freshDatabase()
  const url = inject('databaseUrl').replace(/firme$/, name)
  const { db } = openDatabase(url, 6)
  const opened = Object.fromEntries(processRoles.map((role) => [role, openDatabase(urlOf(role, url), 4)])) as Record<
    ProcessRole,
    ReturnType<typeof openDatabase>
  >
  const as = { web: opened.web.db, office: opened.office.db, worker: opened.worker.db }
  const keyring = keyringFrom(templateKey)
  const at = templateTime
  const intake = openIntake(opened.web.pool)
  const petitions = openPetitionDirectory(as.web)
  const drain = openDrain(as.worker, keyring)
  const work = async (now = at) => {
    for (let turn = 0; turn < 50; turn += 1) if ((await drain(now, 500)).recorded === 0) return
  }
  const world: World = {
    db,
    url,
    as,
    keyring,
    intake,
    petitions,
    env: envInPublic,
    at,
    work,
    signs: (fields, { slug: to = slug, language = 'es', isHeld = false, ref, env = envInPublic, at: when = at } = {}) =>
      sign({ petitions, intake, env }, { language, slug: to, ref: ref ?? null, fields, isHeld }, when),
    async confirms(signatureId, when = at) {
      const message = await db
        .selectFrom('message')
        .select('id')
        .where('signature_id', '=', signatureId)
        .orderBy('created_at')
        .executeTakeFirstOrThrow()
      await intake.append(await sealingKey(db, null), 'confirmation', { token: linkToken(keyring, message.id) }, when)
      await work(when)
    },
    async total(of = slug) {
      const row = await db
        .selectFrom('petition_total')
        .innerJoin('petition', 'petition.id', 'petition_id')
        .select('confirmed')
        .where('slug', '=', of)
        .executeTakeFirstOrThrow()
      return row.confirmed
    },
  }
  return {
    world,
    async close() {
      await Promise.all([db, ...Object.values(as)].map((one) => one.destroy()))
      dropLater(name)
    },
  }
}

let ready: Promise<string> | null = null
let dropped: Promise<unknown> = Promise.resolve()

/** A copy of the template. The next copy is made while this test runs, because that takes longer than most tests. */
async function freshDatabase(): Promise<string> {
  const name = await (ready ?? makeDatabase())
  ready = makeDatabase()
  // The caller that awaits it gets the error.
  ready.catch(() => {})
  return name
}

async function makeDatabase(): Promise<string> {
  const name = `t${randomBytes(6).toString('hex')}`
  await asAdmin(`create database ${name} template ${templateDatabase} strategy file_copy`)
  return name
}

/** Not awaited: whatever is left is deleted with the server's folder. */
function dropLater(name: string): void {
  dropped = dropped.then(() => asAdmin(`drop database ${name} with (force)`)).catch(() => {})
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('databaseUrl') })
  await admin.connect()
  await admin.query(statement)
  await admin.end()
}
