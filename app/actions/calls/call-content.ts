import { z } from 'zod'
import { eventFields, eventShape } from '~/actions/kind/event'
import type { Bilingual } from '~/i18n/language'
import type { Target } from '~/officials/posts/target'
import { type ContentField, type MissingContent, storedNumber, storedWords } from '~/ui/forms/content'
import { unknownTokens } from './script'

/** Powers that differ from state to state. */
const topics = ['detainers', 'notice-of-release', 'jail-access', '287g', 'staff-and-money'] as const

/** Stored content of a call action. */
export const callContent = z.object({
  topic: z.enum(topics).or(z.literal('')).default(''),
  ask: storedWords,
  askPartly: storedWords,
  askMayNot: storedWords,
  script: storedWords,
  voicemail: storedWords,
  notes: storedWords,
  thanks: storedWords,
  perHour: storedNumber,
  atOnce: storedNumber,
  ...eventShape,
})

export type CallContent = z.output<typeof callContent>

/** The fields of a call action. */
export const callFields: readonly ContentField[] = [
  {
    name: 'topic',
    shape: 'choice',
    label: 'calls.fields.topic.label',
    hint: 'calls.fields.topic.hint',
    options: topics.map((value) => ({ value, label: `outreach.topics.${value}` as const })),
  },
  {
    name: 'ask',
    shape: 'words',
    lines: 'one',
    most: 400,
    isRequired: true,
    label: 'calls.fields.ask.label',
    hint: 'calls.fields.ask.hint',
  },
  {
    name: 'askPartly',
    shape: 'words',
    lines: 'one',
    most: 400,
    label: 'calls.fields.askPartly.label',
    hint: 'calls.fields.askPartly.hint',
  },
  {
    name: 'askMayNot',
    shape: 'words',
    lines: 'one',
    most: 400,
    label: 'calls.fields.askMayNot.label',
    hint: 'calls.fields.askMayNot.hint',
  },
  {
    name: 'script',
    shape: 'words',
    lines: 'paired',
    most: 4_000,
    isRequired: true,
    label: 'calls.fields.script.label',
    hint: 'calls.fields.script.hint',
  },
  {
    name: 'voicemail',
    shape: 'words',
    lines: 'paired',
    most: 2_000,
    isRequired: true,
    label: 'calls.fields.voicemail.label',
    hint: 'calls.fields.voicemail.hint',
  },
  {
    name: 'notes',
    shape: 'words',
    lines: 'paired',
    most: 2_000,
    label: 'calls.fields.notes.label',
    hint: 'calls.fields.notes.hint',
  },
  {
    name: 'thanks',
    shape: 'words',
    lines: 'many',
    most: 1_000,
    label: 'calls.fields.thanks.label',
    hint: 'calls.fields.thanks.hint',
  },
  {
    name: 'perHour',
    shape: 'number',
    least: 1,
    most: 1_000,
    label: 'calls.fields.perHour.label',
    hint: 'calls.fields.perHour.hint',
  },
  {
    name: 'atOnce',
    shape: 'number',
    least: 1,
    most: 50,
    label: 'calls.fields.atOnce.label',
    hint: 'calls.fields.atOnce.hint',
  },
  ...eventFields,
]

/** Beyond the fields: requires an ask for posts without the power, and rejects unknown tokens. */
export function missingInCall(content: CallContent): MissingContent[] {
  const languages = ['en', 'es'] as const
  const noAsk: MissingContent[] =
    content.topic === ''
      ? []
      : languages
          .filter((language) => !content.askMayNot[language])
          .map((language) => ({ field: 'askMayNot', language, why: 'missing' }))
  const scripts = ['script', 'voicemail'] as const
  return [
    ...noAsk,
    ...scripts.flatMap((field) =>
      languages
        .filter((language) => unknownTokens(content[field][language]).length > 0)
        .map((language): MissingContent => ({ field, language, why: 'tokens' })),
    ),
  ]
}

/**
 * What this target is asked, given what state law lets it decide; after the meeting, the follow-up ask.
 *
 * @param isAfter whether the meeting or deadline has passed
 */
export function askOf(content: CallContent, target: Pick<Target, 'powers'>, isAfter: boolean): Bilingual {
  if (isAfter && content.eventAfter.en) return content.eventAfter
  const power = target.powers.find((one) => one.topic === content.topic)
  if (power?.may === 'no' && content.askMayNot.en) return content.askMayNot
  if (power?.may === 'partly' && content.askPartly.en) return content.askPartly
  return content.ask
}
