import { sql } from 'kysely'
import type { Db } from '#db/client'
import { markOf } from '~/people/remember-people.server'
import type { Keyring } from '~/vault/keyring'
import { openPerson, openVault } from '~/vault/open.server'

/**
 * Marks where the next thousand people live, so that segments find them: those from before there were marks, and those
 * whose ZIP was corrected.
 *
 * @returns how many were looked at; 0 when all are marked
 */
export async function markPlaces(db: Db, keyring: Keyring): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const people = await trx
      .selectFrom('person')
      .select(({ exists, selectFrom }) => [
        'id',
        'campaign_id',
        'sealed',
        exists(
          selectFrom('signature').whereRef('signature.person_id', '=', 'person.id').where('is_private', '=', true),
        ).as('isPrivate'),
      ])
      .where('zip_mark', 'is', null)
      .orderBy('id')
      .limit(1_000)
      .forUpdate()
      .skipLocked()
      .execute()
    if (people.length === 0) return 0
    const vault = await openVault(trx, keyring)
    const places = people.map(({ id, campaign_id, sealed, isPrivate }) => {
      const details = placeOrNull(() => openPerson(vault, { id, campaign_id, sealed }))
      const mark = details ? markOf(keyring, { ...details, isPrivate: Boolean(isPrivate) }) : '0'
      return { id, mark, zip: mark === '0' ? '' : details!.postalCode }
    })
    await sql`
      update person set zip_mark = given.mark, county = zip_code.counties[1]
      from unnest(${places.map(({ id }) => id)}::uuid[], ${places.map(({ mark }) => mark)}::bigint[], ${places.map(({ zip }) => zip)}::text[]) as given (id, mark, zip)
        left join zip_code using (zip)
      where person.id = given.id
    `.execute(trx)
    return people.length
  })
}

/** Null: whose campaign has lost its key, or whose row is damaged. */
function placeOrNull<Details>(open: () => Details): Details | null {
  try {
    return open()
  } catch {
    return null
  }
}
