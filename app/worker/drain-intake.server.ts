import { type Selectable, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { isAway } from '#db/is-away'
import type { IntakeTable } from '#db/schema'
import type { CallPrices } from '~/env.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { type SubmissionKind, submissions, unreadable } from '~/queue/intake/submission'
import type { Keyring } from '~/vault/keyring'
import { createSubmissionOpener, NotSealedToUs, openVault } from '~/vault/open.server'
import { recorders } from './recorders.server'

type Taken = Pick<Selectable<IntakeTable>, 'seq' | 'id' | 'key_id' | 'kind' | 'sealed' | 'held' | 'accepted_at'>

/** Drains one batch; see `openDrain`. */
export type Drain = (now: Date, most: number) => Promise<{ recorded: number; failed: number }>

const firstWait = 60_000
const longestWait = 6 * 60 * 60_000

/**
 * Takes submissions out of the intake and records them.
 *
 * Taking and recording are one transaction, so a submission is always either in the intake or fully recorded. When a
 * batch fails, its rows are tried one by one, so that a bad one does not block the others; it stays in the intake, is
 * retried with growing delays, and shows up in `firme doctor`.
 *
 * @param callPrices what calls cost; defaults to the usual prices
 */
export function openDrain(db: Db, keyring: Keyring, callPrices?: CallPrices): Drain {
  const openSubmission = createSubmissionOpener()

  async function record(trx: Trx, rows: Taken[]): Promise<void> {
    const recording: RecordContext = { trx, keyring, vault: await openVault(trx, keyring), callPrices }
    const arrivals = new Map<string, OpenedSubmission<never>[]>()
    for (const row of rows) {
      const kind = row.kind as SubmissionKind
      const schema = submissions[kind]
      if (!schema) throw new Error(`nothing records the kind ${row.kind}`)
      const open = () => openSubmission(recording.vault, row)
      const read = (opened: string) => schema.parse(JSON.parse(opened))
      const submission = kind === 'kiosk' ? readSealedElsewhere(() => read(open())) : read(openOurs(open))
      if (submission === null) continue
      const ofKind = arrivals.get(kind) ?? []
      ofKind.push({ id: row.id, at: row.accepted_at, held: row.held, submission: submission as never })
      arrivals.set(kind, ofKind)
    }
    for (const [kind, ofKind] of arrivals) await recorders[kind as SubmissionKind](recording, ofKind)
  }

  async function drainOneByOne(seqs: string[], now: Date): Promise<{ recorded: number; failed: number }> {
    let recorded = 0
    let failed = 0
    for (const seq of seqs) {
      try {
        recorded += await db.transaction().execute(async (trx) => {
          const rows = await takeOne(trx, seq)
          if (rows.length > 0) await record(trx, rows)
          return rows.length
        })
      } catch (error) {
        if (isAway(error)) throw error
        failed += 1
        await setAside(db, seq, error, now)
      }
    }
    return { recorded, failed }
  }

  return async (now, most) => {
    let taken: Taken[] = []
    try {
      await db.transaction().execute(async (trx) => {
        taken = await take(trx, now, most)
        if (taken.length > 0) await record(trx, taken)
      })
      return { recorded: taken.length, failed: 0 }
    } catch (error) {
      if (taken.length === 0 || isAway(error)) throw error
      return drainOneByOne(
        taken.map((row) => row.seq),
        now,
      )
    }
  }
}

/** Anybody can submit a blob as browser-sealed. What cannot be opened or parsed is dropped. */
function readSealedElsewhere<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

/** Its `name` is stored as the failure of a submission that does not open. */
class Unreadable extends Error {
  override name = unreadable
}

/**
 * @throws Unreadable for what was not sealed to us. It is kept and tried again, but holds no texts back: whoever may write
 *   a row can write such a one. A key that is missing, or words that this version does not know, hold them back: it may be
 *   somebody's STOP
 */
function openOurs(open: () => string): string {
  try {
    return open()
  } catch (error) {
    if (error instanceof NotSealedToUs) throw new Unreadable('this submission cannot be opened', { cause: error })
    throw error
  }
}

async function take(trx: Trx, now: Date, most: number): Promise<Taken[]> {
  // No wait for the disk: a crash that loses this commit also loses the deletion, so the submissions are back in the
  // intake.
  await sql`set local synchronous_commit = off`.execute(trx)
  const optOuts = await takeOptOuts(trx, now, most)
  if (optOuts.length > 0) return optOuts
  const { rows } = await sql<Taken>`
    delete from intake where seq in (
      select seq from intake where retry_at is null or retry_at <= ${now} order by seq limit ${most} for update skip locked
    ) returning seq, id, key_id, kind, sealed, held, accepted_at
  `.execute(trx)
  return rows.sort((one, two) => Number(BigInt(one.seq) - BigInt(two.seq)))
}

/**
 * Opt-outs go first, in order of arrival. Without `skip locked`, so that a second drain waits instead of overtaking.
 */
async function takeOptOuts(trx: Trx, now: Date, most: number): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    delete from intake where seq in (
      select seq from intake where kind = 'opt-out-text' and (retry_at is null or retry_at <= ${now}) order by seq limit ${most} for update
    ) returning seq, id, key_id, kind, sealed, held, accepted_at
  `.execute(trx)
  return rows.sort((one, two) => Number(BigInt(one.seq) - BigInt(two.seq)))
}

async function takeOne(trx: Trx, seq: string): Promise<Taken[]> {
  return trx
    .deleteFrom('intake')
    .where('seq', '=', seq)
    .returning(['seq', 'id', 'key_id', 'kind', 'sealed', 'held', 'accepted_at'])
    .execute()
}

/** Stores only the type of failure, because error messages may contain what somebody typed. */
async function setAside(db: Db, seq: string, error: unknown, now: Date): Promise<void> {
  const { attempts } = await db.selectFrom('intake').select('attempts').where('seq', '=', seq).executeTakeFirstOrThrow()
  const wait = Math.min(firstWait * 4 ** attempts, longestWait)
  await db
    .updateTable('intake')
    .set({ attempts: attempts + 1, retry_at: new Date(now.getTime() + wait), failure: failureOf(error) })
    .where('seq', '=', seq)
    .execute()
}

function failureOf(error: unknown): string {
  const code = (error as { code?: unknown }).code
  const name = error instanceof Error ? error.name : 'Error'
  return typeof code === 'string' ? `${name} ${code}` : name
}

/** Whether submissions are arriving now: the newest in the intake is less than a second old. */
export async function isArriving(db: Db, now: Date): Promise<boolean> {
  const newest = await db.selectFrom('intake').select('accepted_at').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return newest !== undefined && now.getTime() - newest.accepted_at.getTime() < 1_000
}
