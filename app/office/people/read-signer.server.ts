import { sql } from 'kysely'
import type { Db } from '#db/client'
import { readWhole } from '#db/whole-number'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { paths } from '~/paths'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { maskContact } from '~/people/mask-contact'
import { undoHours } from '~/people/suppression.server'
import { consentWords } from '~/ui/forms/consent-words'
import { keysOf, openContact, openPerson, openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { readPersonFields } from './fields/person-fields.server'
import { readNext } from './next-messages.server'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { readTimeline } from './person-timeline.server'
import { inScopes } from './reach.server'
import { scopesOf } from './scope'
import { type RequestState, readUnconfirmed, whyUnconfirmed } from './unconfirmed.server'

/**
 * Everything about one person; contacts are masked unless revealing was requested. Every read writes an audit entry.
 *
 * For people the network knows by consent alone: no notes, tags, messages or other petitions, and no outreach to
 * officials.
 */
export async function readSigner(office: Office, isRevealing: boolean) {
  const { db, vault, now } = office
  const person = await personInReach(office, 'see-people', office.params.person)
  const isKnown = person.mayChange
  const page = Math.max(1, readWhole(office.url.searchParams.get('page') ?? '') ?? 1)
  const [contacts, changes, signatures, unconfirmed, consents, news, stops, notes, tags, fields, timeline, next] =
    await Promise.all([
      readContacts(db, vault, person, isRevealing),
      isKnown ? readChanges(office, person, isRevealing) : [],
      readSignatures(office, person, isKnown),
      isKnown ? readUnconfirmed(db, person.id, now) : [],
      readConsents(office, person.id, isKnown),
      readNews(db, vault, person, isKnown),
      isKnown ? readStops(office, person) : [],
      isKnown ? readNotes(db, vault, person) : [],
      isKnown ? readTags(db, person.id) : [],
      isKnown ? readPersonFields(db, office, person.id) : [],
      readTimeline(office, person, page),
      isKnown ? readNext(office, person.id) : [],
    ])
  await office.audit({
    groupId: person.groupId,
    act: isRevealing ? 'revealed-contact' : 'opened-person',
    subject: person.id,
  })
  const details = openPerson(vault, person)
  return {
    id: person.id,
    details,
    name: `${details.givenName} ${details.familyName}`.trim(),
    language: person.language,
    since: person.created_on,
    contacts,
    changes,
    isRevealed: isRevealing,
    signatures: signatures.map((one) => {
      const waiting = unconfirmed.find(({ id }) => id === one.id)
      return {
        ...one,
        waiting: waiting && { why: waiting.why, request: requestOf(waiting.request) },
      }
    }),
    consents,
    news,
    stops,
    notes,
    tags,
    fields,
    timeline,
    next,
    mayChange: person.mayChange,
    mayErase: person.mayErase,
    ownPageUrl: `${office.env.publicUrl}${paths.ownPageRequest(person.language)}`,
  }
}

/** Their contacts, the first one first, and whether and through whom messages to them were stopped. */
async function readContacts(db: Db, vault: Vault, person: PersonInReach, isRevealing: boolean) {
  const rows = await db
    .selectFrom('contact_point')
    .leftJoin('suppression', 'suppression.blind_index', 'contact_point.blind_index')
    .selectAll('contact_point')
    .select(['suppression.reason', 'suppression.since as stopped_since', 'suppression.recorded_by'])
    .select(
      sql<boolean>`exists (select from message where message.contact_id = contact_point.id and message.failure = 'complained')`.as(
        'has_complained',
      ),
    )
    .where('contact_point.id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
    .execute()
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.recorded_by),
  )
  return rows
    .toSorted((one) => (one.id === person.contact_id ? -1 : 1))
    .map((row) => {
      const contact = openContact(vault, row)
      return {
        channel: row.channel,
        contact: isRevealing ? contact : maskContact(row.channel, contact),
        provenOn: row.proven_on,
        failingSince: row.failing_since,
        /** They marked a mail of ours as spam. */
        hasComplained: row.has_complained,
        /** By: '' for themselves. */
        stopped:
          row.reason === 'opted-out'
            ? { since: row.stopped_since!, by: (row.recorded_by && names.get(row.recorded_by)) ?? '' }
            : null,
      }
    })
}

/** Corrected contacts that wait for their owner's word. */
async function readChanges({ db, vault, now, organizer }: Office, person: PersonInReach, isRevealing: boolean) {
  const { rows } = await sql<
    RequestState & {
      id: string
      changeId: string
      campaign_id: string
      sealed: Buffer
      isStopped: boolean
      askedAt: Date
      askedBy: string
      hasRequest: boolean
      replaces: boolean
    }
  >`
    select contact_change.id as "changeId", contact_point.id, contact_point.campaign_id, contact_point.sealed, contact_change.channel, asked_at as "askedAt", asked_by as "askedBy",
      exists (select from suppression where suppression.blind_index = contact_point.blind_index) as "isStopped", old_contact_id is not null as replaces,
      newest.state is not null as "hasRequest", newest.state, newest.failure, newest.at
    from contact_change join contact_point on contact_point.id = new_contact_id
    left join lateral (
      select state, failure, coalesce(sent_at, created_at) as at from message
      where message.person_id = contact_change.person_id and message.contact_id = new_contact_id and message.template = 'confirm-contact'
      order by created_at desc, id limit 1) as newest on true
    where contact_change.person_id = ${person.id} and contact_change.state = 'waiting' order by contact_change.channel
  `.execute(db)
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.askedBy),
  )
  return rows.map((row) => {
    const contact = openContact(vault, row)
    const request = row.hasRequest ? row : null
    const isOld = now.getTime() - row.askedAt.getTime() >= confirmationLifetime
    return {
      id: row.changeId,
      channel: row.channel,
      replaces: row.replaces,
      contact: isRevealing ? contact : maskContact(row.channel, contact),
      /** '' for the reader. */
      by: row.askedBy === organizer.id ? '' : (names.get(row.askedBy) ?? ''),
      why: whyUnconfirmed({ request, isOld, isStopped: row.isStopped }),
      request: requestOf(request),
    }
  })
}

function requestOf(request: RequestState | null) {
  return (
    request && {
      state: request.state,
      channel: request.channel,
      failure: request.failure,
      at: request.at.toISOString(),
    }
  )
}

async function readSignatures(office: Office, person: PersonInReach, isKnown: boolean) {
  const rows = await office.db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'signature.petition_id')
    .select([
      'signature.id',
      'petition.slug',
      petitionTitle(office.lang).as('title'),
      'signature.state',
      'signature.held',
      'signature.accepted_at',
      'signature.signed_on as signedOn',
    ])
    .where('person_id', '=', person.id)
    .where(isKnown ? sql<boolean>`true` : inScopes(scopesOf(office, 'see-people')))
    .orderBy('accepted_at')
    .execute()
  return rows.map(({ accepted_at, ...row }) => ({ ...row, at: accepted_at.toISOString() }))
}

/** What they agreed to, when, and in which words. */
async function readConsents({ db, lang }: Office, personId: string, isKnown: boolean) {
  const rows = await db
    .selectFrom('consent')
    .innerJoin('petition', 'petition.id', 'consent.petition_id')
    .select([
      'petition.slug',
      petitionTitle(lang).as('title'),
      'purpose',
      'text_version',
      'consent.language',
      'given_on',
      'withdrawn_on',
    ])
    .where('person_id', '=', personId)
    .where((eb) => eb.or([eb.val(isKnown), eb('purpose', '=', 'network')]))
    .orderBy('given_on')
    .orderBy('petition.slug')
    .orderBy('purpose')
    .execute()
  return rows.map((row) => ({ ...row, words: consentWords(row.purpose, row.text_version, row.language) }))
}

/** The news that they asked for, with what lists say of how. The network sees what it sends itself. */
async function readNews(db: Db, vault: Vault, person: PersonInReach, isKnown: boolean) {
  const rows = await db
    .selectFrom('subscription')
    .select(['id', 'channel', 'scope', 'how', 'given_on', 'confirmed_on', 'ended_on'])
    .where('person_id', '=', person.id)
    .where((eb) => eb.or([eb.val(isKnown), eb('scope', '=', 'network')]))
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  const lists = await db
    .selectFrom('imported_person')
    .innerJoin('import_batch', 'import_batch.id', 'batch_id')
    .select(['batch_id', 'sealed', 'evidence', 'evidence_on'])
    .where('person_id', '=', person.id)
    .where(sql<boolean>`${isKnown}`)
    .orderBy('imported_at')
    .execute()
  const keys = keysOf(vault, person.campaign_id)
  return {
    asked: rows,
    evidence: lists.flatMap(({ batch_id, sealed, evidence, evidence_on }) => {
      const words = sealed ? openText(keys, sealedAs('imported_person', batch_id, person.id), sealed) : (evidence ?? '')
      return words === '' ? [] : [{ id: batch_id, words, on: sealed ? null : evidence_on }]
    }),
  }
}

/** Stops they asked an organizer for. */
async function readStops({ db, vault, now }: Office, person: PersonInReach) {
  const rows = await db
    .selectFrom('recorded_stop')
    .select(['id', 'way', 'channels', 'sealed', 'recorded_by', 'recorded_at', 'undone_at'])
    .where('person_id', '=', person.id)
    .orderBy('recorded_at', 'desc')
    .execute()
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.recorded_by),
  )
  return rows.map(({ sealed, recorded_by, recorded_at, undone_at, ...row }) => ({
    ...row,
    said: openText(keysOf(vault, person.campaign_id), sealedAs('recorded_stop', row.id), sealed),
    by: names.get(recorded_by) ?? '',
    at: recorded_at.toISOString(),
    undoneAt: undone_at?.toISOString() ?? null,
    isUndoable: undone_at === null && now.getTime() - recorded_at.getTime() < undoHours * 3_600_000,
  }))
}

async function readNotes(db: Db, vault: Vault, person: PersonInReach) {
  const rows = await db
    .selectFrom('person_note')
    .selectAll()
    .where('person_id', '=', person.id)
    .where('removed_at', 'is', null)
    .orderBy('written_at', 'desc')
    .execute()
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.written_by),
  )
  const keys = keysOf(vault, person.campaign_id)
  return rows.map((row) => ({
    id: row.id,
    text: openText(keys, sealedAs('person_note', row.id), row.sealed),
    by: (row.written_by && names.get(row.written_by)) ?? '',
    at: row.written_at.toISOString(),
  }))
}

async function readTags(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person_tag')
    .select('tag')
    .where('person_id', '=', personId)
    .orderBy('tag')
    .execute()
  return rows.map((row) => row.tag)
}
