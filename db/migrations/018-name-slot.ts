import { type Kysely, sql } from 'kysely'

/** A signature's place among the two names on a contact is no seat: a seat is what a council member holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['signature', 'letter']) {
    await sql`alter table ${sql.table(table)} rename column seat to name_slot`.execute(db)
    await sql`
      alter table ${sql.table(table)} rename constraint ${sql.ref(`${table}_seat_check`)} to ${sql.ref(`${table}_name_slot_check`)}
    `.execute(db)
  }
}
