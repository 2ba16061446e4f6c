import { z } from 'zod'
import { storedText, storedWords, type ContentField } from './content'

/** Zones in which the officials of the fifty states meet. */
export const eventZones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu'] as const

/** The part of an action's content about a meeting or deadline: part of every kind's schema. */
export const eventShape = {
  eventName: storedWords,
  eventAt: storedText,
  eventZone: z.enum(eventZones).or(z.literal('')).default(''),
  eventAgenda: storedText,
  eventComment: storedWords,
  eventAfter: storedWords,
}

/** The fields of a meeting or deadline: part of every kind's fields. */
export const eventFields: readonly ContentField[] = [
  { name: 'eventName', shape: 'words', lines: 'one', most: 120, label: 'outreach.fields.eventName.label', hint: 'outreach.fields.eventName.hint' },
  { name: 'eventAt', shape: 'moment', label: 'outreach.fields.eventAt.label', hint: 'outreach.fields.eventAt.hint' },
  {
    name: 'eventZone', shape: 'choice', label: 'outreach.fields.eventZone.label',
    options: [
      { value: 'America/New_York', label: 'outreach.zones.eastern' },
      { value: 'America/Chicago', label: 'outreach.zones.central' },
      { value: 'America/Denver', label: 'outreach.zones.mountain' },
      { value: 'America/Phoenix', label: 'outreach.zones.arizona' },
      { value: 'America/Los_Angeles', label: 'outreach.zones.pacific' },
      { value: 'America/Anchorage', label: 'outreach.zones.alaska' },
      { value: 'Pacific/Honolulu', label: 'outreach.zones.hawaii' },
    ],
  },
  { name: 'eventAgenda', shape: 'link', label: 'outreach.fields.eventAgenda.label' },
  { name: 'eventComment', shape: 'words', lines: 'many', most: 1_000, label: 'outreach.fields.eventComment.label', hint: 'outreach.fields.eventComment.hint' },
  { name: 'eventAfter', shape: 'words', lines: 'many', most: 1_000, label: 'outreach.fields.eventAfter.label', hint: 'outreach.fields.eventAfter.hint' },
]
