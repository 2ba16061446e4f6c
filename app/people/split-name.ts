/** A name's two parts, as the petition form asks for them. */
export interface NameParts {
  givenName: string
  familyName: string
}

const comma = /[,，،]/
const suffix = /^(jr|sr|i{2,3}|iv|esq|m\.?d|ph\.?d|cpa|rn)\.?$/i

/**
 * Splits a whole name. “Paz Cruz, Lucía” is family, given; “Lucía Paz, Jr.” is not. Else the first word is the given
 * name, with the next one after an initial or abbreviation such as “Ma. Elena” or “Dr. Ana”.
 */
export function splitName(name: string): NameParts {
  const [front = '', ...back] = name
    .split(comma)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [given, ...more] = back
  const isSuffix = (part: string) => suffix.test(part)
  if (given !== undefined && !isSuffix(given) && more.every(isSuffix))
    return { givenName: given, familyName: [front, ...more].join(' ') }
  const words = front.split(/\s+/)
  const first = words.length > 2 && /^\p{L}{1,4}\.$/u.test(words[0]!) ? 2 : 1
  return {
    givenName: words.slice(0, first).join(' '),
    familyName: [words.slice(first).join(' '), ...back].filter(Boolean).join(', '),
  }
}
