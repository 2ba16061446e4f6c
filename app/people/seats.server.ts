import type { Trx } from '#db/client'
import { isPaused } from '~/queue/outbox/switches.server'
import { sweepPeople } from './sweep-people.server'

/** Hours from when we asked for its confirmation, after which a name gives way to another one on the same contact. */
export const hoursToConfirm = 24

/** How a table seats the names on a contact: its unique keys decide. */
export interface Seating<Row> {
  idOf(row: Row): string
  /** Inserts those whose seat is free. @returns their ids */
  insert(rows: Row[], seat: 1 | 2): Promise<Set<string>>
  /**
   * Deletes what has waited `hoursToConfirm` for its confirmation, the longest first, once for each that found no seat. Skips
   * whoever is confirming at this moment, and contacts on which this very name stands: there is no seat to find.
   *
   * @returns contacts on which something was deleted
   */
  clear(standing: Row[]): Promise<string[]>
}

/**
 * Seat one for the first name on a contact, seat two for the second. A third gets the seat of one that has waited a day
 * for its confirmation, so that names somebody made up keep nobody away for long; else it finds no seat. Under a legal hold
 * nothing gives way.
 *
 * @returns those that found one
 */
export async function takeSeats<Row>(trx: Trx, rows: Row[], seating: Seating<Row>): Promise<Row[]> {
  const seated = await insertInSeats(rows, seating)
  const standing = rows.filter((row) => !seated.includes(row))
  if (standing.length === 0 || (await isPaused(trx, 'legal-hold'))) return seated
  const contactIds = await seating.clear(standing)
  if (contactIds.length === 0) return seated
  const later = await insertInSeats(standing, seating)
  await sweepPeople(trx, contactIds)
  return rows.filter((row) => seated.includes(row) || later.includes(row))
}

async function insertInSeats<Row>(rows: Row[], { idOf, insert }: Seating<Row>): Promise<Row[]> {
  const first = await insert(rows, 1)
  const standing = rows.filter((row) => !first.has(idOf(row)))
  const second = standing.length > 0 ? await insert(standing, 2) : new Set<string>()
  return rows.filter((row) => first.has(idOf(row)) || second.has(idOf(row)))
}
