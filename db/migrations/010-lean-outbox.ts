import { type Kysely, sql } from 'kysely'

/**
 * A message changes its state twice on its way out, and each change is written into every index that has a row of it:
 * those of people and contacts keep only the messages that have one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, column] of [
    ['message_of_contact', 'contact_id'],
    ['message_of_person', 'person_id'],
    ['message_of_signature', 'signature_id'],
  ] as const) {
    await sql`drop index ${sql.id(name)}`.execute(db)
    await sql`create index ${sql.id(name)} on message (${sql.id(column)}) where ${sql.id(column)} is not null`.execute(
      db,
    )
  }
  // What the start of the office asks for: they are few, and found without reading the rest.
  await sql`create index message_not_arrived on message (created_at) where state in ('failed', 'undelivered')`.execute(
    db,
  )
}
