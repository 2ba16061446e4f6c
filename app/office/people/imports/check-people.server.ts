import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { siteDay } from '#db/site-day'
import { indexContact } from '~/people/signer-indexes.server'
import { type CheckedLine, keepChecked, type ListAtWork } from './checked-lines.server'
import type { KeptLine } from './import-lines.server'
import { readPersonRow } from './person-row'

/** Writes the outcome that lines of people without a signature would have; nobody is recorded. */
export async function checkPeople(list: ListAtWork, rows: readonly KeptLine[], now: Date): Promise<void> {
  const today = await dayOfSite(list.trx, now)
  const read = rows.map((row) => {
    if (!row.cells) return { line: row.line, reason: row.problem, person: null }
    const one = readPersonRow(row.cells, list, today)
    return one.outcome === 'invalid'
      ? { line: row.line, reason: one.reason, person: null }
      : { line: row.line, reason: null, person: one.person }
  })
  const contacts = read.map(({ person }) => {
    if (!person) return null
    const { email, phone } = person
    return email ? indexContact(list.keyring, 'mail', email) : indexContact(list.keyring, 'sms', phone!)
  })
  const standing = await standingOf(
    list.trx,
    list.campaignId,
    contacts.flatMap((contact) => (contact ? [contact.contactIndex] : [])),
  )
  await keepChecked(
    list,
    read.map(({ line, reason, person }, at): CheckedLine & { line: number; isOptedOut: boolean } => {
      const contact = contacts[at]
      if (!person || !contact) return { line, reason, contact: null, signer: null, mends: [], isOptedOut: false }
      const known = standing.get(contact.contactIndex.toString('base64'))
      const isOptedOut = known?.isStopped === true
      const asks = !person.agreesTo.mail && person.mayAsk && !known?.wasAsked
      const isSilent = !person.agreesTo.mail && !person.agreesTo.sms && !asks
      return {
        line,
        reason,
        contact: contact.contactIndex,
        signer: contact.contactIndex,
        mends: [
          ...person.mends,
          ...(known?.isKnown && !isOptedOut ? (['known'] as const) : []),
          ...(asks && !isOptedOut ? (['asks'] as const) : []),
          ...(isSilent && !known?.wasAsked && !isOptedOut ? (['silent'] as const) : []),
        ],
        isOptedOut,
      }
    }),
  )
}

/** The day in the network's zone, YYYY-MM-DD. */
export async function dayOfSite(trx: Trx, now: Date): Promise<string> {
  const { rows } = await sql<{ day: string }>`select ${siteDay(now)}::text as day`.execute(trx)
  return rows[0]!.day
}

/** How contacts stand with a campaign. */
export interface Standing {
  /** They stopped everything, or this campaign. */
  isStopped: boolean
  isKnown: boolean
  /** They were asked before, or get the news, or have ended it: a list asks nobody twice. */
  wasAsked: boolean
}

/** @returns by blind index in base64; nothing for those that nobody has heard of */
export async function standingOf(
  trx: Trx,
  campaignId: string,
  contacts: readonly Buffer[],
): Promise<Map<string, Standing>> {
  const { rows } = await sql<Standing & { contact: Buffer }>`
    select contact, exists (select from suppression where suppression.blind_index = contact and reason = 'opted-out')
        or exists (select from campaign_stop where campaign_stop.blind_index = contact and campaign_stop.campaign_id = ${campaignId}) as "isStopped",
      coalesce(known.is_known, false) as "isKnown", coalesce(known.was_asked, false) as "wasAsked"
    from unnest(${contacts}::bytea[]) as contact
    left join lateral (select true as is_known, bool_or(exists (select from subscription where subscription.person_id = person.id and subscription.channel = contact_point.channel)
          or exists (select from imported_person where imported_person.person_id = person.id)) as was_asked
      from contact_point join person on contact_point.id in (person.contact_id, person.other_contact_id)
      where contact_point.campaign_id = ${campaignId} and contact_point.blind_index = contact having count(*) > 0) as known on true
  `.execute(trx)
  return new Map(rows.map(({ contact, ...standing }) => [contact.toString('base64'), standing]))
}
