import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keyring'

type Value = string | Buffer | Date | null

/**
 * Proof that a process with the keyring wrote a row: HMAC-SHA256 over the columns that decide what the row opens. Somebody
 * who can write to the database and has no keyring makes none that fits.
 *
 * @param kind   the table, so that no row's proof fits in another table
 * @param values in a fixed order
 */
export function rowMac(keyring: Keyring, kind: string, values: readonly Value[]): Buffer {
  const text = JSON.stringify([kind, ...values.map(asText)])
  return createHmac('sha256', keyring.rowKey).update(text).digest()
}

/** Whether a row carries the proof that belongs to it. @param mac null: the row has none */
export function fitsMac(mac: Buffer | null, expected: Buffer): boolean {
  return mac !== null && mac.length === expected.length && timingSafeEqual(mac, expected)
}

function asText(value: Value): string | null {
  if (value instanceof Date) return value.toISOString()
  return Buffer.isBuffer(value) ? value.toString('hex') : value
}
