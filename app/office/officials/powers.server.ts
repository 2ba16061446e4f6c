import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import { powerTopics } from '#db/schema-officials'
import { readSiteDay } from '#db/site-day'
import { stateNames } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Office } from '~/office/guard/guard.server'
import { changeUndoably } from '~/office/undo/keep-change.server'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import type { ContactSaved } from '~/officials/posts/edit-contacts.server'
import { sourceFields, wanted } from '~/officials/posts/source.schema'
import { type PostRole, type Power, postRoles } from '~/officials/posts/target'
import { paths } from '~/paths'
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
  state: z.string().refine((state) => Object.hasOwn(stateNames, state), 'choiceWrong'),
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

/**
 * Deletes an entry; it can be undone for a day, by all who may change the directory.
 *
 * @returns by what, once it is deleted
 * @throws 404 when somebody has deleted it meanwhile
 */
export async function removePower(
  trx: Trx,
  office: Office,
  fields: Record<string, string>,
): Promise<Exclude<ContactSaved, { outcome: 'saved' }> | { outcome: 'saved'; undo: string }> {
  const read = readFields(z.object(keyFields), fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { state, role, topic } = read.value
  const found = await trx
    .selectFrom('post_power')
    .select('state')
    .where('state', '=', state)
    .where('role', '=', role)
    .where('topic', '=', topic)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Response(null, { status: 404 })
  const [network] = [...office.groups.values()].filter(({ kind }) => kind === 'network')
  const nameIn = (language: Language) => {
    const t = translator(language)
    const words = `${t(`officials.roles.${role as PostRole}`)}, ${stateNames[state] ?? state}`
    return `${words}: ${t(`officials.topics.${topic as 'detainers'}`)}`
  }
  const undo = await changeUndoably(
    trx,
    office,
    {
      act: 'removed-power',
      needs: 'edit-directory',
      groupId: network!.id,
      name: { en: nameIn('en'), es: nameIn('es') },
      path: paths.office.powers(),
      tags: ['site'],
      rows: [{ table: 'post_power', where: { state, role, topic } }],
    },
    () =>
      trx
        .deleteFrom('post_power')
        .where('state', '=', state)
        .where('role', '=', role)
        .where('topic', '=', topic)
        .execute(),
  )
  await announceState(trx, state, role)
  return { outcome: 'saved', undo }
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
