import { sql } from 'kysely'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { placeName } from '~/geography/place-name'
import type { Office } from '~/office/guard/guard.server'
import { isEmail } from '~/ui/forms/email-address'
import { emailAddress, phoneNumber } from '~/ui/forms/fields.schema'
import type { FormState } from '~/ui/forms/form-state'
import { cleanLine } from '~/ui/forms/text'
import type { Scope } from './scope'
import { findByContact, findByName, type SignerLine } from './signers.server'

/** Reads the form of a search. */
export function readSearch(
  fields: Record<string, string>,
): { outcome: 'read'; words: string } | { outcome: 'refused'; form: FormState } {
  const words = cleanLine(fields.search ?? '')
  return words.length < 2
    ? { outcome: 'refused', form: { values: fields, errors: [{ field: 'search', message: 'searchShort' }] } }
    : { outcome: 'read', words }
}

/** The words that the address of a page stands for; '' when they are no longer kept, null without a search. */
export function searchedFor({ url, heldRequests, session, now }: Office): string | null {
  const id = url.searchParams.get('searched')
  return id === null ? null : (heldRequests.findWords(session, id, now) ?? '')
}

/** Searches by address, number or name, whichever was typed. What was typed is stored nowhere. */
export async function searchSigners(
  office: Office,
  scopes: Scope[],
  words: string,
): Promise<{ lines: SignerLine[]; opened: number; isAll: boolean }> {
  const { db, keyring, vault, lang } = office
  const contact = contactOf(words)
  if (contact) {
    const lines = await findByContact(db, keyring, vault, scopes, { ...contact, language: lang })
    await office.audit({
      groupId: null,
      act: 'searched-people',
      subject: `by ${contact.channel}`,
      howMany: lines.length,
    })
    return { lines, opened: 0, isAll: true }
  }
  const found = await findByName(db, vault, scopes, { name: words, language: lang })
  await office.audit({ groupId: null, act: 'searched-people', subject: 'by name', howMany: found.opened })
  return found
}

/** The complete address or number that was typed, or null. */
export function contactOf(typed: string): { channel: 'mail' | 'sms'; contact: string } | null {
  const mail = isEmail(typed) ? emailAddress.safeParse(typed) : null
  if (mail?.success && mail.data) return { channel: 'mail', contact: mail.data }
  const phone = /\d{3}/.test(typed) ? phoneNumber.safeParse(typed) : null
  return phone?.success && phone.data ? { channel: 'sms', contact: phone.data } : null
}

/** Counties to choose from: those of the signers in these scopes, never of private signatures. */
export async function countiesInScopes(
  office: Office,
  scopes: Scope[],
): Promise<{ id: string; slug: string; name: string }[]> {
  const { rows } = await sql<{ id: string; slug: string; name: string; kind: string; state: string | null }>`
    select id, slug, name, kind, state from division where id in (
      select key from tally_by join petition on petition.id = petition_id
      where dimension = 'county' and received > 0 and group_id = any(${scopes.map((scope) => scope.groupId)}::uuid[])) order by state, division.name
  `.execute(office.db)
  return rows.map(({ id, slug, state, ...place }) => ({
    id,
    slug,
    name: [placeName(office.lang, place), state].filter(Boolean).join(', '),
  }))
}

/** Petitions to choose from: those in these scopes. */
export async function petitionsInScopes(office: Office, scopes: Scope[]): Promise<{ slug: string; title: string }[]> {
  const { rows } = await sql<{ slug: string; title: string }>`
    select slug, ${petitionTitle(office.lang)} as title from petition
    where group_id = any(${scopes.map((scope) => scope.groupId)}::uuid[]) and state <> 'draft' order by created_at limit 500
  `.execute(office.db)
  return rows
}
