import { sql } from 'kysely'
import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import type { Db } from '#db/client'
import type { MessageState } from '#db/schema'
import { kindMails, templateName } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import type { AnyTemplate } from '~/queue/outbox/message'

/** One message in the log: what, when, and how it went. No number, name or text of anybody. */
export interface LoggedMessage {
  at: string
  channel: 'mail' | 'sms'
  /** What it is, in words. */
  name: string
  language: Language
  state: MessageState
  reason: string | null
  /** The mail server's status code, such as 5.7.26. */
  code: string | null
  segments: number | null
  campaign: string | null
}

const anything = z.string().default('').catch('')
const filters = z.object({
  template: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .catch(''),
  state: z
    .enum(['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'suppressed', 'deferred'])
    .or(z.literal(''))
    .catch(''),
  day: z.string().refine(isDay).catch(''),
  campaign: z.uuid().or(z.literal('')).catch(''),
  before: anything.pipe(z.iso.datetime()).or(z.literal('')).catch(''),
})

/** Filters of the log; '' for any. */
export type LogFilters = z.output<typeof filters>

/** Reads the filters from a URL; invalid ones are ignored. */
export function readLogFilters(query: URLSearchParams): LogFilters {
  return filters.parse(Object.fromEntries(query))
}

/** Messages per page. */
export const logPage = 100

/**
 * The newest matching messages of the last thirty days; before `before`, if set. Unlimited in age for a chosen day and
 * for `unknown` ones.
 *
 * @param zone in which the reader's days begin
 */
export async function readLog(
  db: Db,
  { template, state, day, campaign, before }: LogFilters,
  { language, zone }: { language: Language; zone: string },
  now: Date,
): Promise<LoggedMessage[]> {
  const since =
    day === '' && state !== 'unknown' ? sql`message.created_at > ${now}::timestamptz - interval '30 days'` : sql`true`
  const onDay =
    day === ''
      ? sql`true`
      : sql`message.created_at >= ${day}::date::timestamp at time zone ${zone} and message.created_at < (${day}::date + 1)::timestamp at time zone ${zone}`
  const { rows } = await sql<Omit<LoggedMessage, 'at' | 'name'> & { at: Date; template: AnyTemplate }>`
    select message.created_at as at, channel, template, message.language, message.state, failure as reason, failure_code as code, segments, campaign.name ->> ${language} as campaign
    from message left join campaign on campaign.id = message.campaign_id
    where ${since} and ${onDay} and (${before} = '' or message.created_at < ${before || null}::timestamptz)
      and (${template} = '' or template = ${template}) and ${state === 'unknown' ? sql`message.state = 'unknown'` : sql`(${state} = '' or message.state = ${state})`} and (${campaign} = '' or campaign.id = ${campaign || null}::uuid)
    order by message.created_at desc limit ${logPage}
  `.execute(db)
  return rows.map(({ template, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    name: templateName(template, language),
  }))
}

/** Every message template, with its name. */
export function logTemplates(language: Language): [template: string, name: string][] {
  const templates = [...Object.keys(messages.en.texts.office.templates), ...Object.keys(kindMails)] as AnyTemplate[]
  return templates.map((template) => [template, templateName(template, language)])
}

/** Campaigns that the log can be filtered by. */
export async function logCampaigns(db: Db, language: Language): Promise<{ id: string; name: string }[]> {
  const rows = await db.selectFrom('campaign').select(['id', 'name']).orderBy('slug').execute()
  return rows.map(({ id, name }) => ({ id, name: name[language] }))
}
