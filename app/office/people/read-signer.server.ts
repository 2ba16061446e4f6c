import { sql } from 'kysely'
import type { Db } from '#db/client'
import { templateName } from '~/actions/registry.server'
import { inBoth } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { paths } from '~/paths'
import { maskContact } from '~/people/mask-contact'
import type { AnyTemplate } from '~/queue/outbox/message'
import { openComment, openContact, openPerson, openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { readPersonOutreach } from './person-outreach.server'
import { scopesOf } from './scope'
import { inScopes } from './signers.server'

/**
 * Everything about one person; contacts are masked unless revealing was requested. Every read writes an audit entry.
 *
 * For people the network knows by consent alone: no notes, tags, messages or other petitions, and no outreach to
 * officials.
 */
export async function readSigner(office: Office, isRevealing: boolean) {
  const { db, vault } = office
  const person = await personInReach(office, 'see-people', office.params.person)
  const isKnown = person.mayChange
  const [contacts, signatures, consents, outreach, messages, notes, tags] = await Promise.all([
    readContacts(db, vault, person, isRevealing),
    readSignatures(office, person, isKnown),
    readConsents(db, person.id, isKnown),
    isKnown ? readPersonOutreach(db, person.id, office.lang) : null,
    isKnown ? readMessages(db, person.id) : [],
    isKnown ? readNotes(db, vault, person) : [],
    isKnown ? readTags(db, person.id) : [],
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
    isRevealed: isRevealing,
    signatures,
    /** Null for people the network knows by consent alone. */
    outreach,
    consents,
    messages,
    notes,
    tags,
    mayChange: person.mayChange,
    mayErase: person.mayErase,
    ownPageUrl: `${office.env.publicUrl}${paths.ownPageRequest(person.language)}`,
  }
}

async function readContacts(db: Db, vault: Vault, person: PersonInReach, isRevealing: boolean) {
  const rows = await db
    .selectFrom('contact_point')
    .selectAll()
    .where('id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
    .execute()
  return rows.map((row) => {
    const contact = openContact(vault, row)
    return {
      channel: row.channel,
      contact: isRevealing ? contact : maskContact(row.channel, contact),
      provenOn: row.proven_on,
      failingSince: row.failing_since,
    }
  })
}

async function readSignatures(office: Office, person: PersonInReach, isKnown: boolean) {
  const rows = await office.db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'signature.petition_id')
    .select([
      'signature.id',
      'petition.slug',
      'signature.state',
      'signature.held',
      'signature.accepted_at',
      'signature.confirmed_at',
      'signature.source',
      'signature.sealed_comment',
    ])
    .where('person_id', '=', person.id)
    .where(isKnown ? sql<boolean>`true` : inScopes(scopesOf(office, 'see-people')))
    .orderBy('accepted_at')
    .execute()
  return rows.map(({ id, sealed_comment, accepted_at, confirmed_at, ...row }) => ({
    id,
    ...row,
    at: accepted_at.toISOString(),
    confirmedAt: confirmed_at?.toISOString() ?? null,
    comment: sealed_comment && openComment(office.vault, person.campaign_id, id, sealed_comment),
  }))
}

function readConsents(db: Db, personId: string, isKnown: boolean) {
  return db
    .selectFrom('consent')
    .innerJoin('petition', 'petition.id', 'consent.petition_id')
    .select(['petition.slug', 'purpose', 'text_version', 'given_on', 'withdrawn_on'])
    .where('person_id', '=', personId)
    .where((eb) => eb.or([eb.val(isKnown), eb('purpose', '=', 'network')]))
    .orderBy('given_on')
    .execute()
}

async function readMessages(db: Db, personId: string) {
  const rows = await db
    .selectFrom('message')
    .select(['id', 'channel', 'template', 'state', 'failure', 'created_at', 'sent_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ created_at, sent_at, template, ...row }) => ({
    ...row,
    name: inBoth((language) => templateName(template as AnyTemplate, language)),
    at: (sent_at ?? created_at).toISOString(),
  }))
}

async function readNotes(db: Db, vault: Vault, person: PersonInReach) {
  const rows = await db
    .selectFrom('person_note')
    .selectAll()
    .where('person_id', '=', person.id)
    .orderBy('written_at', 'desc')
    .execute()
  const names = await organizerNames(
    db,
    vault,
    rows.map((row) => row.written_by),
  )
  const keys = vault.byCampaign.get(person.campaign_id)!
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
