import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { outreachKinds } from '~/actions/registry.server'
import type { Keyring } from '~/vault/keyring'
import { type CampaignKeys, openText, openVault, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { openAt } from './advocacy.server'

/** Seals the place that a queued notice waits for: it is about where somebody lives. */
export async function sealPlace(trx: Trx, keys: CampaignKeys, onceKey: string, divisionId: string): Promise<void> {
  const { id } = await trx.selectFrom('message').select('id').where('once_key', '=', onceKey).executeTakeFirstOrThrow()
  await trx
    .updateTable('message')
    .set({ sealed_place: sealText(keys, placeOf(id), divisionId) })
    .where('id', '=', id)
    .execute()
}

/**
 * Makes due the notices for places where their action, which is open, now leads to an official who can be reached, and
 * forgets the place. Each is made due once: one that has been tried waits as sending decides.
 *
 * @returns how many
 */
export async function tellPlaces(db: Db, keyring: Keyring, now: Date): Promise<number> {
  const waiting = await waitingNotices(db, now)
  if (waiting.length === 0) return 0
  const vault = await openVault(db, keyring)
  const notices = waiting.flatMap((notice) => {
    const place = openedOrNull(vault, notice)
    return place === null ? [] : [{ id: notice.id, place }]
  })
  const ways = outreachKinds.flatMap(({ kind, reachedBy, alsoShows = [] }) =>
    [...reachedBy, ...alsoShows].map((contact) => ({ kind, contact })),
  )
  const told = await sql`
    update message set due_at = ${now}, sealed_place = null
    from unnest(${notices.map(({ id }) => id)}::uuid[], ${notices.map(({ place }) => place)}::text[]) as notice (id, place), advocacy_campaign
    where message.id = notice.id and message.state = 'queued' and message.sealed_place is not null
      and advocacy_campaign.id = message.advocacy_campaign_id
      and exists (
        select from post join division on division.id = post.division_id
          join contact_detail on contact_detail.post_id = post.id or contact_detail.organization_id = post.organization_id
            or contact_detail.official_id in (select official_id from membership where membership.post_id = post.id and membership.ended_on is null)
        where post.retired_on is null and advocacy_campaign.targeting -> 'roles' ? post.role
          and notice.place in (division.id, case when division.kind = 'district' then division.parent_id end)
          and contact_detail.status <> 'dead' and (advocacy_campaign.kind, contact_detail.kind) in (
            select * from unnest(${ways.map(({ kind }) => kind)}::text[], ${ways.map(({ contact }) => contact)}::text[])))
  `.execute(db)
  return Number(told.numAffectedRows)
}

interface Notice {
  id: string
  campaignId: string
  sealedPlace: Buffer
}

async function waitingNotices(db: Db, now: Date): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select message.id, message.campaign_id as "campaignId", sealed_place as "sealedPlace"
    from message join advocacy_campaign on advocacy_campaign.id = message.advocacy_campaign_id
    where message.state = 'queued' and sealed_place is not null and ${openAt('advocacy_campaign', now)}
  `.execute(db)
  return rows
}

/** Null: the campaign has lost its key, or the row was changed by hand. The others are told all the same. */
function openedOrNull(vault: Vault, { id, campaignId, sealedPlace }: Notice): string | null {
  const keys = vault.byCampaign.get(campaignId)
  if (!keys) return null
  try {
    return openText(keys, placeOf(id), sealedPlace)
  } catch {
    return null
  }
}

function placeOf(messageId: string): string {
  return sealedAs('message', messageId, 'place')
}
