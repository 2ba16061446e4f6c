import type { Channel } from '#db/schema'
import { readEmail } from '~/ui/forms/email-address'
import { usNumber } from '~/ui/forms/us-number'

/** An address or number that is to get no messages. */
export interface OptedOutContact {
  channel: Channel
  /** Lowercase address, or E.164. */
  contact: string
}

/** Finds the addresses and numbers in the cells of a line; a cell may hold several. Empty when there is none. */
export function contactsIn(cells: readonly string[]): OptedOutContact[] {
  return cells.flatMap((cell) => {
    const whole = contactOf(cell)
    return whole ? [whole] : cell.split(/[\s,;|<>]+/).flatMap((part) => contactOf(part) ?? [])
  })
}

function contactOf(text: string): OptedOutContact | null {
  if (!/[\d@]/.test(text)) return null
  if (text.includes('@')) {
    const read = readEmail(text)
    return 'address' in read ? { channel: 'mail', contact: read.address } : null
  }
  const number = usNumber(text)
  return number ? { channel: 'sms', contact: number } : null
}
