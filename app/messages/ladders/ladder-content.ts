import { z } from 'zod'
import { type Bilingual, languages } from '~/i18n/language'
import { type ContentField, type ItemKind, storedNumber, storedText, storedWords } from '~/ui/forms/content'

/** What makes somebody climb onto a rung. */
const triggers = [
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
const acts = [
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
const askedActs = ['signed', 'confirmed', 'called', 'wrote', 'texted', 'joined'] as const satisfies readonly LadderAct[]

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

const weekdays: Bilingual[] = [
  { en: 'Monday', es: 'Lunes' },
  { en: 'Tuesday', es: 'Martes' },
  { en: 'Wednesday', es: 'Miércoles' },
  { en: 'Thursday', es: 'Jueves' },
  { en: 'Friday', es: 'Viernes' },
  { en: 'Saturday', es: 'Sábado' },
  { en: 'Sunday', es: 'Domingo' },
]

/** The longest text to a phone that a step may hold; what it costs is checked before publishing. */
const longestText = 300

const thing = (label: Bilingual): ContentField => ({
  name: 'thing',
  shape: 'reference',
  to: 'action',
  label,
  hint: { en: 'Empty: any of this campaign.', es: 'Vacío: cualquiera de esta campaña.' },
})
const actChoice = (name: string, label: Bilingual, of: readonly LadderAct[]): ContentField => ({
  name,
  shape: 'choice',
  label,
  options: of.map((value) => ({ value, label: triggerNames[value] })),
})
const days = (label: Bilingual): ContentField => ({ name: 'days', shape: 'number', least: 1, most: 730, label })
const tag = (name: string, label: Bilingual, isRequired = false): ContentField => ({
  name,
  shape: 'text',
  lines: 'one',
  most: 40,
  label,
  ...(isRequired ? { isRequired } : {}),
})
const hop = (name: string, label: Bilingual, isRequired = false): ContentField => ({
  name,
  shape: 'sibling',
  label,
  ...(isRequired ? { isRequired } : { hint: { en: 'Empty: the next step.', es: 'Vacío: el siguiente paso.' } }),
})

/** Kinds of lines and what organizers fill in. */
const stepKinds: Readonly<Record<StoredStep['kind'], ItemKind>> = {
  rung: {
    label: { en: 'Rung: who climbs onto it', es: 'Escalón: quién sube a él' },
    fields: [
      {
        name: 'title',
        shape: 'words',
        lines: 'one',
        most: 80,
        isRequired: true,
        label: { en: 'Name of the rung', es: 'Nombre del escalón' },
      },
      {
        name: 'when',
        shape: 'choice',
        isRequired: true,
        label: { en: 'They climb onto it when', es: 'Suben a él cuando' },
        options: triggers.map((value) => ({ value, label: triggerNames[value] })),
      },
      thing({ en: 'Which petition or action', es: 'Qué petición o acción' }),
      tag('tag', { en: 'Which tag', es: 'Qué etiqueta' }),
      days({ en: 'How many days before or after', es: 'Cuántos días antes o después' }),
    ],
  },
  wait: {
    label: { en: 'Wait', es: 'Esperar' },
    fields: [
      {
        name: 'how',
        shape: 'choice',
        isRequired: true,
        label: { en: 'How long', es: 'Cuánto' },
        options: [
          { value: 'hours', label: { en: 'Some hours', es: 'Unas horas' } },
          { value: 'days', label: { en: 'Some days', es: 'Unos días' } },
          {
            value: 'until',
            label: { en: 'Until a day and hour where they live', es: 'Hasta un día y una hora donde viven' },
          },
        ],
      },
      { name: 'amount', shape: 'number', least: 1, most: 730, label: { en: 'How many', es: 'Cuántos' } },
      {
        name: 'weekday',
        shape: 'choice',
        label: { en: 'Until which day', es: 'Hasta qué día' },
        options: [
          { value: 'any', label: { en: 'Any day', es: 'Cualquier día' } },
          ...weekdays.map((label, at) => ({ value: String(at + 1), label })),
        ],
      },
      {
        name: 'hour',
        shape: 'number',
        least: 0,
        most: 23,
        label: { en: 'Until which hour, 0 to 23', es: 'Hasta qué hora, de 0 a 23' },
        hint: {
          en: 'By the clocks where they live. An hour that has passed is the next one of its kind.',
          es: 'Según los relojes donde viven. Si la hora ya pasó, se espera a la siguiente.',
        },
      },
    ],
  },
  condition: {
    label: { en: 'Ask: who goes on where', es: 'Preguntar: quién sigue por dónde' },
    fields: [
      {
        name: 'about',
        shape: 'choice',
        isRequired: true,
        label: { en: 'What is asked', es: 'Qué se pregunta' },
        options: [
          { value: 'did', label: { en: 'Have they done something?', es: '¿Han hecho algo?' } },
          { value: 'phone', label: { en: 'Do they get our texts?', es: '¿Reciben nuestros mensajes de texto?' } },
          { value: 'county', label: { en: 'Do they live in a county?', es: '¿Viven en un condado?' } },
          { value: 'language', label: { en: 'Do they read a language?', es: '¿Leen un idioma?' } },
          { value: 'tag', label: { en: 'Do they have a tag?', es: '¿Tienen una etiqueta?' } },
          { value: 'segment', label: { en: 'Are they in a segment?', es: '¿Están en un segmento?' } },
        ],
      },
      actChoice('act', { en: 'What they have done', es: 'Qué han hecho' }, askedActs),
      thing({ en: 'With which petition or action', es: 'Con qué petición o acción' }),
      days({ en: 'In the last days', es: 'En los últimos días' }),
      { name: 'place', shape: 'reference', to: 'place', label: { en: 'County', es: 'Condado' } },
      {
        name: 'language',
        shape: 'choice',
        label: { en: 'Language', es: 'Idioma' },
        options: [
          { value: 'en', label: { en: 'English', es: 'Inglés' } },
          { value: 'es', label: { en: 'Spanish', es: 'Español' } },
        ],
      },
      tag('tag', { en: 'Tag', es: 'Etiqueta' }),
      { name: 'segment', shape: 'reference', to: 'segment', label: { en: 'Segment', es: 'Segmento' } },
      hop('yes', { en: 'If yes, go on with', es: 'Si la respuesta es sí, seguir con' }),
      hop('no', { en: 'If no, go on with', es: 'Si la respuesta es no, seguir con' }),
    ],
  },
  message: {
    label: { en: 'Message', es: 'Mensaje' },
    fields: [
      {
        name: 'by',
        shape: 'choice',
        isRequired: true,
        label: { en: 'How it goes', es: 'Cómo se manda' },
        options: [
          { value: 'mail', label: { en: 'By email', es: 'Por correo' } },
          { value: 'text', label: { en: 'By text', es: 'Por mensaje de texto' } },
          {
            value: 'either',
            label: { en: 'By email, or else by text', es: 'Por correo; si no, por mensaje de texto' },
          },
        ],
      },
      {
        name: 'purpose',
        shape: 'choice',
        isRequired: true,
        label: { en: 'What for', es: 'Para qué' },
        options: [
          { value: 'news', label: { en: 'To tell them something', es: 'Para contarles algo' } },
          { value: 'call', label: { en: 'To ask them to call', es: 'Para pedirles que llamen' } },
          { value: 'invite', label: { en: 'To invite them', es: 'Para invitarles' } },
        ],
      },
      {
        name: 'title',
        shape: 'words',
        lines: 'one',
        most: 120,
        label: { en: 'Subject of the email', es: 'Asunto del correo' },
      },
      {
        name: 'text',
        shape: 'words',
        lines: 'many',
        most: 4_000,
        label: { en: 'Text of the email', es: 'Texto del correo' },
        hint: {
          en: 'The greeting stands above it. {campaign}, {title}, {when} and {name|friend} are filled in.',
          es: 'El saludo va arriba. Se llenan {campaign}, {title}, {when} y {name|amiga}.',
        },
      },
      {
        name: 'button',
        shape: 'words',
        lines: 'one',
        most: 40,
        label: { en: 'Words on its button', es: 'Texto del botón' },
      },
      {
        name: 'sms',
        shape: 'words',
        lines: 'many',
        most: longestText,
        label: { en: 'Text message', es: 'Mensaje de texto' },
        hint: {
          en: 'The link and how to stop are put after it.',
          es: 'Después van el enlace y cómo cancelar.',
        },
      },
      {
        name: 'thing',
        shape: 'reference',
        to: 'action',
        label: { en: 'Where it leads', es: 'A dónde lleva' },
        hint: {
          en: 'Empty: the meeting or page that they climbed onto this rung for, or else the campaign.',
          es: 'Vacío: la junta o la página por la que subieron a este escalón; si no, la campaña.',
        },
      },
      {
        name: 'hours',
        shape: 'number',
        least: 1,
        most: 720,
        label: { en: 'Not later than so many hours', es: 'No después de tantas horas' },
        hint: {
          en: 'What could not go by then, such as at night, is left out.',
          es: 'Lo que no pudo salir hasta entonces, por ejemplo de noche, no se manda.',
        },
      },
    ],
  },
  tag: {
    label: { en: 'Put a tag on them', es: 'Ponerles una etiqueta' },
    fields: [tag('name', { en: 'Tag', es: 'Etiqueta' }, true)],
  },
  task: {
    label: { en: 'Task for an organizer', es: 'Tarea para la organización' },
    fields: [
      {
        name: 'title',
        shape: 'words',
        lines: 'one',
        most: 160,
        isRequired: true,
        label: { en: 'What to do', es: 'Qué hay que hacer' },
      },
    ],
  },
  split: {
    label: { en: 'Split at random', es: 'Separar al azar' },
    fields: [
      {
        name: 'percent',
        shape: 'number',
        least: 1,
        most: 99,
        isRequired: true,
        label: { en: 'How many of a hundred go another way', es: 'Cuántos de cada cien van por otro camino' },
      },
      hop('other', { en: 'They go on with', es: 'Siguen con' }, true),
    ],
  },
  go: {
    label: { en: 'Go on with another step', es: 'Seguir con otro paso' },
    fields: [hop('to', { en: 'Which', es: 'Cuál' }, true)],
  },
  end: { label: { en: 'End', es: 'Fin' }, fields: [] },
}

/** What organizers fill in. */
export const ladderFields: readonly ContentField[] = [
  {
    name: 'title',
    shape: 'words',
    lines: 'one',
    most: 120,
    isRequired: true,
    label: { en: 'Name of the ladder', es: 'Nombre de la escalera' },
  },
  actChoice('leaves', { en: 'Whoever does this leaves it', es: 'Quien hace esto sale de ella' }, acts),
  {
    name: 'leavesThing',
    shape: 'reference',
    to: 'action',
    label: { en: 'With which petition or action', es: 'Con qué petición o acción' },
  },
  {
    name: 'returnDays',
    shape: 'number',
    least: 1,
    most: 730,
    label: {
      en: 'Whoever has left may begin again after so many days',
      es: 'Quien ya salió puede volver a empezar después de tantos días',
    },
    hint: {
      en: 'Empty: nobody goes through it twice.',
      es: 'Vacío: nadie pasa por ella dos veces.',
    },
  },
  {
    name: 'steps',
    shape: 'list',
    isRequired: true,
    label: { en: 'Rungs and steps', es: 'Escalones y pasos' },
    hint: {
      en: 'A rung begins with who climbs onto it; its steps stand below. Whoever climbs higher leaves the steps of the lower rungs.',
      es: 'Un escalón empieza con quién sube a él; debajo van sus pasos. Quien sube más alto deja los pasos de los escalones de abajo.',
    },
    kinds: stepKinds,
  },
]
