import type { Language } from '~/i18n/language'

/** What a text asks for, when it is one of the words that everyone may use. */
export type OptWord = 'stop' | 'start' | 'help'

// Twilio's own list first, then the Spanish words, which are ours to honour.
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

/** Ways to say stop that count only when they are all there is: more may follow them in a message to an official. */
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

/** What a text is: one of the words alone; an opt-out word and a little more; or anything else. */
export type ReadText =
  | { is: OptWord; language: Language }
  | { is: 'begins-with-stop'; language: Language }
  | { is: 'other' }

/** Texts up to so many words that begin with an opt-out word opt out; more of them are somebody who tells something. */
const shortText = 5

/**
 * Reads a text for the words that everyone may use. Case, accents and punctuation do not matter. A registered phrase,
 * such as ALTO POLIMIGRA, is for the caller to look for when it begins with an opt-out word: the exact phrase wins.
 *
 * @see 47 CFR 64.1200(a)(10): any reasonable way to say stop is honoured
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

/** The word a whole text is, or null. */
export function optWord(text: string): OptWord | null {
  const read = readText(text)
  return read.is === 'other' || read.is === 'begins-with-stop' ? null : read.is
}

/** Words as they are compared: no accents, no punctuation, lower case, single spaces. */
export function foldWords(text: string): string {
  // Marks go before it too: normalizing many of them on one letter takes quadratic time.
  return text
    .replace(/\p{M}+/gu, '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** “S T O P” is a word, spelled out. */
function joined(folded: string): string {
  return /^\p{L}( \p{L}){2,}$/u.test(folded) ? folded.replaceAll(' ', '') : folded
}

function languageOf(is: OptWord, matches: (word: string) => boolean): Language | null {
  return (['en', 'es'] as const).find((language) => words[is][language].some(matches)) ?? null
}
