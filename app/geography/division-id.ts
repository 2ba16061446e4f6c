const country = 'ocd-division/country:us'
const territories = new Set(['AS', 'GU', 'MP', 'PR', 'VI'])

/** The whole country. */
export const countryId = country

/**
 * Open Civic Data id of a state or territory from its two letters; the District of Columbia is a district.
 *
 * @see https://open-civic-data.readthedocs.io/en/latest/proposals/0002.html
 */
export function stateId(state: string): string {
  const kind = state === 'DC' ? 'district' : territories.has(state) ? 'territory' : 'state'
  return `${country}/${kind}:${state.toLowerCase()}`
}

/**
 * A name as the last part of an Open Civic Data id: lowercase, periods dropped, spaces as `_`, hyphens and diacritics
 * kept, any other punctuation as `~`.
 */
export function idPart(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\./g, '')
    .trim()
    .replace(/\s+/g, '_')
    .replace(/[^\p{L}\p{N}_~-]/gu, '~')
}

/** Normalizes an id so that two spellings of it compare equal. */
export function comparableId(id: string): string {
  return id
    .trim()
    .split('/')
    .map((part) => part.split(':').map(idPart).join(':'))
    .join('/')
}

/** A name as part of a URL: ASCII letters, digits and hyphens. */
export function slugPart(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
