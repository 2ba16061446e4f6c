import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { type Ladder, ladderOf } from './ladder'
import type { LadderContent, Question, StepOf } from './ladder-content'
import { takeStep } from './take-step'

/** Somebody who does not exist, walking through a ladder. */
export interface Rehearsed {
  language: Language
  /** IANA. */
  zone: string
  /** By which ways they get news. */
  channels: readonly Channel[]
  /** Their answer to each condition: by its key, or else by what is asked; otherwise no. */
  answers: Readonly<Partial<Record<string, boolean>>>
  /** Whether they are among those whom a split sends another way. */
  isOther: boolean
}

/** What happens to them, and when. */
export interface RehearsedDay {
  at: Date
  step: StepOf<'message' | 'tag' | 'task'>
  /** By which way a message goes; null when they would not get it, and for other steps. */
  by: Channel | null
  /** What they read, in their language; '' for what they do not see. */
  subject: string
  words: string
}

/** More than any ladder that can be published has: a loop without a wait must not hold up the page of its draft. */
const mostSteps = 400
/** Two years. */
const longest = 730 * 86_400_000

/**
 * What somebody like this would receive, and when, from the beginning of a rung: walked step by step as those who are in it,
 * on a clock that jumps from wait to wait.
 *
 * @returns in order of time; `isEndless` when they never come to an end
 */
export function rehearse(
  { steps }: Pick<LadderContent, 'steps'>,
  rung: string,
  who: Rehearsed,
  begins: Date,
): { days: RehearsedDay[]; isEndless: boolean } {
  const ladder = ladderOf(steps)
  const walker = {
    zone: who.zone,
    answer: (step: StepOf<'condition'>) => answerOf(who, step),
    lot: () => (who.isOther ? 0 : 99),
  }
  const days: RehearsedDay[] = []
  const done = new Set<string>()
  let [key, hasWaited, now]: [string | null, boolean, Date] = [rung, false, begins]
  for (let count = 0; key !== null; count += 1) {
    if (count > mostSteps || now.getTime() - begins.getTime() > longest) return { days, isEndless: true }
    const happens = done.has(key) ? null : happening(ladder, key, who, now)
    if (happens) days.push(happens)
    done.add(key)
    const taken = takeStep(ladder, { key, hasWaited }, walker, now)
    if (taken.outcome === 'waits') {
      now = taken.until
      hasWaited = true
    } else {
      key = taken.to
      hasWaited = false
    }
  }
  return { days, isEndless: false }
}

function answerOf({ answers, language, channels }: Rehearsed, step: StepOf<'condition'>): boolean {
  const own = answers[step.key]
  if (own !== undefined) return own
  if (step.about === 'language') return step.language === language
  if (step.about === 'phone') return channels.includes('sms')
  return answers[step.about satisfies Question | ''] ?? false
}

function happening(ladder: Ladder, key: string, who: Rehearsed, at: Date): RehearsedDay | null {
  const step = ladder.step(key)
  if (step?.kind === 'tag' || step?.kind === 'task') return { at, step, by: null, subject: '', words: '' }
  if (step?.kind !== 'message') return null
  const by = wayOf(step, who.channels)
  const { language } = who
  return {
    at,
    step,
    by,
    subject: by === 'mail' ? step.title[language] : '',
    words: by === null ? '' : by === 'mail' ? step.text[language] : step.sms[language],
  }
}

/** By which way somebody gets a message; null: by none that they have agreed to. */
export function wayOf({ by }: Pick<StepOf<'message'>, 'by'>, channels: readonly Channel[]): Channel | null {
  const tried: Channel[] = by === 'either' ? ['mail', 'sms'] : [by === 'text' ? 'sms' : 'mail']
  return tried.find((one) => channels.includes(one)) ?? null
}
