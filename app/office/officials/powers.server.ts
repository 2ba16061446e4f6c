import { z } from 'zod'
import type { Db } from '#db/client'
import { powerTopics } from '#db/schema-officials'
import { readSiteDay } from '#db/site-day'
import { stateNames } from '~/geography/state-names'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import type { ContactSaved } from '~/officials/posts/edit-contacts.server'
import { sourceFields, wanted } from '~/officials/posts/source.schema'
import { type Power, postRoles } from '~/officials/posts/target'
import { readFields } from '~/ui/forms/form-state'

/** What a role may decide about one topic in one state. */
export type PowerLine = Power & { state: string; role: string }

/** All entries, ordered by state. */
export async function readPowers(db: Db): Promise<PowerLine[]> {
  return db
    .selectFrom('post_power')
    .select(['state', 'role', 'topic', 'may', 'note', 'law', 'source_url as sourceUrl', 'checked_on as checkedOn'])
    .orderBy('state')
    .orderBy('role')
    .orderBy('topic')
    .execute()
}

const keyFields = {
  state: z.string().refine((state) => state in stateNames, 'choiceWrong'),
  role: z.enum(postRoles, 'choiceWrong'),
  topic: z.enum(powerTopics, 'choiceWrong'),
}

/** Saves what a role may decide, in both languages, with law and source; replaces an earlier entry. */
export async function savePower(trx: Db, fields: Record<string, string>, now: Date): Promise<ContactSaved> {
  const schema = z.object({
    ...keyFields,
    may: z.enum(['yes', 'no', 'partly'], 'choiceWrong'),
    note_en: wanted(500, 'bothHalves'),
    note_es: wanted(500, 'bothHalves'),
    law: wanted(200, 'officialNameMissing'),
    ...sourceFields(await readSiteDay(trx, now)),
  })
  const read = readFields(schema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { note_en, note_es, ...power } = read.value
  const row = { ...power, note: JSON.stringify({ en: note_en, es: note_es }) }
  await trx
    .insertInto('post_power')
    .values(row)
    .onConflict((conflict) => conflict.columns(['state', 'role', 'topic']).doUpdateSet(row))
    .execute()
  await announceState(trx, power.state, power.role)
  return { outcome: 'saved' }
}

/** Deletes an entry. */
export async function removePower(trx: Db, fields: Record<string, string>): Promise<ContactSaved> {
  const read = readFields(z.object(keyFields), fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { state, role, topic } = read.value
  await trx
    .deleteFrom('post_power')
    .where('state', '=', state)
    .where('role', '=', role)
    .where('topic', '=', topic)
    .execute()
  await announceState(trx, state, role)
  return { outcome: 'saved' }
}

async function announceState(trx: Db, state: string, role: string): Promise<void> {
  const posts = await trx
    .selectFrom('post')
    .innerJoin('division', 'division.id', 'division_id')
    .select('post.id')
    .where('division.state', '=', state)
    .where('role', '=', role)
    .execute()
  await announcePosts(
    trx,
    posts.map((post) => post.id),
  )
}
