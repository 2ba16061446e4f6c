import type { Trx } from '#db/client'
import { isPaused } from '~/queue/outbox/switches.server'
import { sweepPeople } from './sweep-people.server'

/** Hours from when we asked for its confirmation, after which a name gives way to another one on the same contact. */
export const hoursToConfirm = 24

/** How a table gives slots to the names on a contact: its unique keys decide. */
export interface Slotting<Row> {
  idOf(row: Row): string
  /** Inserts those whose slot is free. @returns their ids */
  insert(rows: Row[], nameSlot: 1 | 2): Promise<Set<string>>
  /**
   * Deletes what has waited `hoursToConfirm` for its confirmation, the longest first, once for each that found no slot. Skips
   * whoever is confirming at this moment, and contacts on which this very name stands: there is no slot to find.
   *
   * @returns contacts on which something was deleted
   */
  clear(standing: Row[]): Promise<string[]>
}

/**
 * Slot one for the first name on a contact, slot two for the second. A third gets the slot of one that has waited a day
 * for its confirmation, so that names somebody made up keep nobody away for long; else it finds no slot. Under a legal hold
 * nothing gives way.
 *
 * @returns those that found one
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
