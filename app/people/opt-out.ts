import { type Language, languages } from '~/i18n/language'
import { aboutMessages, courtesies, fillers, lookalikes, refusals, stops, wholly } from './opt-phrases'

/** Longest text, in words, that can be an opt-out and nothing else. */
const mostWords = 25
/** From this length on a word may be one letter off; alone it must be longer, as many names are like a short word. */
const looseFrom = 5
const looseAloneFrom = 6

/** A word or phrase that a text may consist of. */
interface Part {
  is: 'stop' | 'refusal' | 'about-messages' | 'filler'
  language: Language | null
  words: string[]
}

const partsOf = (is: Part['is'], phrases: Record<Language, readonly string[]>): Part[] =>
  languages.flatMap((language) => phrases[language].map((phrase) => ({ is, language, words: phrase.split(' ') })))

/** The longest first: “no more” before “more”. */
const parts: Part[] = [
  ...partsOf('stop', stops),
  ...partsOf('refusal', refusals),
  ...partsOf('about-messages', aboutMessages),
  ...[...fillers, ...courtesies].map((phrase): Part => ({ is: 'filler', language: null, words: phrase.split(' ') })),
].sort((one, two) => two.words.length - one.words.length)

const polite = courtesies.map((phrase) => phrase.split(' ')).sort((one, two) => two.length - one.length)

/** Takes please, thanks and greetings from both ends of a text, but never all of it. @param folded by `foldWords` */
export function withoutCourtesies(folded: string): string {
  let words = folded.split(' ')
  for (let isFound = true; isFound; ) {
    const first = polite.find((phrase) => phrase.length < words.length && isAt(words, 0, phrase))
    if (first) words = words.slice(first.length)
    const last = polite.find(
      (phrase) => phrase.length < words.length && isAt(words, words.length - phrase.length, phrase),
    )
    if (last) words = words.slice(0, -last.length)
    isFound = Boolean(first ?? last)
  }
  return words.join(' ')
}

/**
 * The language of a text that opts out and says nothing else, with spelling mistakes; else null. It says stop, or it
 * refuses something about messages; what denies a stop (“no quiero parar”) is none.
 *
 * @param bare without courtesies
 * @param clauses what stood between its periods and commas: in “I don’t want to. Delete my number” nothing is denied
 */
export function optsOut(bare: string, clauses: readonly string[]): Language | null {
  const asked = asksToStop(bare)
  if (asked) return asked
  const said = clauses.map(withoutCourtesies).map((clause) => ({ clause, asks: asksToStop(clause) }))
  if (!said.every(({ clause, asks }) => asks ?? consistsOf(wordsOf(clause)))) return null
  return said.find(({ asks }) => asks)?.asks ?? null
}

function asksToStop(bare: string): Language | null {
  for (const language of languages) if (wholly[language].some((phrase) => isWhole(bare, phrase))) return language
  const found = consistsOf(wordsOf(bare))
  if (!found) return null
  const stop = found.find((part, at) => part.is === 'stop' && !isDenied(found, at) && !isNoun(found, at))
  if (stop) return stop.language
  // “I don’t want to stop getting texts” refuses nothing about texts.
  if (found.some((part, at) => /^(stop|refusal)$/.test(part.is) && isDenied(found, at))) return null
  const refusal = found.find((part) => part.is === 'refusal')
  return refusal && found.some((part) => part.is === 'about-messages') ? refusal.language : null
}

/**
 * “No quiero parar”, “I never want to stop”, “no quiero que paren”, “no me quiten de la lista”. Not “don’t send me
 * texts, stop”, nor “no quiero, paren”: those say two things.
 */
function isDenied(found: Part[], at: number): boolean {
  const before = found.slice(0, at).findLastIndex((part) => part.is !== 'filler')
  if (found[before]?.is !== 'refusal' || !/^(no|ya|do|dont|don|never)$/.test(found[before].words[0]!)) return false
  const lead = wordsIn(found.slice(before, at))
  const isInfinitive = /r(me)?$/.test(found[at]!.words[0]!)
  return (
    / (to|que|que me)$|^(ya )?no me$/.test(lead) ||
    (isInfinitive && /^(ya )?no (me )?(quiero|deseo|quisiera)$/.test(lead))
  )
}

function wordsIn(found: Part[]): string {
  return found.flatMap(({ words }) => words).join(' ')
}

/** “El Alto”, “the stop”. */
function isNoun(found: Part[], stop: number): boolean {
  return (
    /^(el|los|la|las|un|una|the|a|an|my|mi)$/.test(found[stop - 1]?.words.join(' ') ?? '') &&
    found[stop]!.words.length === 1
  )
}

/** Opt-outs that are one wherever they are in a text. */
const telling: Record<Language, readonly string[]> = {
  en: [
    'unsubscribe',
    'opt out',
    'opt me out',
    'remove me',
    'take me off',
    'stop texting',
    'stop messaging',
    'wrong number',
  ],
  es: ['darme de baja', 'denme de baja', 'quitenme', 'saquenme', 'borrenme', 'desuscribirme', 'numero equivocado'],
}

/**
 * The language of a text that may want to opt out, besides what else it says; else null.
 *
 * @param isShort whether it is enough that it begins with a way to say stop
 */
export function mayOptOut(bare: string, isShort: boolean): Language | null {
  const words = wordsOf(bare).slice(0, 300)
  const first = (isShort ? stopAt(words, 0) : null) ?? removalAfterRefusal(words)
  if (first) return first.language
  return words.flatMap((_, at) => denials.filter((part) => isAt(words, at, part.words)))[0]?.language ?? null
}

/** “Ya no quiero borrar mi número”, “I dont want to delete my number”: without a comma, one cannot tell whether it is denied. */
function removalAfterRefusal(words: string[]): Part | null {
  const found = consistsOf(words)
  if (!found?.some(({ is }) => is === 'about-messages')) return null
  const isUnclear = (part: Part, at: number) =>
    part.is === 'refusal' &&
    part.words[0] !== 'dejar' &&
    isDenied(found, at) &&
    !/ (you to|que|que me)$|(^| )no me$/.test(wordsIn(found.slice(0, at)))
  return found.find(isUnclear) ?? null
}

/** “Do not text”, “no me escriban”, “dejen de mandar”: they say so wherever they stand in a text. */
const denials: readonly Part[] = [
  ...partsOf('stop', telling),
  ...parts.filter(({ is, words }) => is === 'stop' && /^(do|dont|don|never|deje|dejen|no me) /.test(words.join(' '))),
]

function stopAt(words: string[], at: number): Part | null {
  return parts.find((part) => part.is === 'stop' && isAt(words, at, part.words)) ?? null
}

/** The parts that make up the whole text, each as long as possible; null when it has other words. */
function consistsOf(words: string[]): Part[] | null {
  if (words.length > mostWords) return null
  const found: Part[] = []
  for (let at = 0; at < words.length; ) {
    const part = partAt(words, at)
    if (!part) return null
    found.push(part)
    at += part.words.length
  }
  return found
}

/** The longest part that begins here, rather an exact one. */
function partAt(words: string[], at: number): Part | undefined {
  const [longest, ...rest] = parts.filter((part) => isAt(words, at, part.words, isAlike))
  const asLong = rest.filter((part) => part.words.length === longest!.words.length)
  return (longest && [longest, ...asLong].find((part) => isAt(words, at, part.words))) || longest
}

function isAt(words: string[], at: number, phrase: string[], isSame: typeof isAlike = isEqual): boolean {
  return (
    at + phrase.length <= words.length &&
    phrase.every((word, index) => isSame(word, words[at + index]!, phrase.length > 1 ? looseFrom : looseAloneFrom))
  )
}

function isWhole(bare: string, phrase: string): boolean {
  const [words, wanted] = [wordsOf(bare), phrase.split(' ')]
  return words.length === wanted.length && isAt(words, 0, wanted, isAlike)
}

/** The words of a text; “stoppp” is “stop”. */
function wordsOf(bare: string): string[] {
  return bare.replace(/(\p{L})\1\1+/gu, '$1').split(' ')
}

const isEqual = (word: string, said: string) => word === said

/** Whether a word was meant, perhaps with one letter missing, added, wrong or swapped with the next. */
function isAlike(word: string, said: string, from: number): boolean {
  if (word === said) return true
  if (word.length < from || lookalikes.has(said) || Math.abs(word.length - said.length) > 1) return false
  let at = 0
  while (word[at] === said[at]) at += 1
  const [rest, other] = [word.slice(at), said.slice(at)]
  return (
    rest.slice(1) === other ||
    rest === other.slice(1) ||
    rest.slice(1) === other.slice(1) ||
    (rest.slice(2) === other.slice(2) && rest[0] === other[1] && rest[1] === other[0])
  )
}
