import { type RawBuilder, sql } from 'kysely'
import type { MessageState } from '#db/schema'
import type { LetterState } from '#db/schema-advocacy'
import { letterKind } from '~/actions/letters/letter-kind.server'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { kindsWhich, outreachKind, templateName } from '~/actions/registry.server'
import { type Bilingual, inBoth } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { paths } from '~/paths'
import type { AnyTemplate } from '~/queue/outbox/message'
import { keysOf, openComment, openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { PersonInReach } from './person-in-reach.server'
import { inScopes } from './reach.server'
import { scopesOf } from './scope'

/** Audit entries that a person's story tells; the others are told by what they wrote. */
const toldActs = [
  'corrected-person',
  'asked-again',
  // Only entries from before `tag_change` existed.
  'tagged-person',
  'untagged-person',
  'removed-note',
  'restored-note',
  'merged-people',
] as const
type ToldAct = (typeof toldActs)[number]

/** What is told of any line. */
interface Line {
  /** Unique on the page. */
  key: string
  /** ISO; of a line with `isDay`, only the day is known. */
  at: string
  isDay: boolean
  /** The organizer who did it; '' for the person, and for us. */
  by: string
}

/** Something that happened with a person. */
export type TimelineLine = Line &
  (
    | {
        is: 'signed'
        slug: string
        title: string
        source: string
        comment: string | null
        /** YYYY-MM-DD, as the sheet says; null: it does not. */
        signedOn: string | null
        /** It came by a list, or was typed from a sheet. */
        isImported: boolean
      }
    | { is: 'confirmed'; slug: string; title: string }
    | { is: 'agreed' | 'withdrew'; purpose: 'email' | 'sms' | 'show_name' | 'network'; title: string }
    | {
        is: 'reached'
        /** What they did, in words: a call to Ida Vance. */
        did: Bilingual
        actionSlug: string
        actionTitle: string
        /** Null unless it is a letter. */
        letterState: LetterState | null
        /** State of a text that we sent for them; else null. */
        messageState: MessageState | null
        /** The outcome in words; for a letter see its state. */
        outcome: Bilingual
      }
    | {
        is: 'message'
        name: Bilingual
        channel: 'mail' | 'sms'
        state: MessageState
        failure: string | null
        /** The message to many or the ladder that it belongs to; null for others. */
        of: { title: string; path: string } | null
      }
    /** A text from their phone that a person has to read; where it is read. */
    | { is: 'wrote'; thread: string }
    | { is: 'noted'; text: string }
    | { is: 'asked-contact'; channel: 'mail' | 'sms' }
    | {
        is: 'contact-ended'
        channel: 'mail' | 'sms'
        how: 'confirmed' | 'not-theirs' | 'kept' | 'taken' | 'taken-back'
      }
    | { is: 'stopped'; way: 'phone' | 'in-person' | 'other'; said: string }
    | { is: 'unstopped' }
    | {
        is: 'tagged' | 'untagged'
        tag: string
        /** The change of many that it is part of, while that is kept; its id, and whether it took another back. */
        bulk: { id: string; isUndo: boolean } | null
        /** Where the list is that brought it, or was undone. */
        list: string | null
      }
    | { is: 'list-stopped' | 'list-unstopped'; channel: 'mail' | 'sms' }
    | { is: 'stopped-themselves' | 'refused'; channel: 'mail' | 'sms' }
    | { is: 'subscribed'; channel: 'mail' | 'sms'; scope: 'campaign' | 'network' | 'list' }
    | { is: 'unsubscribed'; channel: 'mail' | 'sms'; scope: 'campaign' | 'network' }
    | {
        is: 'listed'
        /** Where the list is. */
        list: string
        campaign: string
        /** Where the list says that we met them; '' when it does not. */
        source: string
        /** How it says that they agreed; null when it does not. */
        how: string | null
      }
    | { is: 'exported' }
    | { is: ToldAct }
  )

/** A page of somebody's story. */
export interface Timeline {
  lines: TimelineLine[]
  /** From 1. */
  page: number
  hasOlder: boolean
}

const linesOnPage = 30

interface Row {
  is: TimelineLine['is']
  id: string
  at: Date
  isDay: boolean
  by: string | null
  /** Facts of its kind. */
  a: string | null
  b: string | null
  c: string | null
  d: string | null
  sealed: Buffer | null
}

/**
 * Everything we know that happened with a person, newest first: what they signed, said and did, what went to them and
 * came from them, and what organizers did. Nothing of what they wrote to officials.
 *
 * For people the network knows by consent alone: what they signed where it is in reach, and that consent.
 */
export async function readTimeline(office: Office, person: PersonInReach, page: number): Promise<Timeline> {
  const isKnown = person.mayChange
  const parts = isKnown
    ? [
        ...signed(office, person),
        ...agreed(office, person),
        ...reached(office, person),
        ...organized(person),
        ...tagged(person),
        ...stopped(person),
        ...subscribed(person),
        ...listed(office, person),
      ]
    : [...signed(office, person), ...agreed(office, person)]
  const { rows } = await sql<Row>`
    select * from (${sql.join(parts, sql` union all `)}) as line ("is", id, at, "isDay", by, a, b, c, d, sealed)
    order by at desc, "is", id limit ${linesOnPage + 1} offset ${(page - 1) * linesOnPage}
  `.execute(office.db)
  const shown = rows.slice(0, linesOnPage)
  const names = await organizerNames(
    office.db,
    office.vault,
    shown.map((row) => row.by),
  )
  return {
    page,
    hasOlder: rows.length > linesOnPage,
    lines: shown.map((row) => ({
      key: `${row.is} ${row.id}`,
      at: row.at.toISOString(),
      isDay: row.isDay,
      by: (row.by && names.get(row.by)) ?? '',
      ...factsOf(office, person, row),
    })) as TimelineLine[],
  }
}

/** Names the columns of a part in their order. */
function part(columns: RawBuilder<unknown>, from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${columns} ${from}`
}

const none = sql`null::text`

function signed(office: Office, { id, mayChange }: PersonInReach): RawBuilder<unknown>[] {
  const mine = sql`person_id = ${id} and ${mayChange ? sql`true` : inScopes(scopesOf(office, 'see-people'))}`
  const from = sql`from signature join petition on petition.id = signature.petition_id where ${mine}`
  return [
    part(
      sql`'signed', signature.id::text, accepted_at, false, batch.asked_by, petition.slug, source, ${petitionTitle(office.lang)}, case when batch.id is null then '-' else 'list' end || ' ' || coalesce(signed_on::text, ''), sealed_comment`,
      sql`from signature join petition on petition.id = signature.petition_id
        left join lateral (select import_batch.id, asked_by from import_row join import_batch on import_batch.id = batch_id where import_row.signature_id = signature.id limit 1) as batch on true
        where ${mine}`,
    ),
    part(
      sql`'confirmed', signature.id::text, confirmed_at, false, null::uuid, petition.slug, ${none}, ${petitionTitle(office.lang)}, ${none}, null::bytea`,
      // Nobody confirms what is on paper: it counts as it is recorded.
      sql`${from} and confirmed_at is not null and channel <> 'paper'`,
    ),
  ]
}

function agreed({ lang }: Office, { id, mayChange }: PersonInReach): RawBuilder<unknown>[] {
  const from = sql`from consent join petition on petition.id = consent.petition_id
    where person_id = ${id} and (${mayChange} or purpose = 'network')`
  const consent = (is: string, day: RawBuilder<unknown>) =>
    part(
      sql`${is}, petition.id || purpose, ${day}::timestamp at time zone 'UTC', true, null::uuid, purpose, ${petitionTitle(lang)}, ${none}, ${none}, null::bytea`,
      sql`${from} and ${day} is not null`,
    )
  return [consent('agreed', sql`given_on`), consent('withdrew', sql`withdrawn_on`)]
}

function reached({ lang }: Office, person: PersonInReach): RawBuilder<unknown>[] {
  const { id } = person
  return [
    part(
      sql`'reached', made.id::text, made.at, false, null::uuid, made.channel, jsonb_build_object('slug', action.slug, 'title', action.title ->> ${lang}, 'to', coalesce(official.name, post.title))::text,
        concat_ws(' ', coalesce(made.state, '-'), coalesce(message.state, '-')), made.outcome, null::bytea`,
      sql`from (
          select id, ${letterKind.kind} as channel, advocacy_campaign_id, post_id, written_at as at, state, '' as outcome from letter where person_id = ${id}
          union all
          select id, channel, advocacy_campaign_id, post_id, done_at, null, outcome from outreach where person_id = ${id} and channel <> all(${kindsWhich((kind) => kind.isToldFromLetters)}::text[])
        ) as made
        join advocacy_campaign as action on action.id = made.advocacy_campaign_id join post on post.id = made.post_id
        left join lateral (select official_id from membership where membership.post_id = post.id and ended_on is null limit 1) as holding on true
        left join official on official.id = holding.official_id
        left join message on message.id = made.id and message.template = 'text-to-official'`,
    ),
    part(
      sql`'message', message.id::text, coalesce(sent_at, message.created_at), false, written_by,
        jsonb_build_object('template', template, 'broadcast', broadcast.id, 'ladder', ladder.id,
          'title', coalesce(nullif(broadcast.subject ->> ${lang}, ''), left(broadcast.body ->> ${lang}, 80), ladder.content -> 'title' ->> ${lang}))::text,
        message.channel, message.state, failure, null::bytea`,
      sql`from message left join broadcast on broadcast.id = broadcast_id left join ladder_done on ladder_done.message_id = message.id
        left join ladder on ladder.id = ladder_done.ladder_id where message.person_id = ${id}`,
    ),
    part(
      sql`'wrote', text_to_read.id::text, arrived_at, false, null::uuid, conversation_id::text, ${none}, ${none}, ${none}, null::bytea`,
      sql`from text_to_read join conversation on conversation.id = conversation_id join contact_point using (blind_index)
        where contact_point.id in (${person.contact_id}, ${person.other_contact_id ?? person.contact_id})`,
    ),
  ]
}

function organized({ id }: PersonInReach): RawBuilder<unknown>[] {
  const stop = sql`from recorded_stop where person_id = ${id}`
  const change = sql`from contact_change where person_id = ${id}`
  return [
    part(
      sql`'noted', id::text, written_at, false, written_by, ${none}, ${none}, ${none}, ${none}, sealed`,
      sql`from person_note where person_id = ${id} and removed_at is null`,
    ),
    part(
      sql`'asked-contact', id::text, asked_at, false, asked_by, channel, ${none}, ${none}, ${none}, null::bytea`,
      change,
    ),
    part(
      sql`'contact-ended', id::text, ended_at, false, (select organizer_id from audit where subject = ${id} and act in ('took-back-contact', 'asked-contact') and at = ended_at limit 1),
        channel, state, ${none}, ${none}, null::bytea`,
      sql`${change} and ended_at is not null`,
    ),
    part(sql`'stopped', id::text, recorded_at, false, recorded_by, way, ${none}, ${none}, ${none}, sealed`, stop),
    part(
      sql`'unstopped', id::text, undone_at, false, undone_by, ${none}, ${none}, ${none}, ${none}, null::bytea`,
      sql`${stop} and undone_at is not null`,
    ),
    part(
      sql`'exported', export.id::text, export.ready_at, false, export.asked_by, ${none}, ${none}, ${none}, ${none}, null::bytea`,
      sql`from export_person join export on export.id = export_id where person_id = ${id} and ready_at is not null`,
    ),
    part(
      sql`act, seq::text, at, false, organizer_id, ${none}, ${none}, ${none}, ${none}, null::bytea`,
      sql`from audit where subject like ${`${id}%`} and act = any(${[...toldActs]}::text[])
        and (act not in ('tagged-person', 'untagged-person') or not exists (select from tag_change where tag_change.person_id = ${id} and changed_at = audit.at))`,
    ),
  ]
}

/** Tags put on and taken off: one by one, with many, by a list, or when one of those was taken back. */
function tagged({ id }: PersonInReach): RawBuilder<unknown>[] {
  return [
    part(
      sql`case when is_on then 'tagged' else 'untagged' end, tag_change.id::text, changed_at, false, changed_by, tag_change.tag, bulk_act.id::text, coalesce('petition ' || petition.slug, 'campaign ' || campaign.slug),
        (bulk_act.kind <> case when is_on then 'tag' else 'untag' end)::text, null::bytea`,
      sql`from tag_change left join bulk_act on bulk_act.id = bulk_id left join import_batch on import_batch.id = import_id left join petition on petition.id = petition_id
        left join campaign on campaign.id = import_batch.campaign_id where person_id = ${id}`,
    ),
  ]
}

/** What stopped messages to their contacts, besides stops that an organizer recorded. */
function stopped(person: PersonInReach): RawBuilder<unknown>[] {
  const listed = sql`from list_stop join opt_out_list on opt_out_list.id = list_id where person_id = ${person.id}`
  return [
    part(
      sql`'list-stopped', list_id || list_stop.channel, made_at, false, made_by, list_stop.channel, ${none}, ${none}, ${none}, null::bytea`,
      listed,
    ),
    part(
      sql`'list-unstopped', list_id || list_stop.channel, list_stop.undone_at, false, undone_by, list_stop.channel, ${none}, ${none}, ${none}, null::bytea`,
      sql`${listed} and list_stop.undone_at is not null`,
    ),
    part(
      sql`case reason when 'bounced' then 'refused' else 'stopped-themselves' end, contact_point.id::text, since::timestamp at time zone 'UTC', true, null::uuid, suppression.channel, ${none}, ${none}, ${none}, null::bytea`,
      sql`from suppression join contact_point using (blind_index)
        where contact_point.id in (${person.contact_id}, ${person.other_contact_id ?? person.contact_id}) and recorded_by is null`,
    ),
  ]
}

/** News that they asked for or ended, where no consent says so already. */
function subscribed({ id }: PersonInReach): RawBuilder<unknown>[] {
  const consent = sql`select from consent where consent.person_id = subscription.person_id
    and purpose = case when scope = 'network' then 'network' when channel = 'mail' then 'email' else 'sms' end`
  const line = (is: string, day: RawBuilder<unknown>, told: RawBuilder<unknown>, from = sql`scope`) =>
    part(
      sql`${is}, subscription.id::text, ${day}::timestamp at time zone 'UTC', true, null::uuid, channel, ${from}, ${none}, ${none}, null::bytea`,
      sql`from subscription where person_id = ${id} and confirmed_on is not null and ${day} is not null and not exists (${consent} and ${told} = ${day})`,
    )
  return [
    line(
      'subscribed',
      sql`subscription.given_on`,
      sql`consent.given_on`,
      // Of whoever has pressed the button of the mail that asks, another page is kept.
      sql`case when page like 'imports/%' then 'list' else scope end`,
    ),
    line('unsubscribed', sql`subscription.ended_on`, sql`consent.withdrawn_on`),
  ]
}

/** Lists of people without a signature that they came with. */
function listed({ lang }: Office, { id }: PersonInReach): RawBuilder<unknown>[] {
  return [
    part(
      sql`'listed', batch_id::text, imported_at, false, asked_by, campaign.slug, campaign.name ->> ${lang}, nullif(imported_person.source, 'list'), ${none}, imported_person.sealed`,
      sql`from imported_person join import_batch on import_batch.id = batch_id join campaign on campaign.id = import_batch.campaign_id where person_id = ${id}`,
    ),
  ]
}

/** A path kept in SQL as what the list is for, and its slug. */
function listPath(said: string): string {
  const [of, slug = ''] = said.split(' ')
  return of === 'petition' ? paths.office.petitionImport(slug) : paths.office.peopleImport(slug)
}

function factsOf(office: Office, person: PersonInReach, row: Row): Record<string, unknown> {
  const { is, id, a, b, c, d, sealed } = row
  switch (is) {
    case 'signed':
      return {
        is,
        slug: a,
        title: c,
        source: b,
        comment: sealed && openComment(office.vault, person.campaign_id, id, sealed),
        signedOn: d!.split(' ')[1] || null,
        isImported: d!.startsWith('list'),
      }
    case 'confirmed':
      return { is, slug: a, title: c }
    case 'agreed':
    case 'withdrew':
      return { is, purpose: a, title: b }
    case 'reached': {
      const { slug, title, to } = JSON.parse(b!) as { slug: string; title: string; to: string }
      const [letterState, messageState] = c!.split(' ').map((state) => (state === '-' ? null : state))
      const { words } = outreachKind(a!)
      return {
        is,
        actionSlug: slug,
        actionTitle: title,
        letterState,
        messageState,
        did: inBoth((one) => words(one).reachedOut(to)),
        outcome: inBoth((one) => words(one).outcomes[d!] ?? ''),
      }
    }
    case 'message': {
      const { template, broadcast, ladder, title } = JSON.parse(a!) as {
        template: AnyTemplate
        broadcast: string | null
        ladder: string | null
        title: string | null
      }
      const path = broadcast ? paths.office.broadcastSend(broadcast) : ladder && paths.office.ladder(ladder)
      return {
        is,
        name: inBoth((language) => templateName(template, language)),
        of: path && title && office.may('edit', person.groupId) ? { title, path } : null,
        channel: b,
        state: c,
        failure: d,
      }
    }
    case 'wrote':
      return { is, thread: a }
    case 'noted':
      return { is, text: openText(keysOf(office.vault, person.campaign_id), sealedAs('person_note', id), sealed!) }
    case 'asked-contact':
      return { is, channel: a }
    case 'contact-ended':
      return { is, channel: a, how: b }
    case 'tagged':
    case 'untagged':
      return { is, tag: a, bulk: b && { id: b, isUndo: d === 'true' }, list: c && listPath(c) }
    case 'list-stopped':
    case 'list-unstopped':
    case 'stopped-themselves':
    case 'refused':
      return { is, channel: a }
    case 'subscribed':
    case 'unsubscribed':
      return { is, channel: a, scope: b }
    case 'listed':
      return {
        is,
        list: paths.office.peopleImport(a!),
        campaign: b,
        source: c ?? '',
        how:
          sealed &&
          openText(keysOf(office.vault, person.campaign_id), sealedAs('imported_person', id, person.id), sealed),
      }
    case 'stopped':
      return {
        is,
        way: a,
        said: openText(keysOf(office.vault, person.campaign_id), sealedAs('recorded_stop', id), sealed!),
      }
    default:
      return { is }
  }
}
