/** The largest number that an `integer` column holds, less what a revision may still grow. */
const most = 2_000_000_000

/**
 * Reads a whole number, such as a revision or how many lines to skip, from a form or an address.
 *
 * @returns null for anything but digits, and for numbers that an `integer` column does not hold
 */
export function readWhole(text: string | null | undefined): number | null {
  if (!/^\d{1,10}$/.test(text ?? '')) return null
  const number = Number(text)
  return number <= most ? number : null
}
