import { sql } from 'kysely'
import { type Db } from '#db/client'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import type { Check } from '~/web/site/ready.server'

/** Whether what pages show is what a recount finds. */
export async function totalsCheck(db: Db, now: Date): Promise<Check> {
  const signed = (await recount(db, { mend: false }, now))
    .filter((one) => one.shown !== one.counted)
    .map((one) => one.petition)
  const reached = (await recountOutreach(db, { mend: false })).filter((one) => !one.isRight).map((one) => one.action)
  const wrong = [...signed, ...reached]
  return {
    name: 'totals',
    state: wrong.length === 0 ? 'ok' : 'bad',
    detail: wrong.length === 0 ? 'are exact' : `${wrong.join(', ')} differ: npx firme recount`,
  }
}

/** Signatures that wait for somebody to look. */
export async function heldCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{
    held: number
  }>`select count(*)::integer as held from signature where held is not null`.execute(db)
  const { held } = rows[0]!
  return {
    name: 'held signatures',
    state: held === 0 ? 'ok' : 'warn',
    detail: held === 0 ? 'none' : `${held} wait for somebody to look: npx firme held`,
  }
}
