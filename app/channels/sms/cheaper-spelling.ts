/** Letters outside the GSM alphabet that have a cheap neighbour in it. é, ñ, ü, ¿ and ¡ are in it, and stay. */
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

/** A text with cheap neighbours of its costly letters. Only ever offered: without its accent *está* is another word. */
export function cheaperSpelling(text: string): string {
  return [...text.normalize('NFC')].map((letter) => neighbours[letter] ?? letter).join('')
}
