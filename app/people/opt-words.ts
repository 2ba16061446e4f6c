/** What a short text asks for, when it is one of the words that everyone may use. */
export type OptWord = 'stop' | 'start' | 'help'

const words: Record<OptWord, readonly string[]> = {
  // Twilio's own list first, then the Spanish words, which are ours to honour.
  stop: [
    'stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out',
    'alto', 'parar', 'pare', 'baja', 'cancelar', 'cancela', 'detener', 'salir', 'fin', 'terminar', 'no mas', 'basta',
  ],
  start: ['start', 'unstop', 'alta', 'si', 'yes'],
  help: ['help', 'info', 'ayuda'],
}

/**
 * Reads a whole message as one of those words: case, accents and punctuation do not matter, and nothing else may be
 * in it. A longer text is never taken for one.
 */
export function optWord(text: string): OptWord | null {
  const folded = text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const found = (Object.keys(words) as OptWord[]).find((word) => words[word].includes(folded))
  return found ?? null
}
