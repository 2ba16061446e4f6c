import type { Fact, SegmentRule } from '~/messages/segments/segment-rule'
import type { CustomField } from '~/office/people/fields/custom-field'
import { readFieldValue } from '~/office/people/fields/read-field-value'

/** Kinds of conditions, as the builder offers them. */
export const conditionKinds = [
  'signed',
  'confirmed',
  'called',
  'wrote',
  'texted',
  'joined',
  'answered',
  'received',
  'county',
  'state',
  'zip',
  'place',
  'language',
  'channel',
  'tag',
  'campaign',
  'field',
] as const
export type ConditionKind = (typeof conditionKinds)[number]

/** What each kind asks for, in the order of its sentence. */
export const fieldsOfKind = {
  signed: ['petition', 'days'],
  confirmed: ['petition', 'days'],
  called: ['action', 'outcome', 'days'],
  wrote: ['action', 'days'],
  texted: ['action', 'days'],
  joined: ['days'],
  answered: ['days'],
  received: ['broadcast', 'days'],
  county: ['county'],
  state: ['state'],
  zip: ['zips'],
  place: ['place'],
  language: ['language'],
  channel: ['channel'],
  tag: ['tag'],
  campaign: ['campaign'],
  field: ['field', 'is', 'value'],
} as const satisfies Record<ConditionKind, readonly string[]>
export type ConditionField = (typeof fieldsOfKind)[ConditionKind][number]

/** How the parts of a group belong together: `none` is `not` around `any`. */
export const joinings = ['all', 'any', 'none'] as const
type Joining = (typeof joinings)[number]

/** A rule while it is built: as it was typed, also what cannot be understood. */
export type DraftPart = DraftGroup | DraftCondition
export interface DraftGroup {
  joins: Joining
  parts: DraftPart[]
}
export interface DraftCondition {
  kind: ConditionKind
  isNot: boolean
  values: Partial<Record<ConditionField, string>>
}

/** Where a part is: the numbers of the parts around it and its own; the rule itself is at []. */
export type At = readonly number[]

/** A form's name for something of a part; also its id. */
export function fieldAt(at: At, name: string): string {
  return ['part', ...at, name].join('-')
}

/** How deep parts can be that we read: deeper than a rule may be, so that this can be said. */
const mostNumbers = 12

function readName(name: string): { at: number[]; field: string } | null {
  const [first, ...rest] = name.split('-')
  const field = rest.pop()
  if (first !== 'part' || !field || rest.length > mostNumbers || !rest.every((number) => /^\d{1,3}$/.test(number)))
    return null
  return { at: rest.map(Number), field }
}

/** Reads a form. What no button of ours makes is left out. */
export function readDraft(fields: Record<string, string>): DraftGroup {
  const parts = new Map<string, { at: number[]; values: Record<string, string> }>()
  for (const [name, value] of Object.entries(fields)) {
    const read = readName(name)
    if (!read) continue
    const { at, field } = read
    const part = parts.get(at.join('-')) ?? { at, values: {} }
    part.values[field] = value
    parts.set(at.join('-'), part)
  }
  const partAt = (at: number[]): DraftPart | null => {
    const values = parts.get(at.join('-'))?.values
    const kind = conditionKinds.find((one) => one === values?.kind)
    if (kind) return { kind, isNot: values?.not === '1', values: asked(kind, values ?? {}) }
    if (values?.joins === undefined) return null
    const inside = [...parts.values()]
      .filter((one) => one.at.length === at.length + 1 && at.every((number, level) => one.at[level] === number))
      .toSorted((one, other) => one.at.at(-1)! - other.at.at(-1)!)
    return {
      joins: joinings.find((one) => one === values.joins) ?? 'all',
      parts: inside.flatMap((one) => partAt(one.at) ?? []),
    }
  }
  const root = partAt([])
  return root && 'joins' in root ? root : { joins: 'all', parts: root ? [root] : [] }
}

/** What a kind of condition asks for, of what was typed. */
export function asked(kind: ConditionKind, values: Record<string, string>): DraftCondition['values'] {
  return Object.fromEntries(fieldsOfKind[kind].map((field) => [field, values[field] ?? '']))
}

/** What a button of the builder does: adds a condition or a group inside a group, or takes a part away. */
export function changeDraft(draft: DraftGroup, intent: string, fields: Record<string, string>): DraftGroup {
  const [verb, numbers = ''] = intent.split(' ')
  const at = numbers.split('-').filter(Boolean).map(Number)
  if (verb === 'remove') return at.length === 0 ? draft : withoutPart(draft, at)
  const kind = conditionKinds.find((one) => one === fields[fieldAt(at, 'add')])
  if (verb === 'add' && kind) return withPart(draft, at, { kind, isNot: false, values: asked(kind, {}) })
  if (verb === 'group') return withPart(draft, at, { joins: draft.joins === 'any' ? 'all' : 'any', parts: [] })
  return draft
}

/** Whether a button has changed what parts there are. */
export function isChange(intent: string): boolean {
  return ['add', 'group', 'remove'].includes(intent.split(' ')[0]!)
}

/** Where a draft was changed by a button: the part that was added, or the group that one was taken from. @returns as in names */
export function changedPart(draft: DraftGroup, intent: string): string {
  const [verb, numbers = ''] = intent.split(' ')
  const at = numbers.split('-').filter(Boolean)
  if (verb === 'remove') return at.slice(0, -1).join('-')
  let group: DraftPart | undefined = draft
  for (const number of at) group = group && 'joins' in group ? group.parts[Number(number)] : undefined
  return group && 'joins' in group ? [...at, group.parts.length - 1].join('-') : ''
}

function withPart(group: DraftGroup, at: At, added: DraftPart): DraftGroup {
  const [first, ...rest] = at
  if (first === undefined) return { ...group, parts: [...group.parts, added] }
  return {
    ...group,
    parts: group.parts.map((part, number) =>
      number === first && 'joins' in part ? withPart(part, rest, added) : part,
    ),
  }
}

function withoutPart(group: DraftGroup, at: At): DraftGroup {
  const [first, ...rest] = at
  return {
    ...group,
    parts: group.parts.flatMap((part, number) => {
      if (number !== first) return [part]
      return rest.length > 0 && 'joins' in part ? [withoutPart(part, rest)] : []
    }),
  }
}

/** What is wrong with a condition: a key under `segments.errors`. */
type DraftProblem = 'choose' | 'days' | 'zips' | 'place' | 'tag' | 'value' | 'compare' | 'empty'
export interface DraftError {
  field: string
  problem: DraftProblem
}

/** Fields that name something of a group, by its id. */
const namingFields = ['petition', 'action', 'broadcast', 'field'] as const
type NamingField = (typeof namingFields)[number]

/** What the words of a draft mean. */
export interface KnownThings {
  /** Ids of the cities that were typed, by what was typed. */
  places: ReadonlyMap<string, string>
  /** By their ids. */
  fields: ReadonlyMap<string, CustomField>
  /** YYYY-MM-DD. */
  today: string
  /** Whether this organizer may ask about something: of what other groups keep nobody learns by counting. */
  isOffered?: ((field: NamingField, id: string) => boolean) | undefined
}

/** What a draft means, or everything that is wrong with it. */
export function ruleOf(
  draft: DraftGroup,
  known: KnownThings,
): { outcome: 'rule'; rule: SegmentRule } | { outcome: 'wrong'; errors: DraftError[] } {
  const errors: DraftError[] = []
  const read = (part: DraftPart, at: At): SegmentRule => {
    if ('kind' in part) {
      const refuse = (field: ConditionField, problem: DraftProblem) =>
        errors.push({ field: fieldAt(at, field), problem })
      for (const field of namingFields) {
        const id = (part.values[field] ?? '').trim()
        if (id !== '' && known.isOffered?.(field, id) === false) refuse(field, 'choose')
      }
      const fact = factOf(part, known, refuse)
      return part.isNot ? { not: fact } : fact
    }
    // A group that was left empty would be nobody or everybody; at the top it is everybody, as the page says.
    if (part.parts.length === 0 && at.length > 0) errors.push({ field: fieldAt(at, 'joins'), problem: 'empty' })
    const inside = part.parts.map((one, number) => read(one, [...at, number]))
    if (part.joins === 'all' || part.parts.length === 0) return { all: inside }
    return part.joins === 'any' ? { any: inside } : { not: { any: inside } }
  }
  const rule = read(draft, [])
  return errors.length > 0 ? { outcome: 'wrong', errors } : { outcome: 'rule', rule }
}

function factOf(
  { kind, values }: DraftCondition,
  { places, fields, today }: KnownThings,
  refuse: (field: ConditionField, problem: DraftProblem) => void,
): Fact {
  const value = (field: ConditionField) => (values[field] ?? '').trim()
  const chosen = (field: ConditionField) => {
    if (value(field) === '') refuse(field, 'choose')
    return value(field)
  }
  const either = <Name extends string>(name: Name, field: ConditionField) =>
    (value(field) ? { [name]: value(field) } : {}) as Partial<Record<Name, string>>
  const within = () => {
    if (value('days') === '') return {}
    const days = /^\d{1,4}$/.test(value('days')) ? Number(value('days')) : 0
    if (days < 1 || days > 3650) refuse('days', 'days')
    return { withinDays: days }
  }
  switch (kind) {
    case 'signed':
    case 'confirmed':
      return { fact: 'did', act: kind, ...either('petition', 'petition'), ...within() }
    case 'called':
      return { fact: 'did', act: kind, ...either('action', 'action'), ...either('outcome', 'outcome'), ...within() }
    case 'wrote':
    case 'texted':
      return { fact: 'did', act: kind, ...either('action', 'action'), ...within() }
    case 'joined':
    case 'answered':
      return { fact: 'did', act: kind, ...within() }
    case 'received':
      return { fact: 'did', act: kind, ...either('broadcast', 'broadcast'), ...within() }
    case 'county':
      return { fact: 'county', id: chosen('county') }
    case 'state':
      return { fact: 'state', state: chosen('state') }
    case 'zip': {
      const zips = value('zips')
        .split(/[\s,;]+/)
        .filter(Boolean)
      if (zips.length === 0 || zips.length > 200 || zips.some((zip) => !/^\d{5}$/.test(zip))) refuse('zips', 'zips')
      return { fact: 'zip', zips: [...new Set(zips)] }
    }
    case 'place': {
      const id = places.get(value('place'))
      if (!id) refuse('place', 'place')
      return { fact: 'place', id: id ?? '' }
    }
    case 'language':
      return { fact: 'language', language: chosen('language') as 'en' | 'es' }
    case 'channel':
      return { fact: 'channel', channel: chosen('channel') as 'mail' | 'sms' }
    case 'tag':
      if (value('tag') === '' || value('tag').length > 40) refuse('tag', 'tag')
      return { fact: 'tag', tag: value('tag').toLowerCase() }
    case 'campaign':
      return { fact: 'campaign', id: chosen('campaign') }
    case 'field': {
      const is = (['known', 'equal', 'atLeast', 'atMost'] as const).find((one) => one === value('is')) ?? 'known'
      const field = chosen('field')
      if (is === 'known') return { fact: 'customField', field, is, value: '' }
      const asked = fields.get(field)
      if ((is === 'atLeast' || is === 'atMost') && (asked?.kind === 'text' || asked?.kind === 'choice'))
        refuse('is', 'compare')
      const read = asked ? readFieldValue(asked, value('value'), today) : null
      if (read?.outcome === 'wrong' || value('value') === '') refuse('value', 'value')
      return { fact: 'customField', field, is, value: read?.outcome === 'read' ? read.value : value('value') }
    }
  }
}

/** Whether a draft names something of a group. */
export function namesAnything(part: DraftPart): boolean {
  if ('joins' in part) return part.parts.some(namesAnything)
  return namingFields.some((field) => (part.values[field] ?? '').trim() !== '')
}

/** Every city that was typed. */
export function typedPlaces(part: DraftPart): string[] {
  if ('joins' in part) return part.parts.flatMap(typedPlaces)
  return part.kind === 'place' ? [(part.values.place ?? '').trim()] : []
}
