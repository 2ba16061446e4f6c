import { type RawBuilder, sql } from 'kysely'

/** The campaign of a message, as its id in SQL; null for what belongs to none, such as help for a phone that nobody knows. The statement calls the table `message`. */
export const campaignOfMessage: RawBuilder<string | null> = sql`coalesce(
  (select campaign_id from contact_point where contact_point.id = message.contact_id), (select campaign_id from person where person.id = message.person_id),
  (select campaign_id from petition where petition.id = message.petition_id), (select campaign_id from advocacy_campaign where advocacy_campaign.id = message.advocacy_campaign_id),
  (select campaign_id from letter join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id where letter.id = message.letter_id),
  (select campaign_id from money_alert where money_alert.id = message.money_alert_id))`
