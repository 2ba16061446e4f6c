import type { Translate } from '~/i18n/translator'
import { type ConditionField, type DraftCondition, type DraftPart, fieldsOfKind } from './rule-draft'
import type { Options, RuleOptions } from './rule-options.server'

/** A rule in a sentence, for lists: signed a petition: “…” and live in a county: Pima County, AZ. */
export function ruleWords(t: Translate, part: DraftPart, options: RuleOptions): string {
  if ('kind' in part) return conditionWords(t, part, options)
  if (part.parts.length === 0) return t('segments.everyone')
  const words = part.parts.map((one) =>
    'joins' in one && one.parts.length > 1 ? `(${ruleWords(t, one, options)})` : ruleWords(t, one, options),
  )
  const joined = words.join(` ${t(`segments.joinsWords.${part.joins === 'all' ? 'all' : 'any'}`)} `)
  return part.joins === 'none' ? t('segments.noneOf', { rule: joined }) : joined
}

function conditionWords(t: Translate, { kind, isNot, values }: DraftCondition, options: RuleOptions): string {
  const said = fieldsOfKind[kind].flatMap((field: ConditionField) => valueWords(t, field, values, options))
  const words = [t(`segments.kinds.${kind}`), ...(said.length > 0 ? [said.join(', ')] : [])].join(': ')
  return isNot ? t('segments.not', { rule: words }) : words
}

function valueWords(
  t: Translate,
  field: ConditionField,
  values: DraftCondition['values'],
  options: RuleOptions,
): string[] {
  const value = values[field] ?? ''
  if (value === '') return []
  switch (field) {
    case 'days':
      return [t('segments.withinDays', { days: Number(value) || 0 })]
    case 'outcome':
      return [`“${(choicesOf(t, field, options).find(([one]) => one === value) ?? ['', value])[1]}”`]
    case 'is':
      return value === 'known' ? [t('segments.is.known')] : [t(`segments.is.${value as 'equal'}`)]
    case 'zips':
    case 'place':
      return [value]
    case 'value':
      return values.is === 'known' ? [] : [chosenFrom(options.choices[values.field ?? ''] ?? [], value)?.[1] ?? value]
    case 'tag':
      return [`“${value}”`]
    default: {
      const [, words] = choicesOf(t, field, options).find(([one]) => one === value) ?? ['', t('segments.gone')]
      return [field === 'petition' || field === 'action' || field === 'broadcast' ? `“${words}”` : words]
    }
  }
}

/** The choice that was chosen, or whose words were typed. */
export function chosenFrom(choices: Options, typed: string): Options[number] | undefined {
  return (
    choices.find(([value]) => value === typed) ??
    choices.find(([, words]) => words.toLowerCase() === typed.trim().toLowerCase())
  )
}

const callOutcomes = ['spoke', 'voicemail', 'voicemail-full', 'busy', 'no-answer', 'wrong-number'] as const

/** What a field can be chosen from; none where it is typed. */
export function choicesOf(t: Translate, field: ConditionField, options: RuleOptions): Options {
  switch (field) {
    case 'petition':
    case 'action':
    case 'broadcast':
    case 'county':
    case 'state':
    case 'campaign':
    case 'field':
      return options[field]
    case 'outcome':
      return callOutcomes.map((outcome) => [outcome, t(`outreach.outcomes.call.${outcome}`)])
    case 'language':
      return [
        ['en', t('segments.languages.en')],
        ['es', t('segments.languages.es')],
      ]
    case 'channel':
      return [
        ['mail', t('segments.channels.mail')],
        ['sms', t('segments.channels.sms')],
      ]
    case 'is':
      return (['known', 'equal', 'atLeast', 'atMost'] as const).map((is) => [is, t(`segments.is.${is}`)])
    case 'days':
    case 'zips':
    case 'place':
    case 'tag':
    case 'value':
      return []
  }
}

/** Fields that may stay as they are: any petition, ever. */
export const optionalFields: ReadonlySet<ConditionField> = new Set([
  'petition',
  'action',
  'outcome',
  'broadcast',
  'days',
])
