import { type Kysely, sql } from 'kysely'

/**
 * A message says itself whose it is. What was stopped for want of money, what was charged and what the office showed were
 * worked out in three ways.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table message add column campaign_id uuid references campaign`.execute(db)
  await sql`
    update message set campaign_id = coalesce(
      (select campaign_id from contact_point where contact_point.id = message.contact_id), (select campaign_id from person where person.id = message.person_id),
      (select campaign_id from petition where petition.id = message.petition_id), (select campaign_id from advocacy_campaign where advocacy_campaign.id = message.advocacy_campaign_id),
      (select campaign_id from letter join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id where letter.id = message.letter_id),
      (select campaign_id from money_alert where money_alert.id = message.money_alert_id),
      (select campaign_id from forgetting_notice where forgetting_notice.id = message.forgetting_notice_id))
  `.execute(db)
}
