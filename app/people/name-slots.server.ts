import type { Trx } from '#db/client'
import { isPaused } from '~/queue/outbox/switches.server'
import { sweepPeople } from './sweep-people.server'

/**
 * Hours after our confirmation request when an unconfirmed name may lose its slot to another name on the same contact.
 */
export const hoursToConfirm = 24

/** How a table assigns name slots on a contact; its unique keys decide. */
export interface Slotting<Row> {
  idOf(row: Row): string
  /** Inserts the rows whose slot is free. @returns their ids */
  insert(rows: Row[], nameSlot: 1 | 2): Promise<Set<string>>
  /**
   * Deletes rows that have waited `hoursToConfirm` for confirmation, oldest first, one for each row in `standing`.
   * Skips rows that are being confirmed right now, and contacts that already hold this very name, because they need no
   * slot.
   *
   * @returns contacts on which something was deleted
   */
  clear(standing: Row[]): Promise<string[]>
}

/**
 * Gives slot 1 to the first name on a contact and slot 2 to the second. A third name takes the slot of a name that has
 * been unconfirmed for a day, so that made-up names cannot block a contact for long; otherwise it gets none. Under a
 * legal hold nothing is replaced.
 *
 * @returns the rows that got a slot
 */
export async function takeNameSlots<Row>(trx: Trx, rows: Row[], slotting: Slotting<Row>): Promise<Row[]> {
  const placed = await insertInSlots(rows, slotting)
  const standing = rows.filter((row) => !placed.includes(row))
  if (standing.length === 0 || (await isPaused(trx, 'legal-hold'))) return placed
  const contactIds = await slotting.clear(standing)
  if (contactIds.length === 0) return placed
  const later = await insertInSlots(standing, slotting)
  await sweepPeople(trx, contactIds)
  return rows.filter((row) => placed.includes(row) || later.includes(row))
}

async function insertInSlots<Row>(rows: Row[], { idOf, insert }: Slotting<Row>): Promise<Row[]> {
  const first = await insert(rows, 1)
  const standing = rows.filter((row) => !first.has(idOf(row)))
  const second = standing.length > 0 ? await insert(standing, 2) : new Set<string>()
  return rows.filter((row) => first.has(idOf(row)) || second.has(idOf(row)))
}
