import { z } from 'zod'
import type { PowerTopic } from '#db/schema-officials'
import type { Language } from '~/i18n/language'
import type { LetterFacts } from './letter-facts'

const bilingual = z.object({ en: z.string(), es: z.string() })
const topics = ['detainers', 'notice-of-release', 'jail-access', '287g', 'staff-and-money'] as const satisfies readonly PowerTopic[]

/**
 * What a letter action suggests. Words may hold the fields {official}, {title}, {place}, {state}, {name}, and {ask}:
 * what is asked of this post under its state's law.
 */
export const letterContentSchema = z.object({
  subjects: z.array(bilingual).min(1).max(12),
  openings: z.array(bilingual).min(1).max(12),
  points: z.array(z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), label: bilingual, text: bilingual })).min(1).max(20),
  closing: bilingual,
  /** By what the post may decide about a topic; `partly` also where nobody has told. */
  ask: z.object({ topic: z.enum(topics), yes: bilingual, partly: bilingual, no: bilingual }),
  minimumOwnWords: z.number().int().min(0).max(100).default(0),
  /** Several officials get a letter each, or one addressed to all; or the writer chooses. */
  several: z.enum(['each', 'all', 'choose']).default('choose'),
})

export type LetterContent = z.output<typeof letterContentSchema>

/** A letter before anybody has changed it. */
export interface Suggestion {
  subject: string
  body: string
  /** Ids of the points that are in it, in their order. */
  points: string[]
}

const mergeField = /\{(official|title|place|state|name|ask)\}/g
const suggestedPoints = 2

/**
 * Writes a letter: the seed picks the subject, the opening, the order, and the points unless some were chosen. The same
 * seed writes the same letter.
 */
export function composeLetter(content: LetterContent, facts: LetterFacts, language: Language, seed: string, chosen: readonly string[] | null): Suggestion {
  const merge = (text: string) => mergeFields(text, content, facts, language)
  const shuffled = [...content.points].sort((one, two) => drawn(seed, one.id) - drawn(seed, two.id))
  const points = chosen ? shuffled.filter((point) => chosen.includes(point.id)) : shuffled.slice(0, suggestedPoints)
  const opening = pick(content.openings, seed, 'opening')
  return {
    subject: merge(pick(content.subjects, seed, 'subject')[language]),
    body: [opening[language], ...points.map((point) => point.text[language]), content.closing[language]].map(merge).join('\n\n'),
    points: points.map((point) => point.id),
  }
}

/**
 * What a letter becomes when other points are chosen. One that nobody has changed is written anew; in one that somebody
 * has worked on every word stays, and points that are not in it yet come before its closing.
 */
export function withPoints(content: LetterContent, facts: LetterFacts, language: Language, seed: string, typed: string, before: readonly string[], chosen: readonly string[]): string {
  const untouched = composeLetter(content, facts, language, seed, before).body
  if (typed.trim() === '' || sameText(typed, untouched)) return composeLetter(content, facts, language, seed, chosen).body
  const merge = (text: string) => mergeFields(text, content, facts, language)
  const fresh = content.points.filter((point) => chosen.includes(point.id) && !before.includes(point.id)).map((point) => merge(point.text[language]))
  const missing = fresh.filter((text) => !typed.includes(text))
  const closing = merge(content.closing[language])
  const at = typed.lastIndexOf(closing)
  return at < 0 ? [typed.trimEnd(), ...missing].join('\n\n') : [typed.slice(0, at).trimEnd(), ...missing, typed.slice(at)].filter(Boolean).join('\n\n')
}

/** How many words of a letter its writer has added: those in no run of three that any suggestion has. */
export function countOwnWords(content: LetterContent, facts: LetterFacts, language: Language, typed: string): number {
  const parts = [...content.openings, ...content.points.map((point) => point.text), content.closing]
  const known = new Set(parts.flatMap((part) => runsOf(wordsOf(mergeFields(part[language], content, facts, language)))))
  const words = wordsOf(typed)
  const isKnown = words.map(() => false)
  for (let at = 0; at + 2 < words.length; at += 1) if (known.has(words.slice(at, at + 3).join(' '))) isKnown.fill(true, at, at + 3)
  return isKnown.filter((one) => !one).length
}

/** A text's words, folded for comparing: lower case, no accents, no punctuation. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Every run of three words. */
export function runsOf(words: readonly string[]): string[] {
  return words.slice(2).map((_, at) => words.slice(at, at + 3).join(' '))
}

function mergeFields(text: string, content: LetterContent, facts: LetterFacts, language: Language): string {
  const ask = content.ask[facts.may(content.ask.topic)][language]
  const fill = (from: string, more: Record<string, string>) => from.replace(mergeField, (whole, name: string) => more[name] ?? whole)
  const known = { official: facts.official, title: facts.title, place: facts.place, state: facts.state, name: facts.name }
  return fill(text, { ...known, ask: fill(ask, known) })
}

function pick<Item>(list: readonly Item[], seed: string, what: string): Item {
  return list[drawn(seed, what) % list.length]!
}

/** FNV-1a: a number that a seed draws for a thing. */
function drawn(seed: string, what: string): number {
  let number = 0x811c9dc5
  for (const sign of `${seed} ${what}`) number = Math.imul(number ^ sign.codePointAt(0)!, 0x01000193) >>> 0
  // The last steps of FNV reach the low bits little; fold the high ones in.
  return (number ^ (number >>> 15)) >>> 0
}

function sameText(one: string, two: string): boolean {
  return one.replace(/\s+/g, ' ').trim() === two.replace(/\s+/g, ' ').trim()
}
