import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Purpose } from '#db/schema'
import { budgetOf, granted } from './budgets'

/** One message that needs a share of a budget. */
export interface BudgetAsking {
  blindIndex: Buffer
  purpose: Purpose
  /** Whether somebody has ever responded from this contact. */
  proven: boolean
  /** Messages with the same value count once, such as links to a contact's own page in each campaign. */
  together?: string | undefined
}

interface Counted {
  blind_index: Buffer
  purpose: Purpose
  day: number
  month: number
  minutes: number | null
  is_known: boolean
  is_stopped: boolean
}

/**
 * Takes from each contact's budgets, first come first served, and records only what is granted: a refused request uses
 * nothing up. Locks the contacts' budgets until the end of the transaction, in a fixed order, so that two workers
 * neither grant the same share twice nor deadlock.
 *
 * @returns for each message, whether it may be sent
 */
export async function takeFromBudgets(trx: Trx, asking: BudgetAsking[], now: Date): Promise<boolean[]> {
  const keyOf = ({ blindIndex, purpose }: BudgetAsking) => `${blindIndex.toString('hex')} ${purpose}`
  const asked = [...new Map(asking.map((one) => [keyOf(one), one])).values()]
  await holdBudgets(
    trx,
    asked.map(({ blindIndex }) => blindIndex),
  )
  const counts = await countUsed(trx, asked, now)
  const taken = new Map<string, number>()
  const ofAsk = new Map<string, boolean>()
  const isGranted = asking.map((one) => {
    const key = keyOf(one)
    const ask = one.together && `${key} ${one.together}`
    if (ask && ofAsk.has(ask)) return ofAsk.get(ask)!
    const { day, month, minutes, is_known: isKnown, is_stopped: isStopped } = counts.get(key)!
    const already = taken.get(key) ?? 0
    const may =
      granted(budgetOf(one.purpose, (one.proven || isKnown) && !isStopped), { day, month, minutesAgo: minutes }) >
      already
    if (may) taken.set(key, already + 1)
    if (ask) ofAsk.set(ask, may)
    return may
  })
  await writeTaken(
    trx,
    asked.flatMap((one) => (taken.has(keyOf(one)) ? [{ ...one, owed: taken.get(keyOf(one))! }] : [])),
    now,
  )
  return isGranted
}

/** Locks contacts' budgets until the end of the transaction, in a fixed order. Reentrant. */
export async function holdBudgets(trx: Trx, blindIndexes: Buffer[]): Promise<void> {
  const contacts = [...new Set(blindIndexes.map((blindIndex) => blindIndex.toString('hex')))].toSorted()
  await sql`select pg_advisory_xact_lock(hashtextextended('budget ' || mark, 0)) from unnest(${contacts}::text[]) as held (mark)`.execute(
    trx,
  )
}

/** For `own-page` a day is the last 24 hours, since exact times are stored; for all other purposes, the UTC day. */
async function countUsed(trx: Trx, asked: BudgetAsking[], now: Date): Promise<Map<string, Counted>> {
  const { rows } = await sql<Counted>`
    select asked.blind_index, asked.purpose, suppression.blind_index is not null as is_stopped,
      exists (select from contact_point where contact_point.blind_index = asked.blind_index and proven_on is not null) as is_known,
      coalesce(sum(owed) filter (where case asked.purpose when 'own-page' then owed_at > ${now}::timestamptz - interval '24 hours' else owed_at >= date_trunc('day', ${now}::timestamptz, 'UTC') end), 0)::integer as day,
      coalesce(sum(owed), 0)::integer as month,
      (extract(epoch from ${now}::timestamptz - max(owed_at) filter (where asked.purpose = 'own-page')) / 60)::float8 as minutes
    from unnest(${asked.map(({ blindIndex }) => blindIndex)}::bytea[], ${asked.map(({ purpose }) => purpose)}::text[]) as asked (blind_index, purpose)
    left join message_budget as budget on budget.blind_index = asked.blind_index and budget.purpose = asked.purpose and owed_at > ${now}::timestamptz - interval '30 days'
    left join suppression on suppression.blind_index = asked.blind_index
    group by asked.blind_index, asked.purpose, suppression.blind_index
  `.execute(trx)
  return new Map(rows.map((row) => [`${row.blind_index.toString('hex')} ${row.purpose}`, row]))
}

async function writeTaken(trx: Trx, taken: (BudgetAsking & { owed: number })[], now: Date): Promise<void> {
  if (taken.length === 0) return
  await sql`
    insert into message_budget (blind_index, purpose, owed_at, owed)
    select blind_index, purpose, case purpose when 'own-page' then ${now}::timestamptz else date_trunc('day', ${now}::timestamptz, 'UTC') end, owed
    from unnest(${taken.map(({ blindIndex }) => blindIndex)}::bytea[], ${taken.map(({ purpose }) => purpose)}::text[], ${taken.map(({ owed }) => owed)}::smallint[]) as taken (blind_index, purpose, owed)
    on conflict (blind_index, purpose, owed_at) do update set owed = least(message_budget.owed + excluded.owed, 1000)
  `.execute(trx)
}
