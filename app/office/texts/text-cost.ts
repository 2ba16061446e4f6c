import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { countSegments, type Segments } from '~/channels/sms/segments'

/** Longest values for what stands in braces in a text, by its name. */
export type DearestValues = Readonly<Record<string, string | undefined>>

/** What a text costs each time it is sent. */
export interface TextCost extends Segments {
  dollars: number
  /** With cheap substitutes for its expensive letters; null when that saves no segment. */
  cheaper: { text: string; segments: number; dollars: number } | null
  /** Counted with the longest values in its placeholders: an upper bound. */
  isDearest: boolean
  /** It is expensive only because of letters that a name may have. */
  isNamesFault: boolean
}

/**
 * Calculates what a text costs, as it is typed and when it is saved.
 *
 * @param segmentMicros price of a segment in millionths of a dollar
 * @param dearest longest values for its placeholders
 */
export function textCost(text: string, segmentMicros: number, dearest: DearestValues = {}): TextCost {
  const dollars = (segments: number) => (segments * segmentMicros) / 1_000_000
  const fill = (said: string) =>
    said.replace(/\{\s*(\p{L}+)\s*(?:\|[^{}]*)?\}/gu, (whole, name: string) => dearest[name.toLowerCase()] ?? whole)
  const filled = fill(text)
  const counted = countSegments(filled)
  const { costly } = countSegments(text)
  const plain = cheaperSpelling(text)
  const { segments } = countSegments(fill(plain))
  return {
    ...counted,
    costly,
    dollars: dollars(counted.segments),
    cheaper: segments < counted.segments ? { text: plain, segments, dollars: dollars(segments) } : null,
    isDearest: filled !== text,
    isNamesFault: counted.encoding === 'UCS-2' && costly.length === 0,
  }
}
