import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import type { BroadcastChannel } from './broadcast-content'
import { channelOf, recipientJoins, whyNot } from './recipients.server'

/** Why somebody in a segment gets no message to many. `same-contact`: another person on their address or number gets it. */
type ReasonNot = 'no-contact' | 'no-consent' | 'opted-out' | 'contact-failing' | 'same-contact'

/** Whom a message to many would reach now. */
export interface Reach {
  inSegment: number
  willReceive: number
  byLanguage: Record<Language, number>
  /** Of the others: only reasons that somebody has. */
  whyNot: Partial<Record<ReasonNot, number>>
}

/** Counts whom a message would reach, in one statement. @param who a condition over `person` */
export async function readReach(
  db: Db,
  { campaignId, channel, who }: { campaignId: string; channel: BroadcastChannel; who: RawBuilder<SqlBool> },
): Promise<Reach> {
  const { rows } = await sql<{ why: ReasonNot | null; language: Language; people: number; contacts: number }>`
    select why, language, count(*)::integer as people, (count(*) filter (where place = 1))::integer as contacts from (
      select why, language, row_number() over (partition by why, contact_id order by person_id) as place from (
        select ${whyNot} as why, person.language, person.id as person_id, contact_point.id as contact_id
        from person ${recipientJoins(channelOf(channel))}
        where person.campaign_id = ${campaignId} and ${who}
      ) as found
    ) as each group by why, language
  `.execute(db)
  const reach: Reach = { inSegment: 0, willReceive: 0, byLanguage: { en: 0, es: 0 }, whyNot: {} }
  const add = (why: ReasonNot, people: number) => {
    if (people > 0) reach.whyNot[why] = (reach.whyNot[why] ?? 0) + people
  }
  for (const { why, language, people, contacts } of rows) {
    reach.inSegment += people
    if (why) {
      add(why, people)
      continue
    }
    reach.willReceive += contacts
    reach.byLanguage[language] += contacts
    add('same-contact', people - contacts)
  }
  return reach
}
