import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { AdvocacyKind } from '#db/schema-advocacy'
import { changeOutcomes } from '~/outreach/change-outcomes.server'
import { byDayOnly, evenWhenStopped, needsConsent, type ClaimedMessage } from './message'

interface Row extends Omit<ClaimedMessage, 'contact' | 'invitation' | 'organizer' | 'alert' | 'contactDetail' | 'conversation' | 'action'> {
  actionKind: AdvocacyKind
  actionSlug: string | null
  actionTitle: string
  state: string
  contactId: string | null
  campaignId: string
  sealedContact: Buffer
  blindIndex: Buffer
  invitationId: string | null
  sealedInvitation: Buffer
  organizerId: string | null
  sealedOrganizer: Buffer
  alertWay: 'sms' | 'voice' | null
  alertCampaign: string | null
  alertLimit: number
  alertSpent: number
  conversationId: string | null
  sealedPhone: Buffer
  phoneIndex: Buffer
  contactDetailId: string | null
  contactValue: string
}

/**
 * Takes due messages of one channel out of the queue for sending; the claim is committed before anything leaves.
 *
 * The statement that claims is the one that checks: messages to a contact that has opted out, and requests to confirm
 * what is confirmed by now, are put aside instead; so are letters to an official who has agreed meanwhile, or whose
 * address is dead. Letters leave within their office's hours; texts that nobody waits for are put off until it is day where
 * they go. While the channel's switch is thrown, nothing is taken; and no text while somebody's STOP waits to be read, since
 * nobody knows yet whose it is. Where the day's money is spent, a text waits for tomorrow, but for the answers to STOP and HELP.
 *
 * @param dayMicros what texts may cost a day while the office has set no limit; as much as there is when nothing is said
 */
export async function claimMessages(db: Db, channel: Channel, most: number, now: Date, dayMicros = Number.MAX_SAFE_INTEGER): Promise<ClaimedMessage[]> {
  if (channel === 'mail') return goingOf(await judge(db, channel, most, now, dayMicros))
  return db.transaction().execute(async (trx) => {
    const rows = await judge(trx, channel, most, now, dayMicros)
    await changeOutcomes(trx, rows.filter((row) => row.state === 'suppressed' && row.contactDetailId !== null).map((row) => row.id), 'failed')
    return goingOf(rows)
  })
}

type Judged = Row & { due_at: Date }

async function judge(db: Db, channel: Channel, most: number, now: Date, dayMicros: number): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    with spent as materialized (select campaign_id from out_of_money('sms', ${dayMicros}, ${now}) where ${channel} = 'sms'), due as (
      select message.id from message
      where state = 'queued' and channel = ${channel} and due_at <= ${now} and (due_until is null or due_until > ${now})
        and not exists (select from stop_switch where stop_switch.name = ${channel} and stop_switch.is_on)
        and (channel <> 'sms' or not exists (select from intake where kind = 'opt-out-text'))
        and (template = any(${evenWhenStopped}::text[]) or not exists (select from spent where spent.campaign_id is null or spent.campaign_id = ${campaignOf(sql`message`)}))
      order by due_at limit ${most}
      for update skip locked
    ), judged as (
      select ${claimedColumns}, message.due_at, message.letter_id,
        case
          when suppression.blind_index is not null and message.template <> all(${evenWhenStopped}::text[]) then 'opted-out'
          when message.template = any(${needsConsent}::text[]) and not exists (
            select from consent where consent.person_id = message.person_id and consent.petition_id = message.petition_id and consent.withdrawn_on is null
              and consent.purpose = case message.channel when 'mail' then 'email' else 'sms' end) then 'no-consent'
          when message.invitation_id is not null and invitation.sealed is null then 'no-longer-needed'
          when message.organizer_id is not null and organizer.removed_at is not null then 'no-longer-needed'
          when message.contact_detail_id is not null and contact_detail.status = 'dead' then 'contact-dead'
          when message.template = 'letter-to-official' and letter.state <> 'queued' then 'no-longer-needed'
          when message.template = 'letter-to-official' and advocacy_target.has_agreed then 'already-agreed'
          when message.template = 'confirm-letter' and letter.state <> 'unconfirmed' then 'no-longer-needed'
          when message.template in ('confirm-signature', 'confirm-reminder') and signature.state = 'confirmed' then 'no-longer-needed'
        end as why_not,
        case when message.channel = 'sms' and message.template = any(${byDayOnly}::text[])
          then texts_open_at(${now}::timestamptz, coalesce(person.time_zone, conversation.time_zone)) else ${now}::timestamptz end as opens_at
      from due
      join message on message.id = due.id
      ${claimedJoins}
      left join suppression on suppression.blind_index = coalesce(contact_point.blind_index, conversation.blind_index)
      left join signature on signature.id = message.signature_id
      left join advocacy_target on advocacy_target.advocacy_campaign_id = letter.advocacy_campaign_id and advocacy_target.post_id = letter.post_id
    ), put_aside as (
      update letter set state = case judged.why_not when 'contact-dead' then 'returned' else 'failed' end, failure = judged.why_not
      from judged where letter.id = judged.letter_id and letter.state = 'queued' and judged.why_not in ('contact-dead', 'already-agreed')
    )
    update message set
      state = case when judged.why_not is not null then 'suppressed' when judged.opens_at > ${now} then 'queued' else 'sending' end,
      due_at = greatest(message.due_at, judged.opens_at),
      failure = judged.why_not, claimed_at = ${now}, attempts = message.attempts + case when judged.opens_at > ${now} then 0 else 1 end
    from judged
    where message.id = judged.id
    returning judged.*, message.state, message.attempts
  `.execute(db)
  return rows
}

/** Two to one phone leave in the order in which they were due. */
function goingOf(rows: Judged[]): ClaimedMessage[] {
  return rows.filter((row) => row.state === 'sending').toSorted((one, other) => one.due_at.getTime() - other.due_at.getTime()).map(claimedOf)
}

/** One message as it is claimed, whatever its state. */
export async function readClaimed(db: Db, messageId: string): Promise<ClaimedMessage | null> {
  const { rows } = await sql<Row>`
    select ${claimedColumns}, message.state, message.attempts from message ${claimedJoins} where message.id = ${messageId}
  `.execute(db)
  return rows[0] ? claimedOf(rows[0]) : null
}

const claimedJoins = sql`
  left join contact_point on contact_point.id = message.contact_id
  left join invitation on invitation.id = message.invitation_id
  left join organizer on organizer.id = message.organizer_id
  left join money_alert on money_alert.id = message.money_alert_id
  left join campaign as alert_campaign on alert_campaign.id = money_alert.campaign_id
  left join person on person.id = message.person_id
  left join petition on petition.id = message.petition_id
  left join conversation on conversation.id = message.conversation_id
  left join contact_detail on contact_detail.id = message.contact_detail_id
  left join letter on letter.id = message.letter_id
  left join advocacy_campaign on advocacy_campaign.id = coalesce(message.advocacy_campaign_id, letter.advocacy_campaign_id)
`

/** The campaign that a text is for, and whose money it costs. */
function campaignOf(message: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql`coalesce(
    (select campaign_id from contact_point where contact_point.id = ${message}.contact_id), (select campaign_id from person where person.id = ${message}.person_id),
    (select campaign_id from petition where petition.id = ${message}.petition_id), (select campaign_id from advocacy_campaign where advocacy_campaign.id = ${message}.advocacy_campaign_id))`
}

const claimedColumns = sql`
  message.id, message.channel, message.template, message.language,
  message.contact_id as "contactId", contact_point.campaign_id as "campaignId",
  coalesce(contact_point.campaign_id, person.campaign_id, petition.campaign_id, advocacy_campaign.campaign_id) as "paidBy", contact_point.sealed as "sealedContact",
  contact_point.blind_index as "blindIndex", message.invitation_id as "invitationId", invitation.sealed as "sealedInvitation",
  message.organizer_id as "organizerId", organizer.sealed as "sealedOrganizer", money_alert.way as "alertWay", alert_campaign.name ->> message.language as "alertCampaign",
  money_alert.limit_micros::float8 as "alertLimit", money_alert.spent_micros::float8 as "alertSpent",
  message.signature_id as "signatureId", message.person_id as "personId",
  person.sealed as "sealedPerson", petition.slug as "petitionSlug", petition.title ->> message.language as "petitionTitle",
  case message.template when 'confirm-signature' then petition.confirm_subject ->> message.language end as "ownSubject",
  case message.template when 'confirm-signature' then petition.confirm_text ->> message.language when 'thank-you' then petition.thanks_mail ->> message.language end as "ownText",
  message.contact_detail_id as "contactDetailId", contact_detail.value as "contactValue", message.letter_id as "letterId",
  advocacy_campaign.kind as "actionKind", advocacy_campaign.slug as "actionSlug", advocacy_campaign.title ->> message.language as "actionTitle",
  message.conversation_id as "conversationId", conversation.sealed_phone as "sealedPhone", conversation.blind_index as "phoneIndex", message.sealed_body as "sealedBody"
`

function claimedOf(row: Row): ClaimedMessage {
  const { paidBy, id, channel, template, language, attempts, signatureId, petitionSlug, petitionTitle, ownSubject, ownText, personId, sealedPerson, letterId, sealedBody } = row
  return {
    paidBy, id, channel, template, language, attempts, signatureId, petitionSlug, petitionTitle, ownSubject, ownText, personId, sealedPerson, letterId, sealedBody,
    contact: row.contactId === null ? null : { id: row.contactId, campaignId: row.campaignId, sealed: row.sealedContact, blindIndex: row.blindIndex },
    action: row.actionSlug === null ? null : { kind: row.actionKind, slug: row.actionSlug, title: row.actionTitle },
    invitation: row.invitationId === null ? null : { id: row.invitationId, sealed: row.sealedInvitation },
    organizer: row.organizerId === null ? null : { id: row.organizerId, sealed: row.sealedOrganizer },
    alert: row.alertWay === null ? null : { way: row.alertWay, campaign: row.alertCampaign, limit: row.alertLimit, spent: row.alertSpent },
    conversation: row.conversationId === null ? null : { id: row.conversationId, sealedPhone: row.sealedPhone, blindIndex: row.phoneIndex },
    contactDetail: row.contactDetailId === null ? null : { id: row.contactDetailId, value: row.contactValue },
  }
}
