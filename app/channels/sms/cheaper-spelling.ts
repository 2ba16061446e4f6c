/** Characters outside the GSM alphabet and their substitutes in it. é, ñ, ü, ¿ and ¡ are in it and stay. */
const neighbours: Record<string, string> = {
  á: 'a',
  í: 'i',
  ó: 'o',
  ú: 'u',
  Á: 'A',
  Í: 'I',
  Ó: 'O',
  Ú: 'U',
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '-',
  '\u00A0': ' ',
  '\u202F': ' ',
}

/**
 * Replaces costly characters with cheap ones. Only ever offered as a suggestion: without its accent, *está* is a
 * different word.
 */
export function cheaperSpelling(text: string): string {
  return [...text.normalize('NFC')].map((letter) => neighbours[letter] ?? letter).join('')
}
