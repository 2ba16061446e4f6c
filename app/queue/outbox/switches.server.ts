import type { Db } from '#db/client'
import type { SwitchName } from '#db/schema'
import { resumeHeldDeletions } from '~/queue/intake/held-deletions.server'

/** A stop switch: stops one channel, all new submissions, or all deleting, everywhere at once. */
export interface StopSwitch {
  name: SwitchName
  isOn: boolean
  changedBy: string | null
  changedAt: Date | null
}

export const switchNames: readonly SwitchName[] = ['mail', 'sms', 'calls', 'read-only', 'legal-hold']

export async function readSwitches(db: Db): Promise<StopSwitch[]> {
  const rows = await db.selectFrom('stop_switch').selectAll().execute()
  return switchNames.flatMap((name) =>
    rows
      .filter((row) => row.name === name)
      .map((row) => ({ name, isOn: row.is_on, changedBy: row.changed_by, changedAt: row.changed_at })),
  )
}

/** Whether a switch is on. */
export async function isPaused(db: Db, name: SwitchName): Promise<boolean> {
  const row = await db.selectFrom('stop_switch').select('is_on').where('name', '=', name).executeTakeFirst()
  return row?.is_on ?? false
}

const watchEvery = 2_000

/**
 * Polls one switch every two seconds once `look` was called, so that a process need not query the database each time.
 */
export interface SwitchWatch {
  /** The state when the database last answered; off until then. */
  isPaused: () => boolean
  /** Checks now, and every two seconds from now on. */
  look: () => Promise<void>
  stop: () => void
}

export function watchSwitch(db: Db, name: SwitchName, noteError: (error: unknown) => void): SwitchWatch {
  let isOn = false
  let timer: NodeJS.Timeout | undefined
  let [asked, answered] = [0, 0]
  const read = () => {
    asked += 1
    const turn = asked
    return isPaused(db, name).then((found) => {
      // Ignore an answer that arrives after a later one.
      if (turn < answered) return
      answered = turn
      isOn = found
    }, noteError)
  }
  return {
    isPaused: () => isOn,
    look() {
      timer ??= setInterval(read, watchEvery)
      return read()
    },
    stop: () => clearInterval(timer),
  }
}

/**
 * Turns a switch on or off. Lifting a legal hold has what people asked to delete meanwhile deleted at once.
 *
 * @returns false when it already was
 */
export async function setPaused(
  db: Db,
  name: SwitchName,
  isOn: boolean,
  by: string | null,
  now: Date,
): Promise<boolean> {
  const turned = await db
    .updateTable('stop_switch')
    .set({ is_on: isOn, changed_by: by, changed_at: now })
    .where('name', '=', name)
    .where('is_on', '<>', isOn)
    .executeTakeFirst()
  if (name === 'legal-hold' && !isOn) await resumeHeldDeletions(db)
  return turned.numUpdatedRows === 1n
}
