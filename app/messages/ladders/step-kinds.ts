import type { Bilingual } from '~/i18n/language'
import type { ContentField, ItemKind } from '~/ui/forms/content'
import { askedActs, type LadderAct, type StoredStep, triggerNames, triggers } from './ladder-content'

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
/** A choice among things that people do. */
export const actChoice = (name: string, label: Bilingual, of: readonly LadderAct[]): ContentField => ({
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
export const stepKinds: Readonly<Record<StoredStep['kind'], ItemKind>> = {
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
          es: 'El saludo va arriba. Se llenan {campaign}, {title}, {when} y {name|compañera o compañero}.',
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
