import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { type AdvocacyCampaign, type Availability, availabilityOf } from './advocacy.server'
import type { KindWords, OutreachKind } from './kind'

/** Which outcomes a kind counts publicly, and its phrases. */
export type Counting = Pick<OutreachKind, 'counted' | 'words'>

/** The public count of each action, by id. */
export async function countSoFar(
  db: Db,
  actionIds: string[],
  counted: OutreachKind['counted'],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select id, coalesce(sum(count), 0)::integer as count
    from unnest(${actionIds}::uuid[]) as wanted (id)
    left join outreach_tally on advocacy_campaign_id = id and outcome = any(${[...counted]}::text[])
    group by id
  `.execute(db)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** The public count in words; '' when it is 0 and the action is not open. */
export function soFarWords({ soFar }: Pick<KindWords, 'soFar'>, count: number, standing: Availability): string {
  return count > 0 || standing === 'open' ? soFar(count) : ''
}

/** The public count of one action, in words. */
export async function readSoFar(
  db: Db,
  action: AdvocacyCampaign,
  { counted, words }: Counting,
  language: Language,
  now: Date,
): Promise<string> {
  const counts = await countSoFar(db, [action.id], counted)
  return soFarWords(words(language), counts.get(action.id)!, availabilityOf(action, now))
}
