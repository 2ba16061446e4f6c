import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import type { Db } from '#db/client'
import type { MessageState } from '#db/schema'
import { kindMails, templateName } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import { messages } from '~/i18n/messages'
import { linesOnPage, type Part, skippedLines, type TableState, withinPages } from '~/office/table/table-state'
import type { AnyTemplate } from '~/queue/outbox/message'

/** One message in the log: what, when, and how it went. No number, name or text of anybody. */
export interface LoggedMessage {
  id: string
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
})

/** Filters of the log; '' for any. */
export type LogFilters = z.output<typeof filters>

/** Reads the filters from a URL; invalid ones are ignored. */
export function readLogFilters(query: URLSearchParams): LogFilters {
  return filters.parse(Object.fromEntries(query))
}

/** Columns the log can be sorted by. */
export const sortableMessages = ['when', 'channel', 'what', 'language', 'campaign', 'state'] as const
type Sortable = (typeof sortableMessages)[number]

/** How many messages the log holds at most. */
const mostListed = 10_000

interface AskedLog {
  filters: LogFilters
  table: TableState<Sortable>
  /** In whose words messages are named and sorted. */
  language: Language
  /** In which the reader's days begin. IANA. */
  zone: string
}

/**
 * A page of the messages of the last thirty days, usually the newest first. Unlimited in age for a chosen day and for
 * `unknown` ones. The log holds the newest 10,000 that match, or the oldest when it is sorted by time upward.
 *
 * @returns `isCut`: more messages match than the log holds
 */
export async function readLog(
  db: Db,
  { filters: { template, state, day, campaign }, table: asked, language, zone }: AskedLog,
  now: Date,
): Promise<Part<LoggedMessage, Sortable> & { isCut: boolean }> {
  const since =
    day === '' && state !== 'unknown' ? sql`message.created_at > ${now}::timestamptz - interval '30 days'` : sql`true`
  const onDay =
    day === ''
      ? sql`true`
      : sql`message.created_at >= ${day}::date::timestamp at time zone ${zone} and message.created_at < (${day}::date + 1)::timestamp at time zone ${zone}`
  const direction = asked.sort === 'when' && !asked.isDown ? sql`asc` : sql`desc`
  const listed = sql`
    select message.id, message.created_at, channel, template, message.language, message.state, failure, failure_code, segments, campaign.name ->> ${language} as campaign
    from message left join campaign on campaign.id = message.campaign_id
    where ${since} and ${onDay}
      and (${template} = '' or template = ${template}) and ${state === 'unknown' ? sql`message.state = 'unknown'` : sql`(${state} = '' or message.state = ${state})`} and (${campaign} = '' or campaign.id = ${campaign || null}::uuid)
    order by message.created_at ${direction}, message.id limit ${mostListed + 1}`
  const counted = await sql<{ count: number }>`select count(*)::integer as count from (${listed}) as listed`.execute(db)
  const found = counted.rows[0]!.count
  const count = Math.min(mostListed, found)
  const table = withinPages(asked, count)
  const { rows } = await sql<Omit<LoggedMessage, 'at' | 'name'> & { at: Date; template: AnyTemplate }>`
    select id, created_at as at, channel, template, language, state, failure as reason, failure_code as code, segments, campaign
    from (${listed}) as listed order by ${orderOf(table, language)} created_at ${direction}, id
    limit least(${linesOnPage}, ${count - skippedLines(table)}::integer) offset ${skippedLines(table)}
  `.execute(db)
  const lines = rows.map(({ template: one, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    name: templateName(one, language),
  }))
  return { lines, table, count, isCut: found > mostListed }
}

/** Ends in a comma. */
function orderOf({ sort, isDown }: TableState<Sortable>, language: Language): RawBuilder<unknown> {
  const direction = isDown ? sql`desc` : sql`asc`
  const named = logTemplates(language).toSorted(([, one], [, two]) => one.localeCompare(two, language))
  const columns: Record<Sortable | '', RawBuilder<unknown>> = {
    '': sql``,
    when: sql``,
    channel: sql`channel ${direction},`,
    what: sql`array_position(${named.map(([template]) => template)}::text[], template) ${direction} nulls last,`,
    language: sql`language ${direction},`,
    campaign: sql`campaign ${direction} nulls last,`,
    state: sql`state ${direction},`,
  }
  return columns[sort]
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
