/**
 * A title as part of an address: lower case, without accents, hyphens between words, at most 60 characters.
 *
 * @param otherwise for a title without a letter or digit that an address can hold
 */
export function slugOf(title: string, otherwise = 'untitled'): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.slice(0, 60).replace(/^-|-$/g, '') || otherwise
}
