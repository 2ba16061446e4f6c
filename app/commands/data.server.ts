import type pg from 'pg'
import type { Db } from '#db/client'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { migrate } from '#db/migrate'
import { seedDemo } from '#db/seeds/demo'
import { seedReference } from '#db/seeds/reference'
import { seedSignatures } from '#db/seeds/signatures'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { seedDocuments } from '~/campaigns/library/seed-documents.server'
import type { Env } from '~/env.server'
import { refreshFacts } from '~/messages/segments/refresh-facts.server'
import { openIntake } from '~/queue/intake/append.server'
import { readOrMakeKeyring } from '~/vault/keyring-standing.server'
import { sealingKey, vaultKeyCreator } from '~/vault/vault-keys.server'
import { mostReturned } from '~/web/site/mail-hook.server'
import { prepareJobs } from '~/worker/prepare-jobs.server'
import { keyringOf, ownerUrl, say, tryAgain, Wrong } from './command.server'

export async function runMigrate(db: Db, env: Env): Promise<void> {
  const ran = await migrate(db)
  await seedReference(db)
  await withPool(env, prepareJobs)
  say(ran.join('\n') || 'Nothing to do: all migrations have run.')
}

export async function seed(db: Db, env: Env, [flag, many]: string[]): Promise<void> {
  const count = flag === undefined ? 0 : Number(many)
  if (flag !== undefined && flag !== '--signatures') throw new Wrong('Usage: npx firme seed [--signatures N]')
  if (flag !== undefined && (!Number.isInteger(count) || count < 1 || count > 20_000_000 || env.isProduction))
    throw new Wrong('Say how many, 1 to 20,000,000, and not in production: seed --signatures 1000000.')
  await migrate(db)
  await seedReference(db)
  await readOrMakeKeyring(db, env.keyringFile)
  const keyring = await keyringOf(db, env)
  const outcome = await seedDemo(db, vaultKeyCreator(keyring), new Date())
  if (outcome === 'seeded') await seedDocuments(db, env, new Date())
  say(outcome === 'seeded' ? 'Demo campaign created.' : 'There is a campaign already; nothing was changed.')
  if (count > 0) {
    const made = await seedSignatures(db, count, new Date())
    await recount(db, { mend: true }, new Date())
    say(`${made} made-up signatures, all private.`)
  }
}

export async function runRecount(db: Db): Promise<void> {
  const counted = await recount(db, { mend: true }, new Date())
  for (const { petition, shown, counted: real } of counted)
    say(`${petition.padEnd(40)} ${real}${shown === real ? '' : `   (was ${shown}; fixed)`}`)
  if (counted.length === 0) say('There are no petitions.')
  for (const { action, shown, counted: real, isRight } of await recountOutreach(db, { mend: true }))
    say(`${action.padEnd(40)} ${real}${isRight ? '' : `   (was ${shown}; fixed)`}`)
  const people = await refreshFacts(db)
  if (people > 0) say(`What segments know of ${people} people was not right; fixed.`)
}

export async function takeBounce(db: Db, env: Env): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  if (raw.length === 0 || raw.length > mostReturned)
    throw new Wrong(`Give one mail on standard input, at most ${mostReturned / 1024} KB.`)
  await withPool(env, async (pool) => {
    const taken = await openIntake(pool).append(
      await sealingKey(db, null),
      'bounce',
      { raw: raw.toString('base64') },
      new Date(),
    )
    if (taken.outcome === 'busy') process.exitCode = tryAgain
  })
}

/** A second connection to the database that the command has open, for what takes a pool. */
async function withPool(env: Env, work: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const url = await ownerUrl(env, env.databaseUrl ?? (await runningEmbedded(env.dataDir))!)
  const { db, pool } = openDatabase(url, 1)
  try {
    await work(pool)
  } finally {
    await db.destroy()
  }
}
