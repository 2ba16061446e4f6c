import { inFewestSegments } from '~/channels/sms/fewest-segments'

/** What goes around a text written by hand: an answer, or a text to many. */
export interface TextFrame {
  /** Who signs it. */
  sender: string
  /** How to stop, for a phone that got no text from us for a day, as carriers require; null: not needed. */
  stopLine: string | null
  /** Whether only that line itself tells how to stop: a campaign may be called “Alto”. Of a text to many. */
  isToMany?: boolean
}

/**
 * An answer as it goes out: signed, and with how to stop where that is due. What the organizer has already said is not
 * said twice.
 */
export function framed(typed: string, { sender, stopLine, isToMany = false }: TextFrame): string {
  if (typed === '') return ''
  const isSigned = typed.toLocaleLowerCase().startsWith(`${sender.toLocaleLowerCase()}:`)
  const saysStop = stopLine === null || (isToMany ? typed.includes(stopLine) : /\b(stop|alto)\b/i.test(typed))
  return inFewestSegments((spelled) =>
    [isSigned ? typed : `${spelled(sender)}: ${typed}`, ...(saysStop ? [] : [stopLine])].join(' '),
  )
}
