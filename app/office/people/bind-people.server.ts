import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { audit } from '~/office/guard/audit.server'
import type { Keyring, PersonDetails } from '~/vault/keyring'
import { openPerson, openVault, sealPerson, type Vault } from '~/vault/open.server'

/** Its row in `maintenance_run` holds how far it is. */
const job = 'bind people'
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Seals the next thousand people from before people were sealed together with the contact they gave. It is done once in the
 * life of a database, which the audit log says at the end: somebody who is put back by hand later stays unbound. Until it
 * is done, people who are unbound are written to without their name, and a copy of what is held about them is made later.
 *
 * @returns how many people were looked at; 0 when all was done
 */
export async function bindPeople(db: Db, keyring: Keyring, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${job}))`.execute(trx)
    const done = await trx
      .selectFrom('audit')
      .select('seq')
      .where('act', '=', 'vouched-for-people')
      .limit(1)
      .executeTakeFirst()
    if (done) return 0
    const { last, bound } = await takeProgress(trx)
    const people = await trx
      .selectFrom('person')
      .select(['id', 'campaign_id', 'contact_id', 'sealed'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(1_000)
      .forUpdate()
      .execute()
    if (people.length === 0) {
      const told = { act: 'vouched-for-people', subject: `${bound} people`, howMany: bound } as const
      await audit(trx, { organizerId: null, groupId: null, ...told }, now)
      return 0
    }
    const more = await bind(trx, await openVault(trx, keyring), people)
    const result = JSON.stringify({ last: people.at(-1)!.id, bound: bound + more })
    await trx.insertInto('maintenance_run').values({ job, ran_at: now, result }).execute()
    return people.length
  })
}

async function takeProgress(trx: Trx): Promise<{ last: string; bound: number }> {
  const row = await trx.deleteFrom('maintenance_run').where('job', '=', job).returning('result').executeTakeFirst()
  return (row?.result as { last: string; bound: number } | undefined) ?? { last: nobody, bound: 0 }
}

interface Row {
  id: string
  campaign_id: string
  contact_id: string
  sealed: Buffer
}

/** @returns how many were unbound */
async function bind(trx: Trx, vault: Vault, people: Row[]): Promise<number> {
  const unbound = people.flatMap((person) => {
    const details = openedOrNull(vault, person)
    return details && details.contactId === undefined ? [{ person, details }] : []
  })
  await sql`
    update person set sealed = given.sealed from unnest(
      ${unbound.map(({ person }) => person.id)}::uuid[],
      ${unbound.map(({ person, details }) => sealPerson(vault.byCampaign.get(person.campaign_id)!, person.id, { ...details, contactId: person.contact_id }))}::bytea[])
      as given (id, sealed) where person.id = given.id
  `.execute(trx)
  return unbound.length
}

/** Null: whose campaign has lost its key, or whose row is damaged. Everybody else is bound all the same. */
function openedOrNull(vault: Vault, person: Row): PersonDetails | null {
  try {
    return openPerson(vault, person)
  } catch {
    return null
  }
}
