import { sql } from 'kysely'
import type { Db } from '#db/client'
import { cleanLines } from '~/forms/text'
import { isLanguage, type Language } from '~/i18n/language'
import { foldKeyword, keywordProblem, type KeywordProblem } from './keyword'
import { textProblem, type TextProblem } from '~/conversations/text-problem'

/** A keyword as organizers see it. */
export interface ListedKeyword {
  word: string
  language: Language
  groupId: string
  title: string
  welcome: string | null
}

/** The keywords of some groups. */
export async function listKeywords(db: Db, groupIds: string[]): Promise<ListedKeyword[]> {
  const { rows } = await sql<ListedKeyword>`
    select word, language, keyword.group_id as "groupId", coalesce(petition.title, action.title) ->> language as title, welcome
    from keyword left join petition on petition.id = petition_id left join advocacy_campaign as action on action.id = advocacy_campaign_id
    where keyword.group_id = any(${groupIds}::uuid[]) order by title, language, word
  `.execute(db)
  return rows
}

/** What a keyword may lead to: open petitions and text actions of some groups, as `petition:<id>` or `action:<id>`. */
export async function keywordTargets(db: Db, groupIds: string[], language: Language): Promise<{ value: string; title: string; groupId: string }[]> {
  const { rows } = await sql<{ value: string; title: string; groupId: string }>`
    select 'petition:' || id as value, title ->> ${language} as title, group_id as "groupId" from petition where state in ('draft', 'open') and group_id = any(${groupIds}::uuid[])
    union all select 'action:' || id, title ->> ${language}, group_id from advocacy_campaign where kind = 'text' and state in ('draft', 'open') and group_id = any(${groupIds}::uuid[])
    order by title
  `.execute(db)
  return rows
}

export type KeywordSaved = { outcome: 'saved'; word: string; groupId: string } | { outcome: 'taken' | 'no-target' } | { outcome: 'refused'; problem: KeywordProblem | TextProblem | 'no-opt-out' | 'no-name' }

/** Registers a word, or changes its first answer. Reserved words are refused with the reason; a word belongs to whoever had it first. */
export async function saveKeyword(db: Db, groupIds: string[], fields: Record<string, string>, now: Date): Promise<KeywordSaved> {
  const { word: typed = '', language, target = '', welcome: typedWelcome = '' } = fields
  const problem = keywordProblem(typed)
  if (problem) return { outcome: 'refused', problem }
  const welcome = cleanLines(typedWelcome)
  const wordy = welcome ? textProblem(welcome) : null
  if (wordy) return { outcome: 'refused', problem: wordy }
  if (welcome && !(language === 'es' ? /\balto\b/i : /\bstop\b/i).test(welcome)) return { outcome: 'refused', problem: 'no-opt-out' }
  const found = (await keywordTargets(db, groupIds, 'en')).find(({ value }) => value === target)
  if (!found || !isLanguage(language)) return { outcome: 'no-target' }
  const [kind, id] = target.split(':') as ['petition' | 'action', string]
  if (welcome && !(await saysWho(db, kind, id, welcome))) return { outcome: 'refused', problem: 'no-name' }
  const word = foldKeyword(typed)
  const leads = { petition_id: kind === 'petition' ? id : null, advocacy_campaign_id: kind === 'action' ? id : null }
  const saved = await db
    .insertInto('keyword')
    .values({ word, language, ...leads, group_id: found.groupId, welcome: welcome || null, created_at: now })
    .onConflict((conflict) => conflict.column('word').doUpdateSet({ language, ...leads, welcome: welcome || null }).where('keyword.group_id', '=', found.groupId))
    .executeTakeFirst()
  return saved.numInsertedOrUpdatedRows === 1n ? { outcome: 'saved', word, groupId: found.groupId } : { outcome: 'taken' }
}

/** Whether a first answer names its campaign, or the group whose it is: carriers ask for it, and so does whoever gets it. */
async function saysWho(db: Db, kind: 'petition' | 'action', id: string, welcome: string): Promise<boolean> {
  const { rows } = await sql<{ names: string[] }>`
    select array[campaign.name ->> 'en', campaign.name ->> 'es', member_group.name] as names
    from ${sql.table(kind === 'petition' ? 'petition' : 'advocacy_campaign')} as deed join campaign on campaign.id = deed.campaign_id join member_group on member_group.id = deed.group_id where deed.id = ${id}
  `.execute(db)
  const said = ` ${foldKeyword(welcome)} `
  // “END S-COMM: ¡Alto Polimigra!” is known by either half.
  const known = (rows[0]?.names ?? []).flatMap((name) => [name, ...name.split(/[:—–|(]/)]).map(foldKeyword).filter((name) => name.length >= 4)
  return known.some((name) => said.includes(` ${name} `))
}

/** Gives a word back. @returns its group, or null when it was not theirs */
export async function dropKeyword(db: Db, groupIds: string[], word: string): Promise<string | null> {
  const dropped = await db.deleteFrom('keyword').where('word', '=', word).where('group_id', '=', sql<string>`any(${groupIds}::uuid[])`).returning('group_id').executeTakeFirst()
  return dropped?.group_id ?? null
}
