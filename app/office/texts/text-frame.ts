import { inFewestSegments } from '~/channels/sms/fewest-segments'

/** What goes around an answer written by hand. */
export interface TextFrame {
  /** Who signs it. */
  sender: string
  /** How to stop, for a phone that got no text from us for a day, as carriers require; null: not needed. */
  stopLine: string | null
}

/**
 * An answer as it goes out: signed, and with how to stop where that is due. What the organizer has already said is not
 * said twice.
 */
export function framed(typed: string, { sender, stopLine }: TextFrame): string {
  if (typed === '') return ''
  const isSigned = typed.toLocaleLowerCase().startsWith(`${sender.toLocaleLowerCase()}:`)
  const saysStop = stopLine === null || /\b(stop|alto)\b/i.test(typed)
  return inFewestSegments((spelled) =>
    [isSigned ? typed : `${spelled(sender)}: ${typed}`, ...(saysStop ? [] : [stopLine])].join(' '),
  )
}
