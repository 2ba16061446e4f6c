import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { forgetLetters } from '~/actions/letters/delivery/forget-letters.server'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import { audit } from '~/office/guard/audit.server'
import { forgetThreads, indexesOf } from '~/people/forget-threads.server'
import { recordOptOut, stopCampaign, suppress } from '~/people/suppression.server'
import type { Erasures } from '~/vault/backups/erased-rows.server'

/**
 * After an older backup was restored: erases again whoever asked for it since, and leaves alone whoever opted out since.
 *
 * @returns how many people and signatures were there again, and how many opt-outs were put back
 */
export async function eraseAgain(
  trx: Trx,
  { rows, optedOut, campaignStops }: Pick<Erasures, 'rows' | 'optedOut' | 'campaignStops'>,
  now: Date,
): Promise<{ people: number; signatures: number; optedOut: number }> {
  const idsIn = async (table: 'person' | 'signature') => {
    const found = await sql<{
      id: string
    }>`select id from ${sql.table(table)} where id = any(${rows}::uuid[]) order by id`.execute(trx)
    return found.rows.map((row) => row.id)
  }
  const [people, signatures] = [await idsIn('person'), await idsIn('signature')]
  const indexes = await indexesOf(trx, await contactsOf(trx, people))
  await forgetLetters(trx, people)
  await forgetSignatures({ trx }, signatures, now)
  // Whoever has signed something else since that was never erased stays, with that.
  await sql`
    delete from person where id = any(${people}::uuid[]) and not exists (select from signature where signature.person_id = person.id)
  `.execute(trx)
  await forgetThreads(trx, indexes)
  const missing = await withoutKnown(trx, optedOut)
  for (const { index, channel, reason, since, recordedBy } of missing) {
    const blindIndex = Buffer.from(index, 'base64')
    const then = duringDay(since)
    if (recordedBy !== null) await recordOptOut(trx, { channel, blindIndex, recordedBy }, then)
    else if (reason === 'opted-out') await suppress({ trx }, { channel, blindIndex, how: 'link' }, then)
    else await trx.insertInto('suppression').values({ blind_index: blindIndex, channel, reason, since }).execute()
  }
  const stopped = await newStops(trx, campaignStops)
  for (const { campaignId, index, channel, since } of stopped)
    await stopCampaign(
      { trx },
      { campaignId, channel, blindIndex: Buffer.from(index, 'base64'), how: 'link' },
      duringDay(since),
    )
  const gone = people.length - (await idsIn('person')).length
  if (gone > 0)
    await audit(
      trx,
      { organizerId: null, groupId: null, act: 'erased-people', subject: 'restored backup', howMany: gone },
      now,
    )
  return { people: gone, signatures: signatures.length, optedOut: missing.length + stopped.length }
}

async function contactsOf(trx: Trx, people: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('person')
    .select(['contact_id', 'other_contact_id'])
    .where('id', 'in', [...people, nobody])
    .execute()
  return rows.flatMap((row) => [row.contact_id, ...(row.other_contact_id ? [row.other_contact_id] : [])])
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** At noon UTC it is the same day in every zone of the country. */
function duringDay(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

/** Stops that the backup does not have, of campaigns that it has. */
async function newStops(trx: Trx, stops: Erasures['campaignStops']): Promise<Erasures['campaignStops']> {
  const { rows } = await sql<{ id: string; stopped: string[] }>`
    select campaign.id, array(select encode(blind_index, 'hex') from campaign_stop where campaign_id = campaign.id) as stopped from campaign
  `.execute(trx)
  const known = new Map(rows.map(({ id, stopped }) => [id, new Set(stopped)]))
  return stops.filter(
    ({ campaignId, index }) => known.get(campaignId)?.has(Buffer.from(index, 'base64').toString('hex')) === false,
  )
}

async function withoutKnown(trx: Trx, optedOut: Erasures['optedOut']): Promise<Erasures['optedOut']> {
  const { rows } = await sql<{ index: string }>`select encode(blind_index, 'hex') as index from suppression`.execute(
    trx,
  )
  const known = new Set(rows.map((row) => row.index))
  return optedOut.filter((one) => !known.has(Buffer.from(one.index, 'base64').toString('hex')))
}
