import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { isAway } from '#db/is-away'
import { createSealer, type SealingKey } from '~/vault/seal.server'
import type { Submission, SubmissionKind } from './submission'

/** The intake: the only way in for submissions. */
export interface Intake {
  /**
   * Seals a submission and appends it; resolves after the commit.
   *
   * @param held why it must not count until somebody has reviewed it, or null
   * @returns `accepted` with its row id, or `busy` when too many are waiting or the database does not answer in time:
   *   try again
   * @throws when the database refuses the row
   */
  append<Kind extends SubmissionKind>(
    to: SealingKey,
    kind: Kind,
    submission: Submission<Kind>,
    now: Date,
    held?: string | null,
  ): Promise<Appended>
  /** Appends a submission that a browser has sealed to this key, as this kind, under this id. */
  appendSealed(
    to: SealingKey,
    kind: SubmissionKind,
    id: string,
    sealed: Buffer,
    now: Date,
    held: string | null,
  ): Promise<Appended>
}

export type Appended = { outcome: 'accepted'; id: string } | { outcome: 'busy'; retryAfter: number }

interface Row {
  id: string
  keyId: string
  kind: SubmissionKind
  sealed: Buffer
  held: string | null
  acceptedAt: Date
  /** Its sender was told to try again; it is not written any more, unless the insert is already in flight. */
  isGivenUp: boolean
  committed: () => void
  failed: (error: unknown) => void
}

/** Opt-outs, and reports about messages and calls already sent, are accepted even in read-only mode. */
const alwaysTaken: ReadonlySet<SubmissionKind> = new Set([
  'stop',
  'inbound-text',
  'opt-out-text',
  'text-status',
  'mail-report',
  'bridge-event',
])

const mostWaiting = 5_000
const mostPerInsert = 500
const insertsAtOnce = 2
/**
 * Milliseconds without any commit after which waiting senders are told to try again; while other rows still commit, the
 * intake is only slow. A row that is written anyway and sent again counts once.
 */
const longestSilence = 1_700
const tryAgainAfter = 5

/**
 * Opens the intake on a connection pool. Group commit: while one insert is in flight the next rows gather, so that
 * under load many rows share one commit.
 *
 * @param isReadOnly while true, only `alwaysTaken` kinds are accepted
 */
export function openIntake(pool: pg.Pool, isReadOnly: () => boolean = () => false): Intake {
  const seal = createSealer()
  let waiting: Row[] = []
  let underWay = 0
  let committedAt = 0

  async function flush() {
    waiting = waiting.filter((row) => !row.isGivenUp)
    if (underWay >= insertsAtOnce || waiting.length === 0) return
    const rows = waiting.slice(0, mostPerInsert)
    waiting = waiting.slice(mostPerInsert)
    underWay += 1
    try {
      await insert(pool, rows)
      committedAt = performance.now()
      for (const row of rows) row.committed()
    } catch (error) {
      for (const row of rows) row.failed(error)
    } finally {
      underWay -= 1
      void flush()
    }
  }

  function push(row: Omit<Row, 'isGivenUp' | 'committed' | 'failed'>): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const one: Row = {
        ...row,
        isGivenUp: false,
        committed() {
          clearTimeout(late)
          resolve({ outcome: 'accepted', id: row.id })
        },
        failed(error) {
          clearTimeout(late)
          if (isAway(error)) resolve({ outcome: 'busy', retryAfter: tryAgainAfter })
          else reject(error)
        },
      }
      const giveUpOrWait = () => {
        const left = committedAt + longestSilence - performance.now()
        if (left > 0) return void (late = setTimeout(giveUpOrWait, left))
        one.isGivenUp = true
        resolve({ outcome: 'busy', retryAfter: tryAgainAfter })
      }
      let late = setTimeout(giveUpOrWait, longestSilence)
      waiting.push(one)
      // After the callbacks of this event loop turn, so that rows that arrived together are written together.
      if (underWay < insertsAtOnce && waiting.length === 1) setImmediate(() => void flush())
    })
  }

  return {
    append(to, kind, submission, now, held = null) {
      if (isReadOnly() && !alwaysTaken.has(kind)) return Promise.resolve({ outcome: 'busy', retryAfter: 600 })
      if (waiting.length >= mostWaiting) return Promise.resolve({ outcome: 'busy', retryAfter: tryAgainAfter })
      const id = randomUUID()
      return push({
        id,
        keyId: to.keyId,
        kind,
        sealed: seal(to, kind, id, JSON.stringify(submission), now),
        held,
        acceptedAt: now,
      })
    },
    async appendSealed(to, kind, id, sealed, now, held) {
      if (isReadOnly() || waiting.length >= mostWaiting) return { outcome: 'busy', retryAfter: 60 }
      return push({ id, keyId: to.keyId, kind, sealed, held, acceptedAt: now })
    },
  }
}

/** Arrays instead of one parameter per value: the statement's text is the same for one row and for five hundred. */
async function insert(pool: pg.Pool, rows: Row[]): Promise<void> {
  await pool.query(
    `insert into intake (id, key_id, kind, sealed, held, accepted_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[])`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.keyId),
      rows.map((row) => row.kind),
      rows.map((row) => row.sealed),
      rows.map((row) => row.held),
      rows.map((row) => row.acceptedAt),
    ],
  )
}
