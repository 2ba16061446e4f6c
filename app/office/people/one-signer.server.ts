import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { paths } from '~/paths'
import { foldName } from '~/people/fold-contact'
import { maskContact } from '~/people/mask-contact'
import type { AnyTemplate } from '~/queue/outbox/message'
import { namePart, plainLine, postalCode } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { nameIndex } from '~/vault/blind-index.server'
import { openComment, openContact, openPerson, openText, sealPerson, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { personInReach } from './person-in-reach.server'
import { readPersonOutreach } from './person-outreach.server'
import { scopesOf } from './scope'
import { inScopes } from './signers.server'

/** One person's whole story; the contacts masked unless they were asked to be shown. Every look is in the ledger. */
export async function readSigner(office: Office, isRevealing: boolean) {
  const { db, vault } = office
  const person = await personInReach(office, 'see-people', office.params.person)
  // Whom the network knows by their consent alone, it knows no further than that: no notes, no tags, no other petitions, nothing they sent to officials.
  const isKnown = person.mayChange
  const inReach = isKnown ? sql<boolean>`true` : inScopes(scopesOf(office, 'see-people'))
  const [contacts, signatures, outreach, consents, messages, notes, tags] = await Promise.all([
    db
      .selectFrom('contact_point')
      .selectAll()
      .where('id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
      .execute(),
    db
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
      .where(inReach)
      .orderBy('accepted_at')
      .execute(),
    isKnown ? readPersonOutreach(db, person.id, office.lang) : null,
    db
      .selectFrom('consent')
      .innerJoin('petition', 'petition.id', 'consent.petition_id')
      .select(['petition.slug', 'purpose', 'text_version', 'given_on', 'withdrawn_on'])
      .where('person_id', '=', person.id)
      .where((eb) => eb.or([eb.val(isKnown), eb('purpose', '=', 'network')]))
      .orderBy('given_on')
      .execute(),
    db
      .selectFrom('message')
      .select(['id', 'channel', 'template', 'state', 'failure', 'created_at', 'sent_at'])
      .where('person_id', '=', person.id)
      .where((eb) => eb.val(isKnown))
      .orderBy('created_at', 'desc')
      .limit(50)
      .execute(),
    db
      .selectFrom('person_note')
      .selectAll()
      .where('person_id', '=', person.id)
      .where((eb) => eb.val(isKnown))
      .orderBy('written_at', 'desc')
      .execute(),
    db
      .selectFrom('person_tag')
      .select('tag')
      .where('person_id', '=', person.id)
      .where((eb) => eb.val(isKnown))
      .orderBy('tag')
      .execute(),
  ])
  const keys = vault.byCampaign.get(person.campaign_id)!
  const names = await organizerNames(
    db,
    vault,
    notes.map((note) => note.written_by),
  )
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
    contacts: contacts.map((row) => {
      const contact = openContact(vault, row)
      return {
        channel: row.channel,
        contact: isRevealing ? contact : maskContact(row.channel, contact),
        provenOn: row.proven_on,
        failingSince: row.failing_since,
      }
    }),
    isRevealed: isRevealing,
    signatures: signatures.map(({ id, sealed_comment, accepted_at, confirmed_at, ...row }) => ({
      id,
      ...row,
      at: accepted_at.toISOString(),
      confirmedAt: confirmed_at?.toISOString() ?? null,
      comment: sealed_comment && openComment(vault, person.campaign_id, id, sealed_comment),
    })),
    /** Null: not for whom the network knows by consent alone. */
    outreach,
    consents,
    messages: messages.map(({ created_at, sent_at, template, ...row }) => ({
      ...row,
      template: template as AnyTemplate,
      at: (sent_at ?? created_at).toISOString(),
    })),
    notes: notes.map((note) => ({
      id: note.id,
      text: openText(keys, sealedAs('person_note', note.id), note.sealed),
      by: (note.written_by && names.get(note.written_by)) ?? '',
      at: note.written_at.toISOString(),
    })),
    tags: tags.map((row) => row.tag),
    mayChange: person.mayChange,
    mayErase: person.mayErase,
    ownPageUrl: `${office.env.publicUrl}${paths.ownPageRequest(person.language)}`,
  }
}

const details = z.object({
  given_name: namePart.pipe(z.string().min(1, 'nameMissing')),
  family_name: namePart,
  postal_code: postalCode,
})
/** A word put on people: lower case, at most forty letters. */
export const tagText = plainLine
  .transform((text) => text.toLowerCase())
  .pipe(z.string().min(1, 'tagMissing').max(40, 'tooLong'))
const tag = z.object({ tag: tagText })

export type SignerChanged = { outcome: 'changed' } | { outcome: 'refused'; form: FormState }

/** Corrects, tags, notes: each written in the ledger in the same transaction. */
export async function changeSigner(office: Office, fields: Record<string, string>): Promise<SignerChanged> {
  const person = await personInReach(office, 'change-people', office.params.person)
  const refuse = (field: string, message: string): SignerChanged => ({
    outcome: 'refused',
    form: { values: fields, errors: [{ field, message }] },
  })
  const inLedger = (act: 'corrected-person' | 'tagged-person' | 'noted-person', work: (trx: Trx) => Promise<unknown>) =>
    office.db.transaction().execute(async (trx) => {
      await work(trx)
      await office.audit({ groupId: person.groupId, act, subject: person.id }, trx)
    })
  switch (fields.intent) {
    case 'correct': {
      const read = readFields(details, fields)
      if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
      const before = openPerson(office.vault, person)
      const after = {
        ...before,
        givenName: read.value.given_name,
        familyName: read.value.family_name,
        postalCode: before.country === 'US' ? read.value.postal_code || before.postalCode : '',
      }
      const index = nameIndex(office.keyring, foldName(after.givenName, after.familyName))
      if (await isTaken(office.db, person, index)) return refuse('given_name', 'nameTaken')
      await inLedger('corrected-person', (trx) =>
        trx
          .updateTable('person')
          .set({
            sealed: sealPerson(office.vault.byCampaign.get(person.campaign_id)!, person.id, after),
            name_index: index,
          })
          .where('id', '=', person.id)
          .execute(),
      )
      return { outcome: 'changed' }
    }
    case 'tag': {
      const read = readFields(tag, fields)
      if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
      await inLedger('tagged-person', (trx) =>
        trx
          .insertInto('person_tag')
          .values({ person_id: person.id, tag: read.value.tag })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
      return { outcome: 'changed' }
    }
    case 'untag':
      await inLedger('tagged-person', (trx) =>
        trx
          .deleteFrom('person_tag')
          .where('person_id', '=', person.id)
          .where('tag', '=', fields.tag ?? '')
          .execute(),
      )
      return { outcome: 'changed' }
    case 'note': {
      const text = cleanLines(fields.note ?? '').slice(0, 5_000)
      if (!text) return refuse('note', 'noteMissing')
      const id = randomUUID()
      const sealed = sealText(office.vault.byCampaign.get(person.campaign_id)!, sealedAs('person_note', id), text)
      await inLedger('noted-person', (trx) =>
        trx
          .insertInto('person_note')
          .values({ id, person_id: person.id, sealed, written_by: office.organizer.id, written_at: office.now })
          .execute(),
      )
      return { outcome: 'changed' }
    }
    default:
      throw new Response(null, { status: 400 })
  }
}

async function isTaken(db: Db, person: { id: string; contact_id: string }, index: Buffer): Promise<boolean> {
  return (
    (await db
      .selectFrom('person')
      .select('id')
      .where('contact_id', '=', person.contact_id)
      .where('name_index', '=', index)
      .where('id', '<>', person.id)
      .executeTakeFirst()) !== undefined
  )
}
