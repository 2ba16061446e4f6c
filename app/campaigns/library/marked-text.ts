/** Text in pieces; every second one, from the second, is a word that was searched. */
export type MarkedText = string[]

// From the private use area, which texts of pages are stored without: what a page says cannot be taken for a mark.
const [begin, end] = ['\ue000', '\ue001']

/** What `ts_headline()` puts around words that were found. */
export const marks = { options: `StartSel="${begin}", StopSel="${end}"` }

export function markedText(text: string): MarkedText {
  return restored(text).split(/[\ue000\ue001]/)
}

/**
 * Endings of Spanish words in -ción, each with the plural that stands for it while words are marked. The stemmer knows the
 * ending only by its accent, which texts lose before they are searched; that of the plural has none. Stems have no capitals,
 * so these tell which ending it was. Nobody writes like this: not even AlTeRnAtInG capitals do.
 */
export const endings = [
  ['ón', 'oNEs'],
  ['ÓN', 'oNES'],
  ['on', 'onEs'],
  ['ON', 'onES'],
] as const

function restored(text: string): string {
  return endings.reduce(
    (rest, [ending, plural]) => rest.replaceAll(new RegExp(`(?<=[auAU][cC][iI])${plural}`, 'g'), ending),
    text,
  )
}
