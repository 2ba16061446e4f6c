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

/** Counts as the provider does; nothing is changed, above all no accent. */
export function countSegments(text: string): Segments {
  const counted = new SegmentedMessage(text, 'auto', false)
  const encoding = counted.getEncodingName() === 'GSM-7' ? 'GSM-7' : 'UCS-2'
  const costly = encoding === 'GSM-7' ? [] : [...new Set([...text].filter((letter) => new SegmentedMessage(letter).getEncodingName() !== 'GSM-7'))]
  return { encoding, segments: counted.segmentsCount, characters: counted.numberOfCharacters, costly }
}
