import { SegmentedMessage } from 'sms-segments-calculator'

/** What a text costs: each segment is billed. */
export interface Segments {
  /** Characters outside the GSM alphabet (á í ó ú, curly quotes) cut every segment to less than half. */
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
  characters: number
  /** The characters outside it, each once. */
  costly: string[]
}

/** The library takes quadratic time. Longer texts are never sent, so being off by one segment does not matter. */
const longestCounted = 700

/** Counts as the provider does. The text is not changed, above all no accent. */
export function countSegments(text: string): Segments {
  if (text.length > longestCounted) return reckonSegments(text)
  const counted = new SegmentedMessage(text, 'auto', false)
  const encoding = counted.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2'
  const costly =
    encoding === 'GSM-7'
      ? []
      : [...new Set([...text].filter((letter) => new SegmentedMessage(letter).getEncodingName() !== 'GSM-7'))]
  return { encoding, segments: counted.segmentsCount, characters: counted.numberOfCharacters, costly }
}

const gsm = '@£$¥èéùìòÇ\\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,\\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà'
const allGsm = new RegExp(`^[${gsm}]*$`)
const beyondGsm = new RegExp(`[^${gsm}\\^{}\\[\\]~\\\\|€]`)
const extended = /[\^{}[\]~\\|€]/g
const latin = /^[\n -~¡-ɏ‘’“”–—…]*$/

/**
 * Number of segments, the same as `countSegments` returns. That one weighs every character, which is too slow for
 * thousands of texts; this one computes the number where all characters have the same size and counts only the rest.
 *
 * @see GSM 03.38; 160 and 153 seven-bit characters, 70 and 67 sixteen-bit ones
 */
export function segmentsOf(text: string): number {
  if (allGsm.test(text)) return text.length <= 160 ? 1 : Math.ceil(text.length / 153)
  if (latin.test(text) && beyondGsm.test(text)) return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
  return countSegments(text).segments
}

function reckonSegments(text: string): Segments {
  const costly = [...new Set(text)].filter((letter) => beyondGsm.test(letter))
  if (costly.length > 0)
    return { encoding: 'UCS-2', segments: Math.ceil(text.length / 67), characters: text.length, costly }
  const septets = text.length + (text.match(extended)?.length ?? 0)
  return { encoding: 'GSM-7', segments: Math.ceil(septets / 153), characters: text.length, costly }
}
