import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { type MergeContact, type MergePlan, type MergeSignature, planMerge } from './merge-plan'
import { type PersonInReach, personInReach } from './person-in-reach.server'

/**
 * The person in the URL, who stays, and another, who goes; or why they cannot be merged.
 *
 * @throws 404 when one is out of reach
 */
export async function pairInReach(office: Office, other: string) {
  const [stays, goes] = [
    await personInReach(office, 'change-people', office.params.person),
    await personInReach(office, 'change-people', other),
  ]
  if (stays.id === goes.id) throw new Response(null, { status: 404 })
  if (stays.campaign_id !== goes.campaign_id) return { outcome: 'two-campaigns' as const }
  return stays.isWhole && goes.isWhole ? { outcome: 'in-reach' as const, stays, goes } : { outcome: 'beyond' as const }
}

/** Plans what happens to their contacts and signatures. */
export async function planOf(db: Db, stays: PersonInReach, goes: PersonInReach): Promise<MergePlan> {
  const side = async (person: PersonInReach) => ({
    contacts: await contactsOf(db, person, [stays.id, goes.id]),
    signatures: await signaturesOf(db, person.id),
  })
  return planMerge(await side(stays), await side(goes))
}

async function contactsOf(db: Db, person: PersonInReach, both: string[]): Promise<MergeContact[]> {
  const { rows } = await sql<MergeContact>`
    select contact_point.id, contact_point.channel, coalesce(suppression.reason = 'opted-out', false) as "isOptedOut",
      exists (select from person where contact_point.id in (person.contact_id, person.other_contact_id) and person.id <> all(${both}::uuid[])) as "isShared"
    from contact_point left join suppression using (blind_index)
    where contact_point.id in (${person.contact_id}, ${person.other_contact_id ?? person.contact_id}) order by contact_point.id <> ${person.contact_id}
  `.execute(db)
  return rows
}

async function signaturesOf(db: Db, person: string): Promise<MergeSignature[]> {
  const { rows } = await sql<MergeSignature>`
    select id, petition_id as "petitionId", state = 'confirmed' as "isConfirmed", held is not null as "isHeld", accepted_at as at
    from signature where person_id = ${person} order by accepted_at, id
  `.execute(db)
  return rows
}

/**
 * Consents that end: those the other has withdrawn for the same purpose (for `show_name`, on the same petition), and
 * those for a channel on which one of them opted out.
 */
export function endingConsents(stays: string, goes: string, plan: MergePlan) {
  const silenced = plan.optedOut.flatMap((channel) => [channel === 'mail' ? 'email' : 'sms', 'network'])
  return sql`
    select given.* from consent as given where given.person_id in (${stays}, ${goes}) and given.withdrawn_on is null and (
      given.purpose = any(${silenced}::text[]) or exists (
        select from consent as ended where ended.person_id in (${stays}, ${goes}) and ended.person_id <> given.person_id and ended.purpose = given.purpose
          and ended.withdrawn_on is not null and (ended.purpose <> 'show_name' or ended.petition_id = given.petition_id)))`
}

/**
 * Corrections that wait for their owner and end, as a condition on `contact_change`: those of the one who goes, and one of
 * the channel on which the one who stays gets a contact.
 */
export function endingChanges(stays: string, goes: string, { secondContact }: MergePlan): RawBuilder<boolean> {
  return sql<boolean>`contact_change.state = 'waiting' and (contact_change.person_id = ${goes}
    or contact_change.person_id = ${stays} and contact_change.channel = ${secondContact?.channel ?? null}::text)`
}
