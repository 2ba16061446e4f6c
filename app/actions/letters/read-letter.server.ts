import { randomBytes } from 'node:crypto'
import type { Db } from '#db/client'
import { actionView } from '~/actions/kind/action-view'
import { type AdvocacyCampaign, availabilityOf } from '~/actions/kind/advocacy.server'
import { isAfterEvent } from '~/actions/kind/event'
import { readNobodyHere } from '~/actions/kind/nobody-here.server'
import type { NobodyHere, PlaceAsked } from '~/actions/kind/place'
import { divisionIds } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { readSoFar } from '~/actions/kind/so-far.server'
import { nameOf, targetWords } from '~/actions/kind/target-words'
import { placeNameWithin } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import { bestContact, type Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import { linesOf } from '~/ui/forms/content'
import { type Composition, composeLetter, pointTexts, withPoints } from './compose-letter'
import { type LetterPlace, seedSchema } from './letter.schema'
import { type LetterContent, letterContent, pointsOf } from './letter-content'
import { greetingOf, letterFacts } from './letter-facts'
import { countedLetters } from './letter-outcomes'
import type { LetterStep, LetterView, WritingDesk } from './letter-view'
import { letterWords } from './letter-words'
import { isSame } from './points-in-letter'

/** What a letter is written from: its content and targets. */
export interface LetterTargets {
  content: LetterContent
  targets: Target[]
  agreed: Target[]
}

/** Reads the targets of an action for where somebody lives. */
export async function readLetterTargets(
  db: Db,
  action: AdvocacyCampaign,
  here: readonly string[],
): Promise<LetterTargets> {
  const { postIds, agreedIds } = await postsToReach(db, action, await divisionIds(db, here))
  const [targets, agreed] = await Promise.all([readTargets(db, postIds), readTargets(db, agreedIds)])
  return { content: letterContent.parse(action.content), targets, agreed }
}

/** A visit to the page of a letter action. */
export interface LetterVisit {
  action: AdvocacyCampaign
  language: Language
  /** The place and share code from the URL. */
  place: LetterPlace
  now: Date
}

/** Page state that is not in the URL. */
export interface PageChange {
  /** Values typed so far. Without it the page suggests a letter. */
  typed?: Record<string, string> | null
  /** The question about their place to show instead. */
  asked?: PlaceAsked | null
}

/** Reads a letter page at the step that its URL and state imply, in one language. */
export async function readLetterPage(db: Db, visit: LetterVisit, change: PageChange = {}): Promise<LetterView> {
  const desk = await readLetterTargets(db, visit.action, visit.place.here)
  const nobody = desk.targets.length === 0 ? await readNobodyHere(db, visit.action, visit.place.here) : null
  return readLetterStep(db, { visit, desk }, stepOf(visit, desk, nobody, change))
}

/** Reads the page at a given step. */
export async function readLetterStep(
  db: Db,
  { visit: { action, language, now: at }, desk: { content, agreed } }: { visit: LetterVisit; desk: LetterTargets },
  now: LetterStep,
): Promise<LetterView> {
  const soFar = await readSoFar(db, action, { counted: countedLetters, words: letterWords }, language, at)
  return {
    ...actionView(
      action,
      content,
      language,
      { path: paths.letters(language, action.slug), soFar, agreed: agreed.map((target) => nameOf(target, language)) },
      at,
    ),
    thanks: linesOf(content.thanks[language]),
    isOutside: false,
    now,
  }
}

function stepOf(
  { action, language, place: { here }, now }: LetterVisit,
  desk: LetterTargets,
  nobody: NobodyHere | null,
  { typed = null, asked }: PageChange,
): LetterStep {
  const standing = availabilityOf(action, now)
  if (standing !== 'open') return { is: standing }
  if (asked) return { is: 'asking-place', asked }
  if (action.targeting.how === 'lookup' && here.length === 0)
    return { is: 'asking-place', asked: { for: 'zip', problem: null } }
  if (desk.targets.length === 0)
    return desk.agreed.length > 0 ? { is: 'all-agreed' } : { is: 'nobody-here', place: nobody }
  return { is: 'writing', desk: writingDesk(desk, language, typed, now) }
}

function writingDesk(
  desk: LetterTargets,
  language: Language,
  typed: Record<string, string> | null,
  now: Date,
): WritingDesk {
  const { content, targets } = desk
  const seed = seedSchema.safeParse(typed?.seed).data ?? randomBytes(16).toString('hex')
  const isToAll = content.several === 'all' || (content.several !== 'each' && typed?.several === 'all')
  const composition = compositionOf(desk, 'en', seed, now)
  const theirs = language === 'en' ? null : compositionOf(desk, language, seed, now)
  const suggestion = composeLetter(composition, typed ? chosenIn(typed) : null)
  const values = typed
    ? { ...typed, seed }
    : {
        seed,
        before: suggestion.points.join(','),
        subject: suggestion.subject,
        body: suggestion.body,
        ...Object.fromEntries(suggestion.points.map((id) => [`point_${id}`, '1'])),
      }
  return {
    to: targets.map((target) => ({
      name: nameOf(target, language),
      title: [targetWords(target).title[language], placeNameWithin(language, target.place)].filter(Boolean).join(', '),
    })),
    greeting: targets.length === 1 ? greetingOf(targets[0]!, false) : isToAll ? greetingOf(targets[0]!, true) : '',
    points: pointsOf(content).map(({ id, label }) => ({ id, label: label[language] })),
    canChoose: targets.length > 1 && content.several !== 'each' && content.several !== 'all',
    texts: { said: pointTexts(composition), meant: theirs && pointTexts(theirs) },
    minimumOwnWords: content.minimumOwnWords ?? 0,
    canSend: targets.some((target) => bestContact(target, ['email'])),
    meaning: theirs ? composeLetter(theirs, typed ? chosenIn(typed) : suggestion.points).body : '',
    values,
  }
}

/** What a letter is composed from. The writer's name stays a token until the letter is finished. */
export function compositionOf(
  { content, targets }: LetterTargets,
  language: Language,
  seed: string,
  now: Date,
): Composition {
  const asked =
    isAfterEvent(content, now) && content.eventAfter.en
      ? { ...content, ask: content.eventAfter, askPartly: content.eventAfter, askMayNot: content.eventAfter }
      : content
  return { content: asked, facts: letterFacts(targets, '{name}', language), language, seed }
}

/** Form values after the `points` or `another` button: the letter recomposed, everything else as typed. */
export function recomposed(
  desk: LetterTargets,
  typed: Record<string, string>,
  isAnother: boolean,
  now: Date,
): Record<string, string> {
  const seed = seedSchema.safeParse(typed.seed).data ?? randomBytes(16).toString('hex')
  const before = (typed.before ?? '').split(',').filter(Boolean)
  const chosen = chosenIn(typed)
  const composition = compositionOf(desk, 'en', seed, now)
  const body = withPoints(composition, typed.body ?? '', before, chosen)
  if (!isAnother) return { ...typed, seed, body, before: chosen.join(',') }
  const fresh = { ...composition, seed: randomBytes(16).toString('hex') }
  const old = composeLetter(composition, before)
  const next = composeLetter(fresh, chosen.length > 0 ? chosen : null)
  if (!isSame(typed.body ?? '', old.body)) return { ...typed, seed, body, before: chosen.join(',') }
  return {
    ...typed,
    seed: fresh.seed,
    body: next.body,
    before: next.points.join(','),
    subject: typed.subject === old.subject ? next.subject : (typed.subject ?? next.subject),
  }
}

function chosenIn(typed: Record<string, string>): string[] {
  return Object.keys(typed).flatMap((name) => /^point_(p\d{1,2})$/.exec(name)?.[1] ?? [])
}
