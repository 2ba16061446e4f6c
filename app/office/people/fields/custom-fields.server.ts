import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { CustomField } from './custom-field'

/** In the list of fields. */
export interface ListedField extends CustomField {
  /** Of how many people it is kept. */
  people: number
  /** How many segments ask for it. */
  segments: number
}

/** The fields of these groups, oldest first. */
export async function readFields(db: Db, groupIds: readonly string[]): Promise<CustomField[]> {
  if (groupIds.length === 0) return []
  return db
    .selectFrom('person_field')
    .select(['id', 'group_id as groupId', 'label', 'kind', 'choices'])
    .where('group_id', 'in', groupIds)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** The same, with how much they are used. */
export async function listFields(db: Db, groupIds: readonly string[]): Promise<ListedField[]> {
  const fields = await readFields(db, groupIds)
  const { rows } = await sql<{ id: string; people: number; segments: number }>`
    select id, (select count(*)::integer from person_field_value where field_id = person_field.id) as people,
      (select count(*)::integer from segment where segment.group_id = person_field.group_id and removed_at is null and strpos(rule::text, person_field.id::text) > 0) as segments
    from person_field where id = any(${fields.map(({ id }) => id)}::uuid[])
  `.execute(db)
  const used = new Map(rows.map(({ id, people, segments }) => [id, { people, segments }]))
  return fields.map((field) => ({ ...field, ...(used.get(field.id) ?? { people: 0, segments: 0 }) }))
}

/** The fields of the group whose campaign it is. */
export async function fieldsOfCampaign(db: Db, campaignId: string): Promise<CustomField[]> {
  const { group_id } = await db
    .selectFrom('campaign')
    .select('group_id')
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow()
  return readFields(db, [group_id])
}
