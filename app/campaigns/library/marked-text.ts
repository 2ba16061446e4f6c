/** Text in pieces; every second one, from the second, is a word that was searched. */
export type MarkedText = string[]

// From the private use area, which texts of pages are stored without: what a page says cannot be taken for a mark.
const [begin, end] = ['\ue000', '\ue001']

/** What `ts_headline()` puts around words that were found. */
export const marks = { options: `StartSel="${begin}", StopSel="${end}"` }

export function markedText(text: string): MarkedText {
  return text.split(/[\ue000\ue001]/)
}
