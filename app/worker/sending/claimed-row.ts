import { sql } from 'kysely'
import type { Role } from '#db/schema'
import { groupName } from '~/office/guard/group-name'
import type { Group } from '~/office/guard/rights'
import type { ClaimedMessage } from '~/queue/outbox/message'
import { usualZone } from '~/ui/page/zones'

/** A message with everything needed to send it, as one statement reads it. */
export interface ClaimedRow
  extends Omit<
    ClaimedMessage,
    | 'contact'
    | 'group'
    | 'invitation'
    | 'organizer'
    | 'alert'
    | 'forgetting'
    | 'digest'
    | 'contactDetail'
    | 'conversation'
    | 'action'
    | 'list'
  > {
  /** Whether it asks somebody who came with a list. */
  isOfList: boolean
  listedWhere: string | null
  listedOn: string | null

  actionKind: string
  actionSlug: string | null
  actionTitle: string
  state: string
  groupKind: Group['kind'] | null
  groupName: string
  groupTown: string
  groupMail: string | null
  groupPhone: string | null
  postalAddress: string | null
  contactId: string | null
  campaignId: string
  sealedContact: Buffer
  blindIndex: Buffer
  invitationId: string | null
  sealedInvitation: Buffer
  invitedTo: string
  invitedToKind: Group['kind']
  invitedToSender: string | null
  invitedAs: Role
  invitedBy: string | null
  sealedInviter: Buffer
  organizerId: string | null
  sealedOrganizer: Buffer
  alertWay: 'sms' | 'voice' | null
  alertCampaign: string | null
  alertLimit: number
  alertSpent: number
  forgettingCampaign: string | null
  forgettingPeople: number
  forgettingDay: string
  digestDay: string | null
  digestContent: unknown
  conversationId: string | null
  sealedPhone: Buffer
  phoneIndex: Buffer
  contactDetailId: string | null
  contactValue: string
}

/** The joins that `claimedColumns` need on `message`. */
export const claimedJoins = sql`
  left join contact_point on contact_point.id = message.contact_id
  left join campaign as own_campaign on own_campaign.id = contact_point.campaign_id
  left join invitation on invitation.id = message.invitation_id
  left join member_group on member_group.id = invitation.group_id
  left join organizer as inviter on inviter.id = invitation.invited_by
  left join organizer on organizer.id = message.organizer_id
  left join money_alert on money_alert.id = message.money_alert_id
  left join campaign as alert_campaign on alert_campaign.id = money_alert.campaign_id
  left join forgetting_notice on forgetting_notice.id = message.forgetting_notice_id
  left join campaign as forgotten_campaign on forgotten_campaign.id = forgetting_notice.campaign_id
  left join organizer_digest on organizer_digest.id = message.organizer_digest_id
  left join person on person.id = message.person_id
  left join petition on petition.id = message.petition_id
  left join conversation on conversation.id = message.conversation_id
  left join contact_detail on contact_detail.id = message.contact_detail_id
  left join letter on letter.id = message.letter_id
  left join subscription as news_request on message.template = 'confirm-news' and news_request.person_id = message.person_id and news_request.channel = message.channel
    and news_request.scope = 'campaign' and news_request.ended_on is null and news_request.confirmed_on is null
  left join import_batch as list on list.id = case when news_request.page like 'imports/%' then substr(news_request.page, 9)::uuid end
  left join imported_person as listed on listed.batch_id = list.id and listed.person_id = message.person_id
  left join advocacy_campaign on advocacy_campaign.id = coalesce(message.advocacy_campaign_id, letter.advocacy_campaign_id)
  left join sender_message on sender_message.message_id = message.id
  left join member_group as own_group on own_group.id = coalesce(sender_message.group_id, petition.group_id, advocacy_campaign.group_id, own_campaign.group_id)
  left join group_sender on group_sender.group_id = own_group.id and group_sender.confirmed_at is not null
`

/** The columns of a `ClaimedRow`, except state and attempts. */
export const claimedColumns = sql`
  message.id, message.channel, message.template, message.language,
  message.contact_id as "contactId", contact_point.campaign_id as "campaignId", own_campaign.name ->> message.language as "campaignName", own_group.sender_name as "senderName",
  group_sender.address as "senderAddress", coalesce(group_sender.is_aligned, false) as "isSenderAligned", group_sender.accepted_at is not null as "isSenderAccepted",
  own_group.kind as "groupKind", own_group.name as "groupName", own_group.town as "groupTown", own_group.contact_mail as "groupMail", own_group.contact_phone as "groupPhone", own_group.postal_address as "postalAddress",
  message.campaign_id as "paidBy", contact_point.sealed as "sealedContact",
  contact_point.blind_index as "blindIndex", message.invitation_id as "invitationId", invitation.sealed as "sealedInvitation",
  member_group.name as "invitedTo", member_group.kind as "invitedToKind", member_group.sender_name as "invitedToSender", invitation.role as "invitedAs", inviter.id as "invitedBy", inviter.sealed as "sealedInviter",
  message.organizer_id as "organizerId", organizer.sealed as "sealedOrganizer", money_alert.way as "alertWay", alert_campaign.name ->> message.language as "alertCampaign",
  money_alert.limit_micros::float8 as "alertLimit", money_alert.spent_micros::float8 as "alertSpent",
  forgotten_campaign.name ->> message.language as "forgettingCampaign", forgetting_notice.people as "forgettingPeople",
  greatest(forgetting_notice.forget_on, case forgetting_notice.days_before when 7 then ((forgetting_notice.noticed_at + interval '7 days') at time zone ${usualZone})::date end) as "forgettingDay",
  organizer_digest.day as "digestDay", organizer_digest.content as "digestContent",
  message.signature_id as "signatureId", message.person_id as "personId",
  person.sealed as "sealedPerson", petition.slug as "petitionSlug", petition.title ->> message.language as "petitionTitle",
  case message.template when 'confirm-signature' then petition.confirm_subject ->> message.language end as "ownSubject",
  case message.template when 'confirm-signature' then petition.confirm_text ->> message.language when 'thank-you' then petition.thanks_mail ->> message.language end as "ownText",
  message.contact_detail_id as "contactDetailId", contact_detail.value as "contactValue", message.letter_id as "letterId", news_request.id as "newsRequestId",
  coalesce(news_request.page like 'imports/%', false) as "isOfList", nullif(listed.source, 'list') as "listedWhere", coalesce(list.evidence_on, (list.asked_at at time zone ${usualZone})::date)::text as "listedOn",
  advocacy_campaign.kind as "actionKind", advocacy_campaign.slug as "actionSlug", advocacy_campaign.title ->> message.language as "actionTitle",
  message.conversation_id as "conversationId", conversation.sealed_phone as "sealedPhone", conversation.blind_index as "phoneIndex", message.sealed_body as "sealedBody", message.sealed_mail as "sealedMail",
  coalesce(message.broadcast_id, message.test_of) as "broadcastId", message.variant
`

/** Converts a row to the message to send. */
export function claimedOf(row: ClaimedRow): ClaimedMessage {
  const {
    paidBy,
    id,
    channel,
    template,
    language,
    attempts,
    signatureId,
    petitionSlug,
    petitionTitle,
    ownSubject,
    ownText,
    personId,
    sealedPerson,
    letterId,
    newsRequestId,
    sealedBody,
    sealedMail,
    broadcastId,
    variant,
  } = row
  return {
    paidBy,
    id,
    channel,
    template,
    language,
    attempts,
    signatureId,
    petitionSlug,
    petitionTitle,
    ownSubject,
    ownText,
    personId,
    sealedPerson,
    letterId,
    newsRequestId,
    sealedBody,
    sealedMail,
    broadcastId,
    variant,
    senderName: row.senderName,
    senderAddress: row.senderAddress,
    isSenderAligned: row.isSenderAligned,
    isSenderAccepted: row.isSenderAccepted,
    group:
      row.groupKind === null || row.groupKind === 'network'
        ? null
        : { name: row.groupName, town: row.groupTown, mail: row.groupMail, phone: row.groupPhone },
    postalAddress: row.postalAddress,
    groupName: row.groupKind
      ? groupName({ kind: row.groupKind, name: row.groupName, senderName: row.senderName }, '')
      : '',
    campaignName: row.campaignName,
    contact:
      row.contactId === null
        ? null
        : { id: row.contactId, campaignId: row.campaignId, sealed: row.sealedContact, blindIndex: row.blindIndex },
    action: row.actionSlug === null ? null : { kind: row.actionKind, slug: row.actionSlug, title: row.actionTitle },
    invitation:
      row.invitationId === null
        ? null
        : {
            id: row.invitationId,
            sealed: row.sealedInvitation,
            group: groupName(
              { kind: row.invitedToKind, name: row.invitedTo, senderName: row.invitedToSender },
              'Firme',
            ),
            role: row.invitedAs,
            by: row.invitedBy === null ? null : { id: row.invitedBy, sealed: row.sealedInviter },
          },
    organizer: row.organizerId === null ? null : { id: row.organizerId, sealed: row.sealedOrganizer },
    alert:
      row.alertWay === null
        ? null
        : { way: row.alertWay, campaign: row.alertCampaign, limit: row.alertLimit, spent: row.alertSpent },
    forgetting:
      row.forgettingCampaign === null
        ? null
        : { campaign: row.forgettingCampaign, people: row.forgettingPeople, day: row.forgettingDay },
    list: row.isOfList ? { where: row.listedWhere ?? '', day: row.listedOn ?? '' } : null,
    digest: row.digestDay === null ? null : { day: row.digestDay, content: row.digestContent },
    conversation:
      row.conversationId === null
        ? null
        : { id: row.conversationId, sealedPhone: row.sealedPhone, blindIndex: row.phoneIndex },
    contactDetail: row.contactDetailId === null ? null : { id: row.contactDetailId, value: row.contactValue },
  }
}
