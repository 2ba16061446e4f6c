import { fillTokens } from '~/actions/kind/tokens'
import type { Language } from '~/i18n/language'
import { type LetterContent, pointsOf, variantsOf } from './letter-content'
import type { LetterFacts } from './letter-facts'
import { isSame, type PointTexts, withoutPoint, withPoint } from './points-in-letter'

/** A suggested letter, not yet edited. */
export interface Suggestion {
  subject: string
  body: string
  /** Ids of the points it contains, in order. */
  points: string[]
}

/** What a letter is composed from. */
export interface Composition {
  content: LetterContent
  facts: LetterFacts
  language: Language
  /** Seeds the choice of subject and opening and the order of the points; the same seed gives the same letter. */
  seed: string
}

const suggestedPoints = 2

/** Composes a letter; the seed picks two points unless some were chosen. */
export function composeLetter(composition: Composition, chosen: readonly string[] | null): Suggestion {
  const { content, language, seed } = composition
  const shuffled = inOrder(composition)
  const points = chosen ? shuffled.filter((point) => chosen.includes(point.id)) : shuffled.slice(0, suggestedPoints)
  const paragraphs = [
    pick(variantsOf(content.openings), seed, 'opening')?.[language] ?? '',
    ...points.map((point) => point.text[language]),
    content.closing[language],
  ]
  return {
    subject: merged(pick(variantsOf(content.subjects), seed, 'subject')?.[language] ?? '', composition),
    body: paragraphs
      .filter(Boolean)
      .map((paragraph) => merged(paragraph, composition))
      .join('\n\n'),
    points: points.map((point) => point.id),
  }
}

/**
 * The body of a letter after other points were chosen. An unedited letter is recomposed; in an edited one every word of
 * its writer stays, points it does not contain yet are put where they belong, and untouched ones are taken out.
 */
export function withPoints(
  composition: Composition,
  typed: string,
  before: readonly string[],
  chosen: readonly string[],
): string {
  if (typed.trim() === '' || isSame(typed, composeLetter(composition, before).body))
    return composeLetter(composition, chosen).body
  const texts = pointTexts(composition)
  const gone = before.filter((id) => !chosen.includes(id))
  const fresh = chosen.filter((id) => !before.includes(id))
  const without = gone.reduce((letter, id) => withoutPoint(letter, texts, id), typed)
  return fresh.reduce((letter, id) => withPoint(letter, texts, id), without)
}

/** What choosing points puts into a letter. */
export function pointTexts(composition: Composition): PointTexts {
  const { content, language } = composition
  return {
    points: inOrder(composition).map(({ id, text }) => ({ id, text: merged(text[language], composition) })),
    closing: merged(content.closing[language], composition),
  }
}

/** Every text that a letter may be composed of: subjects, openings, points, closing; in the same order in each language. */
export function suggestedParts(composition: Omit<Composition, 'seed'>): string[] {
  const { content, language } = composition
  return [
    ...variantsOf(content.subjects),
    ...variantsOf(content.openings),
    ...pointsOf(content).map((point) => point.text),
    content.closing,
  ].map((part) => merged(part[language], composition))
}

/** What a letter may say, paragraph by paragraph: how it begins, every point, and how it ends. */
export function suggestedParagraphs(composition: Omit<Composition, 'seed'>): string[] {
  const { content, language } = composition
  return [...variantsOf(content.openings).slice(0, 1), ...pointsOf(content).map((point) => point.text), content.closing]
    .map((part) => merged(part[language], composition))
    .filter(Boolean)
}

/** What a letter asks for, in its language. */
export function askFor({ content, facts, language }: Omit<Composition, 'seed'>): string {
  return askOf(content, facts)[language]
}

/** Counts words in a letter that the writer added: those in no three-word sequence of any suggestion. */
export function countOwnWords(composition: Omit<Composition, 'seed'>, typed: string): number {
  const { content, language } = composition
  const parts = [...variantsOf(content.openings), ...pointsOf(content).map((point) => point.text), content.closing]
  const known = new Set(parts.flatMap((part) => runsOf(wordsOf(merged(part[language], composition)))))
  const words = wordsOf(typed)
  const isKnown = words.map(() => false)
  for (let at = 0; at + 2 < words.length; at += 1)
    if (known.has(words.slice(at, at + 3).join(' '))) isKnown.fill(true, at, at + 3)
  return isKnown.filter((one) => !one).length
}

/** A text's words, normalized for comparison: lower case, no accents, no punctuation. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Every sequence of three words. */
export function runsOf(words: readonly string[]): string[] {
  return words.slice(2).map((_, at) => words.slice(at, at + 3).join(' '))
}

/** The points in the order in which the letter of this seed has them. */
function inOrder({ content, seed }: Composition) {
  return pointsOf(content).sort((one, two) => drawn(seed, one.id) - drawn(seed, two.id))
}

function merged(text: string, { content, facts, language }: Omit<Composition, 'seed'>): string {
  const { official, title, place, state, name } = facts
  const asking = fillTokens(text, language, { ask: askOf(content, facts)[language] })
  return fillTokens(asking, language, { official, title, place, state, name })
}

/** The ask for what state law lets the targets decide. */
function askOf(content: LetterContent, facts: LetterFacts) {
  const may = content.topic === '' ? 'yes' : facts.may(content.topic)
  if (may === 'no' && content.askMayNot.en) return content.askMayNot
  return may === 'partly' && content.askPartly.en ? content.askPartly : content.ask
}

function pick<Item>(list: readonly Item[], seed: string, what: string): Item | undefined {
  return list[drawn(seed, what) % Math.max(1, list.length)]
}

/** A pseudorandom number from seed and purpose: FNV-1a, mixed further so that similar seeds give unrelated numbers. */
function drawn(seed: string, what: string): number {
  let number = 0x811c9dc5
  for (const sign of `${what} ${seed}`) number = Math.imul(number ^ sign.codePointAt(0)!, 0x01000193)
  number = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
  number = Math.imul(number ^ (number >>> 13), 0xc2b2ae35)
  return (number ^ (number >>> 16)) >>> 0
}
