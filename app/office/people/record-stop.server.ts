import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Trx } from '#db/client'
import type { Channel, ConsentPurpose } from '#db/schema'
import { siteDay } from '#db/site-day'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo } from '~/office/guard/sent-twice.server'
import type { EndedConsent } from '~/people/subscriptions.server'
import { recordOptOut, takeBackOptOuts, undoHours } from '~/people/suppression.server'
import { tick } from '~/ui/forms/fields.schema'
import { readFields } from '~/ui/forms/form-state'
import { typedLine } from '~/ui/forms/typed-text'
import { keysOf, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { PersonInReach } from './person-in-reach.server'
import { refusedNumber } from './refused-numbers'
import { auditOf, refuseSigner, type SignerChanged } from './signer-change.server'

const stopWays = ['phone', 'in-person', 'other'] as const

const mostSaidLetters = 300
const stop = z.object({
  way: z.enum(stopWays, 'choiceWrong'),
  stop_mail: tick,
  stop_sms: tick,
  said: typedLine(mostSaidLetters, 'tooLong').pipe(z.string().min(3, 'saidMissing')),
})

/**
 * Records that a person asked an organizer to stop, with what they said, who recorded it and when. It applies at once, to
 * messages that wait too. Pressed twice, it says the same again.
 */
export async function recordStop(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const read = readFields(stop, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { way, said, stop_mail, stop_sms } = read.value
  const number = refusedNumber(said)
  if (number) return refuseSigner(fields, 'said', number)
  const wanted: Channel[] = [...(stop_mail ? ['mail' as const] : []), ...(stop_sms ? ['sms' as const] : [])]
  return office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
    const contacts = await trx
      .selectFrom('contact_point')
      .select(['id', 'channel', 'blind_index'])
      .where('id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
      .where('channel', 'in', wanted.length > 0 ? wanted : ['mail', 'sms'])
      .orderBy('id')
      .execute()
    const asked = wanted.length > 0 ? contacts : []
    const field = `stop_${contacts[0]?.channel ?? 'mail'}`
    if (asked.length === 0) return refuseSigner(fields, field, 'stopWhich')
    const id = randomUUID()
    const stopped: string[] = []
    const consents: EndedConsent[] = []
    for (const { id: contact, channel, blind_index: blindIndex } of asked) {
      const optOut = { channel, blindIndex, recordedBy: office.organizer.id, endedWith: id }
      const ended = await recordOptOut(trx, optOut, office.now)
      if (!ended) continue
      stopped.push(contact)
      consents.push(...ended)
    }
    if (stopped.length === 0) {
      const before = await recordedJustNow(trx, office, person, asked)
      return before
        ? { outcome: 'changed', did: 'stopped', about: before }
        : refuseSigner(fields, field, 'stoppedBefore')
    }
    await trx
      .insertInto('recorded_stop')
      .values({
        id,
        person_id: person.id,
        way,
        channels: asked.map(({ channel }) => channel),
        sealed: sealText(keysOf(office.vault, person.campaign_id), sealedAs('recorded_stop', id), said),
        contact_ids: stopped,
        consents: JSON.stringify(consents),
        recorded_by: office.organizer.id,
        recorded_at: office.now,
        undone_at: null,
        undone_by: null,
      })
      .execute()
    await auditOf(office, trx, person, 'recorded-stop')
    return { outcome: 'changed', did: 'stopped', about: id }
  })
}

/** The stop that the same press of the button has recorded, or null. */
async function recordedJustNow(
  trx: Trx,
  office: Office,
  person: PersonInReach,
  asked: readonly { channel: Channel }[],
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from recorded_stop where person_id = ${person.id} and recorded_by = ${office.organizer.id} and undone_at is null
      and recorded_at > ${momentsAgo(office.now)} and channels @> ${asked.map(({ channel }) => channel)}::text[]
    order by recorded_at desc limit 1
  `.execute(trx)
  return rows[0]?.id ?? null
}

/**
 * Takes back a stop that was recorded by mistake, within a day: messages, consents and subscriptions are as they were.
 * What the person stopped themselves since stays stopped, and what was recorded stays in their story. Says so when nothing
 * was left to take back.
 *
 * Pressed twice, it says the same again.
 *
 * @throws 404 when there is none, or it is too late
 */
export async function undoStop(office: Office, person: PersonInReach, id: string): Promise<SignerChanged> {
  return office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
    const stopped = await trx
      .updateTable('recorded_stop')
      .set({ undone_at: office.now, undone_by: office.organizer.id })
      .where('id', '=', id)
      .where('person_id', '=', person.id)
      .where('undone_at', 'is', null)
      .where('recorded_at', '>', new Date(office.now.getTime() - undoHours * 3_600_000))
      .returning(['contact_ids', 'consents', 'recorded_at'])
      .executeTakeFirst()
    if (!stopped) return { outcome: 'changed', did: await undoneBefore(trx, person, id) }
    const contacts = await trx
      .selectFrom('contact_point')
      .select('blind_index')
      .where('id', '=', sql<string>`any(${stopped.contact_ids}::uuid[])`)
      .execute()
    const blindIndexes = contacts.map(({ blind_index }) => blind_index)
    const lifted = await takeBackOptOuts(trx, { id, blindIndexes, recordedAt: stopped.recorded_at }, office.now)
    // Consent to the network ends with either channel, so it comes back only once both are open.
    await sql`
      update consent set withdrawn_on = null from jsonb_to_recordset(${JSON.stringify(stopped.consents)}::jsonb) as ended (person_id uuid, petition_id uuid, purpose text)
      where consent.person_id = ended.person_id and consent.petition_id = ended.petition_id and consent.purpose = ended.purpose
        and consent.purpose = any(${purposesOf(lifted.map(({ channel }) => channel))}::text[]) and consent.withdrawn_on = ${siteDay(stopped.recorded_at)}
        and not exists (select from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id) join suppression using (blind_index)
          where person.id = consent.person_id and suppression.reason = 'opted-out'
            and consent.purpose in (case contact_point.channel when 'mail' then 'email' else 'sms' end, 'network'))
    `.execute(trx)
    await auditOf(office, trx, person, 'undid-stop')
    return { outcome: 'changed', did: lifted.length > 0 ? 'unstopped' : 'nothing-unstopped' }
  })
}

/** What came of a stop that was taken back already: whether messages may go out again. */
async function undoneBefore(trx: Trx, person: PersonInReach, id: string): Promise<'unstopped' | 'nothing-unstopped'> {
  const { rows } = await sql<{ isStopped: boolean }>`
    select exists (select from suppression join contact_point using (blind_index) where contact_point.id = any(contact_ids) and reason = 'opted-out') as "isStopped"
    from recorded_stop where id = ${id} and person_id = ${person.id} and undone_at is not null
  `.execute(trx)
  if (!rows[0]) throw new Response(null, { status: 404 })
  return rows[0].isStopped ? 'nothing-unstopped' : 'unstopped'
}

function purposesOf(lifted: Channel[]): ConsentPurpose[] {
  return lifted.flatMap((channel) => [channel === 'mail' ? 'email' : 'sms', 'network'])
}
