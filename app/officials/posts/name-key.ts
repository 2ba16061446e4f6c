/**
 * Normalizes a person's name for comparison: no accents, case, punctuation, middle initials or Jr./Sr., so that "José
 * M. Núñez, Jr." equals "Jose Nunez".
 */
export function nameKey(name: string): string {
  const words = plain(name)
    .split(' ')
    .filter((word) => !/^(jr|sr|ii|iii|iv)$/.test(word))
  const kept = words.filter((word, index) => word.length > 1 || index === 0)
  return (kept.length > 1 ? kept : words).join(' ')
}

/** Lower case, no accents, no apostrophes or periods, other punctuation as a space, single spaces. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘.]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
