import type { SheriffLine } from './sheriffs.server'

/** What somebody looks for in the table; empty when they did not say. */
export interface SheriffSearch {
  /** Part of a name, of a sheriff or a county. */
  q: string
  /** Two letters. */
  state: string
}

/** Characters. Names are shorter. */
const longest = 80

/** @param get a parameter of the page's query */
export function readSheriffSearch(get: (name: string) => string | null): SheriffSearch {
  return { q: (get('q') ?? '').trim().slice(0, longest), state: (get('state') ?? '').toUpperCase().slice(0, 2) }
}

/** Lines that hold every word, whatever their accents and capitals. */
export function searchSheriffs(sheriffs: readonly SheriffLine[], { q, state }: SheriffSearch): SheriffLine[] {
  const words = plain(q).split(/\s+/).filter(Boolean)
  return sheriffs.filter((line) => {
    const text = plain(`${line.holder ?? ''} ${line.county}`)
    return (!state || line.state === state) && words.every((word) => text.includes(word))
  })
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
