import { segmentsOf } from '~/channels/sms/segments'
import { type Language, languages } from '~/i18n/language'
import { type Ladder, ladderOf, rungsOf, waysFrom } from './ladder'
import type { LadderContent, StepOf, StoredStep } from './ladder-content'
import { bareTokens, type LadderToken, unknownTokens } from './ladder-words'

/** Why a ladder cannot be published yet; also keys under `ladders.problems`. */
export type LadderProblem = { field: string; step: string } & (
  | { why: 'no-rung' | 'above-first-rung' | 'empty-rung' | 'trigger-incomplete' | 'goal-needs-petition' }
  | { why: 'wait-incomplete' | 'question-incomplete' }
  | { why: 'dead-end' | 'leads-nowhere' | 'leaves-its-rung' | 'never-reached' | 'loop' }
  | { why: 'never-by-day' | 'call-needs-action' }
  | { why: 'missing-language'; language: Language; what: 'title' | 'text' | 'button' | 'sms' }
  | { why: 'unknown-token'; language: Language; what: 'title' | 'text' | 'button' | 'sms'; token: string }
  | { why: 'bare-token'; language: Language; what: 'title' | 'text' | 'button' | 'sms'; token: string }
  | { why: 'long-text'; language: Language; segments: number }
)

/** Segments of a text of a ladder, with the link and how to stop. */
const mostSegments = 2
/** Texts leave from 9:00 to 20:00 where their reader lives (`texts_open_at`). */
const day = { opens: 9, closes: 20 }
/** Room for the link and for how to stop, which are put after the words. */
const roomForLink = ' https://firme.example.org/es/campaigns/alto-polimigra ALTO para cancelar.'.length

/** What is wrong with a ladder, step by step; nothing when it can be published. What is plainly not filled in is asked for by the form. */
export function ladderProblems({ steps }: Pick<LadderContent, 'steps'>): LadderProblem[] {
  const ladder = ladderOf(steps)
  if (rungsOf(ladder).length === 0) return [{ field: 'steps', step: '', why: 'no-rung' }]
  return [
    ...steps.flatMap((step) => ofStep(ladder, step)),
    ...neverReached(ladder),
    ...loopsWithoutWait(ladder),
    ...neverByDay(ladder),
  ]
}

function ofStep(ladder: Ladder, step: StoredStep): LadderProblem[] {
  const { key } = step
  const at = (field: string) => ({ field: `steps.${key}.${field}`, step: key })
  const rung = ladder.rungOf(key)
  if (!rung) return [{ ...at(''), field: `steps.${key}`, why: 'above-first-rung' }]
  switch (step.kind) {
    case 'rung':
      return [
        ...(isTriggerWhole(step) ? [] : [{ ...at('when'), why: 'trigger-incomplete' as const }]),
        ...(step.when === 'goal-reached' && !step.thing
          ? [{ ...at('thing'), why: 'goal-needs-petition' as const }]
          : []),
        ...(ladder.next(key) === null ? [{ field: `steps.${key}`, step: key, why: 'empty-rung' as const }] : []),
      ]
    case 'wait':
      return [
        ...(isWaitWhole(step) ? [] : [{ ...at('how'), why: 'wait-incomplete' as const }]),
        ...deadEnds(ladder, step),
      ]
    case 'condition':
      return [
        ...(isQuestionWhole(step) ? [] : [{ ...at('about'), why: 'question-incomplete' as const }]),
        ...deadEnds(ladder, step),
      ]
    case 'message':
      return [...ofMessage(step, rung), ...deadEnds(ladder, step)]
    case 'tag':
    case 'task':
    case 'split':
    case 'go':
      return deadEnds(ladder, step)
    case 'end':
      return []
  }
}

function isTriggerWhole({ when, tag, days }: StepOf<'rung'>): boolean {
  if (when === 'tagged') return tag !== ''
  return when === 'before-meeting' || when === 'after-last-act' ? days !== null : true
}

function isWaitWhole({ how, amount, hour, weekday }: StepOf<'wait'>): boolean {
  return how === 'until' ? hour !== null && weekday !== '' : amount !== null
}

function isQuestionWhole({ about, act, place, language, tag, segment }: StepOf<'condition'>): boolean {
  const filled = { did: act, phone: 'yes', county: place, language, tag, segment, '': 'missing' }[about]
  return filled !== ''
}

/** The ways from a step that lead nowhere, or out of its rung. */
function deadEnds(ladder: Ladder, step: Exclude<StoredStep, { kind: 'rung' }>): LadderProblem[] {
  const named = { yes: '', no: '', other: '', to: '', ...step }
  return [...new Set(waysFrom(ladder, step.key))].flatMap((way): LadderProblem[] => {
    const field = (['yes', 'no', 'other', 'to'] as const).find((one) => way !== null && named[one] === way)
    const at = { field: field ? `steps.${step.key}.${field}` : `steps.${step.key}`, step: step.key }
    if (way === null) return [{ ...at, why: 'dead-end' }]
    const target = ladder.step(way)
    if (!target) return [{ ...at, why: 'leads-nowhere' }]
    return target.kind === 'rung' || ladder.rungOf(way) !== ladder.rungOf(step.key)
      ? [{ ...at, why: 'leaves-its-rung' }]
      : []
  })
}

/** Triggers of something that has a title. */
const ofThings: readonly string[] = [
  'signed',
  'confirmed',
  'called',
  'wrote',
  'texted',
  'before-meeting',
  'goal-reached',
]

/** What is known of everybody who gets a message. Nobody is greeted with nothing. */
function knownOfAll({ thing }: StepOf<'message'>, { when }: StepOf<'rung'>): LadderToken[] {
  return [
    'campaign',
    ...(thing || ofThings.includes(when) ? (['title'] as const) : []),
    ...(!thing && when === 'before-meeting' ? (['when'] as const) : []),
  ]
}

function ofMessage(step: StepOf<'message'>, rung: StepOf<'rung'>): LadderProblem[] {
  const needed = [
    ...(step.by === 'mail' || step.by === 'either' ? (['title', 'text', 'button'] as const) : []),
    ...(step.by === 'text' || step.by === 'either' ? (['sms'] as const) : []),
  ]
  const at = (what: string, language: Language) => ({ field: `steps.${step.key}.${what}_${language}`, step: step.key })
  return [
    ...(step.purpose === 'call' && !step.thing
      ? [{ field: `steps.${step.key}.thing`, step: step.key, why: 'call-needs-action' as const }]
      : []),
    ...needed.flatMap((what) =>
      languages.flatMap((language): LadderProblem[] => {
        const words = step[what][language]
        if (words === '') return [{ ...at(what, language), why: 'missing-language', language, what }]
        const [token] = unknownTokens(words)
        const [bare] = bareTokens(words, knownOfAll(step, rung))
        const segments = what === 'sms' ? segmentsOf(words + 'x'.repeat(roomForLink)) : 0
        return [
          ...(token ? [{ ...at(what, language), why: 'unknown-token' as const, language, what, token }] : []),
          ...(bare ? [{ ...at(what, language), why: 'bare-token' as const, language, what, token: bare }] : []),
          ...(segments > mostSegments
            ? [{ ...at(what, language), why: 'long-text' as const, language, segments }]
            : []),
        ]
      }),
    ),
  ]
}

function neverReached(ladder: Ladder): LadderProblem[] {
  const reached = new Set<string>()
  const open = rungsOf(ladder).map(({ key }) => key)
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (reached.has(key) || !ladder.step(key)) continue
    reached.add(key)
    for (const way of waysFrom(ladder, key)) if (way !== null) open.push(way)
  }
  return ladder.steps
    .filter(({ key }) => ladder.rungOf(key) && !reached.has(key))
    .map(({ key }) => ({ field: `steps.${key}`, step: key, why: 'never-reached' as const }))
}

/** Steps from which somebody comes back without having waited. */
function loopsWithoutWait(ladder: Ladder): LadderProblem[] {
  const comesBack = ({ key: start }: StoredStep) => {
    const seen = new Set<string>()
    const open = waysFrom(ladder, start)
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (key === start) return true
      if (key === null || seen.has(key) || ladder.step(key)?.kind === 'wait') continue
      seen.add(key)
      open.push(...waysFrom(ladder, key))
    }
    return false
  }
  const looping = ladder.steps.filter((step) => step.kind !== 'wait' && comesBack(step))
  // One sentence for each loop: about the step that leads back.
  return looping
    .filter((step) => waysFrom(ladder, step.key).some((way) => way !== null && isAbove(ladder, way, step.key)))
    .map(({ key }) => ({ field: `steps.${key}`, step: key, why: 'loop' as const }))
}

function isAbove({ steps }: Ladder, one: string, other: string): boolean {
  return steps.findIndex(({ key }) => key === one) <= steps.findIndex(({ key }) => key === other)
}

/** Texts that are always due at night and may not wait until the morning. */
function neverByDay(ladder: Ladder): LadderProblem[] {
  const texts = ladder.steps.filter(
    (step) => step.kind === 'message' && step.by === 'text' && step.hours !== null,
  ) as StepOf<'message'>[]
  return texts.flatMap((text): LadderProblem[] => {
    const waits = waitsBefore(ladder, text.key)
    const isNever =
      waits !== null && waits.length > 0 && waits.every((wait) => hoursUntilDay(wait) >= (text.hours ?? 0))
    return isNever ? [{ field: `steps.${text.key}.hours`, step: text.key, why: 'never-by-day' }] : []
  })
}

/** Hours from the end of a wait until texts may leave; 0 when they may at once, or when nobody can say. */
function hoursUntilDay({ how, hour }: StepOf<'wait'>): number {
  if (how !== 'until' || hour === null) return 0
  if (hour < day.opens) return day.opens - hour
  return hour >= day.closes ? 24 - hour + day.opens : 0
}

/** The waits that lead to a step without another one in between; null when it is also reached without any. */
function waitsBefore(ladder: Ladder, key: string): StepOf<'wait'>[] | null {
  const waits: StepOf<'wait'>[] = []
  const seen = new Set<string>()
  const open = [key]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const step of ladder.steps.filter((one) => waysFrom(ladder, one.key).includes(at!))) {
      if (step.kind === 'rung') return null
      if (step.kind === 'wait') waits.push(step)
      else if (!seen.has(step.key)) open.push(step.key)
      seen.add(step.key)
    }
  }
  return waits
}
