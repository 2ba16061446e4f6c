import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isForgettable } from '~/actions/kind/campaign-ending.server'
import { audit } from '~/office/guard/audit.server'

/** What is overdue for deletion after a campaign closed. Totals stay. */
export interface Overdue {
  campaign: string
  people: number
  contacts: number
  comments: number
  names: number
  letters: number
}

const atOnce = 1_000

/** What the next purge will delete. @param days how long people are kept after their campaign closed */
export async function listOverdue(db: Db, days: number, now: Date): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select campaign.slug as campaign,
      (select count(*)::integer from person where campaign_id = campaign.id) as people,
      (select count(*)::integer from contact_point where campaign_id = campaign.id) as contacts,
      (select count(*)::integer from signature join petition on petition.id = petition_id where petition.campaign_id = campaign.id and sealed_comment is not null) as comments,
      (select count(*)::integer from public_name join petition on petition.id = petition_id where petition.campaign_id = campaign.id) as names,
      (select count(*)::integer from letter join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id where advocacy_campaign.campaign_id = campaign.id) as letters
    from campaign where ${isForgettable(days, now)} order by slug
  `.execute(db)
  return rows.filter((row) => row.people + row.contacts + row.comments + row.names + row.letters > 0)
}

/**
 * Deletes the people of campaigns past their retention time. Signatures stay as counts by day, place, language and
 * source, and letters as counts by day, official and outcome; nothing leads to a person anymore. Writes the audit
 * entry. The campaign's row is locked meanwhile, so that a change of its end waits or comes first.
 *
 * @returns how many people
 */
export async function forgetOverdue(db: Db, days: number, now: Date): Promise<number> {
  let all = 0
  for (;;) {
    const gone = await db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ id: string; contactId: string }>`
        select person.id, contact_id as "contactId" from person join campaign on campaign.id = campaign_id where ${isForgettable(days, now)} order by person.id limit ${atOnce} 
          for update of person skip locked for no key update of campaign skip locked
      `.execute(trx)
      if (rows.length === 0) return 0
      const ids = rows.map((row) => row.id)
      await sql`delete from public_name where signature_id in (select id from signature where person_id = any(${ids}::uuid[]))`.execute(
        trx,
      )
      await sql`update signature set person_id = null, sealed_comment = null where person_id = any(${ids}::uuid[])`.execute(
        trx,
      )
      await sql`delete from person where id = any(${ids}::uuid[])`.execute(trx)
      await sql`delete from contact_point using campaign where campaign.id = campaign_id and ${isForgettable(days, now)}
        and not exists (select from person where contact_point.id in (person.contact_id, person.other_contact_id))`.execute(
        trx,
      )
      await audit(
        trx,
        {
          organizerId: null,
          groupId: null,
          act: 'purged',
          subject: `people of campaigns closed ${days} days ago`,
          howMany: rows.length,
        },
        now,
      )
      return rows.length
    })
    all += gone
    if (gone === 0) return all
  }
}
