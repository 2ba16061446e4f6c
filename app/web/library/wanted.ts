import { readWhole } from '#db/whole-number'
import type { DocumentFilter } from '~/campaigns/library/documents.server'
import { cleanLine } from '~/ui/forms/text'

/** Characters of a search. */
export const longestSearch = 200

/** Results that can be paged to. */
const lastFrom = 100_000

/** What is asked for in the address. */
export interface Wanted extends DocumentFilter {
  q: string
  from: number
}

export function wantedIn(query: URLSearchParams): Wanted {
  const of = (name: string, allowed: RegExp) => {
    const value = query.get(name) ?? ''
    return allowed.test(value) ? value : ''
  }
  return {
    q: cleanLine(query.get('q') ?? '').slice(0, longestSearch),
    from: Math.min(readWhole(query.get('from')) ?? 0, lastFrom),
    collection: of('collection', /^[a-z0-9-]{1,80}$/),
    campaign: of('campaign', /^[a-z0-9-]{1,80}$/),
    year: of('year', /^\d{4}$/),
    language: of('language', /^(en|es|other)$/),
  }
}
