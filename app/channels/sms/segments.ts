import { SegmentedMessage } from 'sms-segments-calculator'

/** What a text costs: each segment is billed as one. */
export interface Segments {
  /** Letters outside the GSM alphabet (á í ó ú, curly quotes) make every segment less than half as long. */
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
  characters: number
  /** The letters that are outside of it, each once. */
  costly: string[]
}

/** The library takes quadratic time. Longer texts are never sent, so that a segment more or less decides nothing. */
const longestCounted = 700

/** Counts as the provider does; nothing is changed, above all no accent. */
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
 * How many segments a text has, as `countSegments` would say: it weighs every letter, and there are thousands of texts to
 * be sent. Reckoned where letters are all of one size, counted elsewhere.
 *
 * @see GSM 03.38; 160 and 153 letters of seven bits, 70 and 67 of sixteen
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
