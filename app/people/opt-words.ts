import { type Language, languages } from '~/i18n/language'
import { mayOptOut, optsOut, withoutCourtesies } from './opt-out'

/** What a text asks for, when it is one of the words that work for everyone. */
type OptWord = 'stop' | 'start' | 'help'

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

/** Words among those for opting in that people also say to a question. */
const affirmations: ReadonlySet<string> = new Set(['yes', 'si'])

/**
 * How a text was read. `stop`, `start`, `help`: one of the words alone. `stop-phrase`: it says stop in more words or
 * misspelled. `maybe-stop`: it begins with an opt-out word or has an opt-out in it, and says something else too.
 */
export type ReadText = { is: OptWord | 'stop-phrase' | 'maybe-stop'; language: Language } | { is: 'other' }

/** A text of up to this many words that begins with an opt-out word may want to opt out; a longer one is a message. */
const shortText = 5

/**
 * Recognizes the words that work for everyone, and opt-outs in people's own words. Ignores case, accents, punctuation
 * and courtesies. For `stop-phrase` and `maybe-stop` the caller must look for a registered keyword first, such as ALTO
 * POLIMIGRA: the exact phrase wins.
 *
 * @see 47 CFR 64.1200(a)(10): any reasonable way to say stop must be honored
 */
export function readText(text: string): ReadText {
  const folded = joined(foldWords(text))
  for (const is of ['stop', 'start', 'help'] as const) {
    const language = languageOf(is, folded)
    if (language) return { is, language }
  }
  const bare = withoutCourtesies(folded)
  const asked = optsOut(bare, clausesOf(text))
  if (asked) return { is: 'stop-phrase', language: asked }
  for (const is of ['stop', 'start', 'help'] as const) {
    const language = languageOf(is, bare)
    // “Sí, gracias” answers something; only a yes alone opts in again.
    if (language && !affirmations.has(bare)) return { is: is === 'stop' ? 'stop-phrase' : is, language }
  }
  const language = mayOptOut(bare, bare.split(' ').length <= shortText)
  return language ? { is: 'maybe-stop', language } : { is: 'other' }
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

function clausesOf(text: string): string[] {
  return text
    .split(/[.,;:!?¡¿…\n]+|\s[-–—]+\s/u)
    .map(foldWords)
    .filter((clause) => clause !== '')
}

/** Joins a spelled-out word such as “S T O P”. */
function joined(folded: string): string {
  return /^\p{L}( \p{L}){2,}$/u.test(folded) ? folded.replaceAll(' ', '') : folded
}

function languageOf(is: OptWord, folded: string): Language | null {
  return languages.find((language) => words[is][language].includes(folded)) ?? null
}
