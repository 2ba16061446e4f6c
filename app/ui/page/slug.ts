/**
 * A title as part of a URL: lowercase, no accents, hyphens between words, at most 60 characters.
 *
 * @param otherwise used when the title has no usable letter or digit
 */
export function slugOf(title: string, otherwise = 'untitled'): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.slice(0, 60).replace(/^-|-$/g, '') || otherwise
}
