import { fillTokens, type TokenValues } from '~/actions/texts/keywords/reply-tokens'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { countSegments, type Segments } from '~/channels/sms/segments'

/** What a text costs each time it is sent. */
export interface TextCost extends Segments {
  dollars: number
  /** The same with cheap neighbours of its costly letters; null where that takes no segment away. */
  cheaper: { text: string; segments: number; dollars: number } | null
  /** Counted with long names in its blanks: it costs so much at most. */
  isDearest: boolean
  /** It is dear only for letters that a name may have. */
  isNamesFault: boolean
}

/**
 * Reckons what a text costs, as it is typed and when it is saved.
 *
 * @param segmentMicros price of a segment in millionths of a dollar
 * @param dearest       the longest that its blanks may stand for
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
