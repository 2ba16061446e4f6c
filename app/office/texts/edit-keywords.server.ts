import { sql } from 'kysely'
import type { Db } from '#db/client'
import { foldKeyword, type KeywordProblem, keywordProblem } from '~/actions/texts/keywords/keyword'
import { type Reply, replies } from '~/actions/texts/keywords/reply-tokens'
import { isLanguage } from '~/i18n/language'
import { groupName } from '~/office/guard/group-name'
import type { Group } from '~/office/guard/rights'
import { cleanLines } from '~/ui/forms/text'
import { dearestOf, type KeywordTarget, keywordTargets, readKeyword } from './keywords-office.server'
import { type ReplyProblem, replyProblem } from './reply-problem'

export type KeywordAdded =
  | { outcome: 'added' | 'known'; word: string; groupId: string }
  | { outcome: 'refused'; field: 'word' | 'target'; problem: KeywordProblem | 'taken' | 'no-target' }

/**
 * Registers a keyword. Reserved words are rejected with the reason. A word belongs to the group that registered it
 * first, until it is dropped.
 *
 * @returns `known`: it is theirs already
 */
export async function addKeyword(
  db: Db,
  groupIds: string[],
  { word: typed = '', language, target = '' }: Record<string, string>,
  now: Date,
): Promise<KeywordAdded> {
  const problem = keywordProblem(typed)
  if (problem) return { outcome: 'refused', field: 'word', problem }
  const found = (await keywordTargets(db, groupIds, 'en')).find(({ value }) => value === target)
  if (!found || !isLanguage(language)) return { outcome: 'refused', field: 'target', problem: 'no-target' }
  const word = foldKeyword(typed)
  const fresh = {
    language,
    ...leadsTo(found),
    group_id: found.groupId,
    welcome: null,
    thanks: null,
    ended: null,
    dropped_at: null,
    created_at: now,
  }
  const added = await db
    .insertInto('keyword')
    .values({ word, ...fresh })
    .onConflict((conflict) => conflict.column('word').doUpdateSet(fresh).where('keyword.dropped_at', 'is not', null))
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n) return { outcome: 'added', word, groupId: found.groupId }
  const known = await readKeyword(db, groupIds, word, now)
  return known
    ? { outcome: 'known', word, groupId: known.groupId }
    : { outcome: 'refused', field: 'word', problem: 'taken' }
}

export type KeywordChanged =
  | { outcome: 'changed'; word: string; groupId: string }
  | { outcome: 'gone' }
  | { outcome: 'refused'; problems: { field: Reply | 'target'; problem: ReplyProblem | 'no-target' }[] }

/** Changes a keyword's target and replies; an empty reply falls back to the default. */
export async function changeKeyword(
  db: Db,
  groupIds: string[],
  word: string,
  fields: Record<string, string>,
  publicUrl: string,
  now: Date,
): Promise<KeywordChanged> {
  const keyword = await readKeyword(db, groupIds, word, now)
  if (!keyword) return { outcome: 'gone' }
  const { language, target = '' } = fields
  const found = (await keywordTargets(db, groupIds, 'en', keyword.target)).find(({ value }) => value === target)
  if (!found || !isLanguage(language))
    return { outcome: 'refused', problems: [{ field: 'target', problem: 'no-target' }] }
  const written = Object.fromEntries(
    replies.map((reply) => [reply, cleanLines(fields[reply] ?? '') || null]),
  ) as Record<Reply, string | null>
  const frame = {
    deed: found.deed,
    language,
    senders: await sendersOf(db, found),
    dearest: dearestOf({ language, slug: found.slug }, publicUrl),
  }
  const problems = replies.flatMap((reply) => {
    const problem = written[reply] === null ? null : replyProblem(written[reply], { reply, ...frame })
    return problem ? [{ field: reply, problem }] : []
  })
  if (problems.length > 0) return { outcome: 'refused', problems }
  const changed = await db
    .updateTable('keyword')
    .set({ language, ...leadsTo(found), group_id: found.groupId, ...written })
    .where('word', '=', keyword.word)
    .where('group_id', '=', keyword.groupId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
    ? { outcome: 'changed', word: keyword.word, groupId: found.groupId }
    : { outcome: 'gone' }
}

/**
 * Drops a keyword. Until somebody else registers it, its group can restore it.
 *
 * @returns its group, or null when it was not theirs
 */
export async function dropKeyword(db: Db, groupIds: string[], word: string, now: Date): Promise<string | null> {
  return setDropped(db, groupIds, word, now)
}

/** Restores a dropped keyword. @returns its group, or null when it was not theirs */
export async function restoreKeyword(db: Db, groupIds: string[], word: string): Promise<string | null> {
  return setDropped(db, groupIds, word, null)
}

async function setDropped(db: Db, groupIds: string[], word: string, droppedAt: Date | null): Promise<string | null> {
  const row = await db
    .updateTable('keyword')
    .set({ dropped_at: droppedAt })
    .where('word', '=', word)
    .where('group_id', '=', sql<string>`any(${groupIds}::uuid[])`)
    .where('dropped_at', droppedAt === null ? 'is not' : 'is', null)
    .returning('group_id')
    .executeTakeFirst()
  return row?.group_id ?? null
}

function leadsTo({ value }: KeywordTarget): { petition_id: string | null; advocacy_campaign_id: string | null } {
  const [kind, id] = value.split(':') as ['petition' | 'action', string]
  return { petition_id: kind === 'petition' ? id : null, advocacy_campaign_id: kind === 'action' ? id : null }
}

/** Names that tell recipients who is writing: the campaign's and the group's. */
async function sendersOf(db: Db, { value }: KeywordTarget): Promise<string[]> {
  const [kind, id] = value.split(':') as ['petition' | 'action', string]
  const { rows } = await sql<{ names: string[]; group: Pick<Group, 'kind' | 'name'> }>`
    select array[campaign.name ->> 'en', campaign.name ->> 'es'] as names, jsonb_build_object('kind', member_group.kind, 'name', member_group.name) as "group"
    from ${sql.table(kind === 'petition' ? 'petition' : 'advocacy_campaign')} as deed join campaign on campaign.id = deed.campaign_id join member_group on member_group.id = deed.group_id where deed.id = ${id}
  `.execute(db)
  return rows.flatMap(({ names, group }) => [...names, groupName(group, '')])
}
