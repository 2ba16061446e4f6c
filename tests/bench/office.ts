// How long the office takes over many signatures: dashboards, and an export of everybody. Bundled and run by run.mjs.

import { openDatabase } from '#db/client'
import { seedSignatures } from '#db/seeds/signatures'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { readPetitionFigures } from '~/office/dashboard/petition-figures.server'
import { listPages } from '~/office/pages/pages.server'
import { askForExport } from '~/office/people/exports/export-people.server'
import { signerFilter } from '~/office/people/signers.server'
import { usualZone } from '~/ui/page/zones'
import { readKeyringFile } from '~/vault/keyring.server'

const [databaseUrl = '', more = '0', keyringFile = ''] = process.argv.slice(2)
const { db } = openDatabase(databaseUrl, 4)
const now = new Date()

if (Number(more) > 0) {
  await seedSignatures(db, Number(more), now)
  await recount(db, { mend: true }, now)
}
const petition = await db
  .selectFrom('petition')
  .select(['id', 'goal_steps as goalSteps'])
  .orderBy('created_at')
  .executeTakeFirstOrThrow()
const network = await db.selectFrom('member_group').select('id').where('kind', '=', 'network').executeTakeFirstOrThrow()
const { confirmed } = await db
  .selectFrom('petition_total')
  .select('confirmed')
  .where('petition_id', '=', petition.id)
  .executeTakeFirstOrThrow()

console.log(
  `at ${(confirmed / 1e6).toFixed(1)} million signatures: petition dashboard ${await timed(() => readPetitionFigures(db, petition, usualZone, now))}; list of pages ${await timed(() => listPages(db, { groupIds: [network.id], language: 'en' }, now))} (goal 50 ms at one million, 100 ms at ten)`,
)
await exporting()
await db.destroy()

async function timed(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let turn = 0; turn < 60; turn += 1) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  times.sort((one, two) => one - two)
  return `${times[30]!.toFixed(1)} ms, slowest of 60 ${times.at(-1)!.toFixed(1)} ms`
}

async function exporting(): Promise<void> {
  const read = await readKeyringFile(keyringFile)
  if (read.outcome !== 'read')
    return console.log('no export: name the keyring of the running worker as the third argument')
  const { keyring } = read
  const by = '00000000-0000-4000-8000-00000000be0c'
  await db
    .insertInto('organizer')
    .values({
      id: by,
      email_index: Buffer.from(by),
      sealed: Buffer.alloc(0),
      language: 'en',
      password_hash: null,
      sealed_totp: null,
      created_at: now,
      removed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const id = await askForExport(
    db,
    keyring,
    {
      scopes: [{ groupId: network.id, areas: null }],
      filter: signerFilter.parse({}),
      shape: 'people',
      by,
      language: 'en',
    },
    now,
  )
  const startedAt = performance.now()
  let rows = 0
  for (let state = ''; state !== 'ready'; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const job = await db
      .selectFrom('export')
      .select(['state', 'rows_done'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    state = job.state
    rows = job.rows_done
  }
  const seconds = (performance.now() - startedAt) / 1_000
  console.log(`export by the worker: ${rows} people in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)}/s`)
}
