import { z } from 'zod'
import { type Bilingual, languages } from '~/i18n/language'
import { storedNumber, storedText, storedWords } from '~/ui/forms/content'

/** What makes somebody climb onto a rung. */
export const triggers = [
  'signed',
  'confirmed',
  'called',
  'wrote',
  'texted',
  'subscribed',
  'joined',
  'tagged',
  'before-meeting',
  'after-last-act',
  'goal-reached',
] as const
export type Trigger = (typeof triggers)[number]

/** What somebody does, as far as we know who it was: these begin a rung at once. */
export const acts = [
  'signed',
  'confirmed',
  'called',
  'wrote',
  'texted',
  'subscribed',
  'joined',
  'tagged',
] as const satisfies readonly Trigger[]
export type LadderAct = (typeof acts)[number]

/** Acts that a condition can ask about. */
export const askedActs = [
  'signed',
  'confirmed',
  'called',
  'wrote',
  'texted',
  'joined',
] as const satisfies readonly LadderAct[]

/** The question of a condition about each. */
export const askedNames: Record<(typeof askedActs)[number], Bilingual> = {
  signed: { en: 'Have they signed?', es: '¿Ya firmaron?' },
  confirmed: { en: 'Is their signature confirmed?', es: '¿Ya confirmaron su firma?' },
  called: {
    en: 'Have they called an official (a call that we connected)?',
    es: '¿Ya llamaron a una autoridad (si los comunicamos nosotros)?',
  },
  wrote: { en: 'Have they written a letter?', es: '¿Ya escribieron una carta?' },
  texted: { en: 'Have they texted an official?', es: '¿Ya mandaron un mensaje a una autoridad?' },
  joined: { en: 'Have they joined by a keyword?', es: '¿Ya se unieron con una palabra por mensaje?' },
}

const questions = ['did', 'phone', 'county', 'language', 'tag', 'segment'] as const
export type Question = (typeof questions)[number]

const orNothing = <Value extends string>(values: readonly Value[]) =>
  z
    .enum(values as [Value, ...Value[]])
    .or(z.literal(''))
    .default('')
const key = z.string()

/** A line of a ladder as it is stored. A `rung` begins one; the steps below it are its own, up to the next. */
export const storedStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rung'),
    key,
    title: storedWords,
    when: orNothing(triggers),
    /** Slug of a petition or action; '' for any. */
    thing: storedText,
    tag: storedText,
    days: storedNumber,
  }),
  z.object({
    kind: z.literal('wait'),
    key,
    how: orNothing(['hours', 'days', 'until']),
    amount: storedNumber,
    /** `any`, or 1 (Monday) to 7. */
    weekday: orNothing(['any', '1', '2', '3', '4', '5', '6', '7']),
    hour: storedNumber,
  }),
  z.object({
    kind: z.literal('condition'),
    key,
    about: orNothing(questions),
    act: orNothing(askedActs),
    thing: storedText,
    days: storedNumber,
    /** Slug of a county. */
    place: storedText,
    language: orNothing(languages),
    tag: storedText,
    /** Id of a segment. */
    segment: storedText,
    /** Keys of the steps to go on with; '' for the next. */
    yes: storedText,
    no: storedText,
  }),
  z.object({
    kind: z.literal('message'),
    key,
    by: orNothing(['mail', 'text', 'either']),
    purpose: orNothing(['news', 'call', 'invite']),
    title: storedWords,
    text: storedWords,
    button: storedWords,
    sms: storedWords,
    thing: storedText,
    /** No later than this many hours after it was due. */
    hours: storedNumber,
  }),
  z.object({ kind: z.literal('tag'), key, name: storedText }),
  z.object({ kind: z.literal('task'), key, title: storedWords }),
  z.object({ kind: z.literal('split'), key, percent: storedNumber, other: storedText }),
  z.object({ kind: z.literal('go'), key, to: storedText }),
  z.object({ kind: z.literal('end'), key }),
])
export type StoredStep = z.output<typeof storedStep>
export type StepOf<Kind extends StoredStep['kind']> = Extract<StoredStep, { kind: Kind }>

/** Stored content of a ladder. */
export const ladderContent = z.object({
  title: storedWords,
  /** Whoever does this leaves: the ladder has done its work. */
  leaves: orNothing(acts),
  leavesThing: storedText,
  /** Whoever has left may begin again after so many days; null: once is enough. */
  returnDays: storedNumber,
  steps: z.array(storedStep).default([]),
})
export type LadderContent = z.output<typeof ladderContent>

/** Each trigger, as the office calls it. */
export const triggerNames: Record<Trigger, Bilingual> = {
  signed: { en: 'They sign', es: 'Firman' },
  confirmed: { en: 'Their signature is confirmed', es: 'Se confirma su firma' },
  called: {
    en: 'They call an official (a call that we connect)',
    es: 'Llaman a una autoridad (si los comunicamos nosotros)',
  },
  wrote: { en: 'They write a letter', es: 'Escriben una carta' },
  texted: { en: 'They text an official', es: 'Mandan un mensaje a una autoridad' },
  subscribed: { en: 'They ask for news', es: 'Piden noticias' },
  joined: { en: 'They join by a keyword', es: 'Se unen con una palabra por mensaje' },
  tagged: { en: 'A tag is put on them', es: 'Se les pone una etiqueta' },
  'before-meeting': {
    en: 'Some days before a meeting where they live',
    es: 'Unos días antes de una junta donde viven',
  },
  'after-last-act': {
    en: 'Some days after the last thing they did',
    es: 'Unos días después de lo último que hicieron',
  },
  'goal-reached': { en: 'A petition they signed reaches a goal', es: 'Una petición que firmaron llega a una meta' },
}
