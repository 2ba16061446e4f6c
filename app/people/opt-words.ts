import type { Language } from '~/i18n/language'

/** What a text asks for, when it is one of the words that work for everyone. */
export type OptWord = 'stop' | 'start' | 'help'

// Twilio's own list first, then Spanish words, which Twilio does not handle, so we must.
const words: Record<OptWord, Record<Language, readonly string[]>> = {
  stop: {
    en: [
      'stop',
      'stopall',
      'stop all',
      'unsubscribe',
      'cancel',
      'end',
      'quit',
      'revoke',
      'optout',
      'opt out',
      'no more',
      'remove me',
    ],
    es: [
      'alto',
      'parar',
      'pare',
      'paren',
      'para',
      'baja',
      'dar de baja',
      'cancelar',
      'cancela',
      'cancele',
      'detener',
      'salir',
      'fin',
      'terminar',
      'no mas',
      'ya no',
      'ya no mas',
      'basta',
    ],
  },
  start: { en: ['start', 'unstop', 'yes'], es: ['alta', 'si'] },
  help: { en: ['help', 'info'], es: ['ayuda'] },
}

/** Opt-out phrases that count only when they are the whole text: a message to an official may begin with one. */
const wholly: Record<Language, readonly string[]> = {
  en: [
    'unsub',
    'leave me alone',
    'delete me',
    'take me off',
    'take me off the list',
    'do not text me',
    'dont text me',
    'don t text me',
    'do not write to me',
    'wrong number',
  ],
  es: [
    'quitar',
    'quiteme',
    'quitenme',
    'eliminar',
    'elimineme',
    'eliminenme',
    'borrar',
    'borreme',
    'borrenme',
    'desuscribir',
    'desuscribirme',
    'no quiero mensajes',
    'no quiero mas mensajes',
    'no me escriba',
    'no me escriban',
    'no me escriban mas',
    'no me mande mensajes',
    'no me manden mensajes',
    'no me manden mas mensajes',
    'no me mande mas',
    'no me manden mas',
    'no me envien mensajes',
    'no me envien mas',
    'dejeme en paz',
    'dejenme en paz',
    'deje de escribirme',
    'dejen de escribirme',
    'numero equivocado',
  ],
}

/** How a text was read: one of the words alone, an opt-out word plus a few more words, or anything else. */
export type ReadText =
  | { is: OptWord; language: Language }
  | { is: 'begins-with-stop'; language: Language }
  | { is: 'other' }

/** A text of up to this many words that begins with an opt-out word opts out; a longer one is a message. */
const shortText = 5

/**
 * Recognizes the words that work for everyone. Ignores case, accents and punctuation. When a text begins with an
 * opt-out word, the caller must look for a registered keyword first, such as ALTO POLIMIGRA: the exact phrase wins.
 *
 * @see 47 CFR 64.1200(a)(10): any reasonable way to say stop must be honored
 */
export function readText(text: string): ReadText {
  const folded = joined(foldWords(text))
  for (const is of ['stop', 'start', 'help'] as const) {
    const language = languageOf(is, (word) => word === folded)
    if (language) return { is, language }
  }
  const whole = (['en', 'es'] as const).find((one) => wholly[one].includes(folded))
  if (whole) return { is: 'stop', language: whole }
  const language =
    folded.split(' ').length <= shortText ? languageOf('stop', (word) => folded.startsWith(`${word} `)) : null
  return language ? { is: 'begins-with-stop', language } : { is: 'other' }
}

/** The word that makes up the whole text, or null. */
export function optWord(text: string): OptWord | null {
  const read = readText(text)
  return read.is === 'other' || read.is === 'begins-with-stop' ? null : read.is
}

/** Normalizes words for comparison: no accents, no punctuation, lower case, single spaces. */
export function foldWords(text: string): string {
  // Strip combining marks before normalizing too: many of them on one letter take quadratic time.
  return text
    .replace(/\p{M}+/gu, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Joins a spelled-out word such as “S T O P”. */
function joined(folded: string): string {
  return /^\p{L}( \p{L}){2,}$/u.test(folded) ? folded.replaceAll(' ', '') : folded
}

function languageOf(is: OptWord, matches: (word: string) => boolean): Language | null {
  return (['en', 'es'] as const).find((language) => words[is][language].some(matches)) ?? null
}
