import { fillTokens, type TokenValues } from '~/actions/texts/keywords/reply-tokens'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { countSegments, type Segments } from '~/channels/sms/segments'

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
export function textCost(text: string, segmentMicros: number, dearest: TokenValues = {}): TextCost {
  const dollars = (segments: number) => (segments * segmentMicros) / 1_000_000
  const filled = fillTokens(text, dearest)
  const counted = countSegments(filled)
  const { costly } = countSegments(text)
  const plain = cheaperSpelling(text)
  const { segments } = countSegments(fillTokens(plain, dearest))
  return {
    ...counted,
    costly,
    dollars: dollars(counted.segments),
    cheaper: segments < counted.segments ? { text: plain, segments, dollars: dollars(segments) } : null,
    isDearest: filled !== text,
    isNamesFault: counted.encoding === 'UCS-2' && costly.length === 0,
  }
}
