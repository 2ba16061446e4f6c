import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { openAt } from '~/take-action/advocacy.server'
import { foldKeyword, signWords } from './keyword'

/** What a keyword leads to. */
export interface Keyword {
  word: string
  language: Language
  deed: 'sign' | 'write'
  /** Of the petition or of the action. */
  deedId: string
  title: string
  /** The first answer in the organizer's words, or null for ours. */
  welcome: string | null
}

/** What a whole text asks for: a registered word or phrase, or one of those that always sign. Null: none, or it is not open now. */
export async function findKeyword(db: Db, text: string, now: Date): Promise<Keyword | null> {
  const word = foldKeyword(text)
  if (word === '' || word.length > 30) return null
  const { rows } = await sql<Keyword>`
    select keyword.word, keyword.language, case when petition.id is null then 'write' else 'sign' end as deed,
      coalesce(petition.id, action.id) as "deedId", coalesce(petition.title, action.title) ->> keyword.language as title, welcome
    from keyword
    left join petition on petition.id = keyword.petition_id and petition.state = 'open'
      and (petition.opens_at is null or petition.opens_at <= ${now}) and (petition.closes_at is null or petition.closes_at > ${now})
    left join advocacy_campaign as action on action.id = keyword.advocacy_campaign_id and ${openAt('action', now)}
    where keyword.word = ${word} and coalesce(petition.id, action.id) is not null
  `.execute(db)
  return rows[0] ?? (word in signWords ? firstPetition(db, signWords[word as keyof typeof signWords], word, now) : null)
}

/** Whether a text is a registered phrase, so that it does not opt out although it begins with a word that would. */
export async function isRegistered(db: Db, text: string): Promise<boolean> {
  return (await db.selectFrom('keyword').select('word').where('word', '=', foldKeyword(text)).executeTakeFirst()) !== undefined
}

async function firstPetition(db: Db, language: Language, word: string, now: Date): Promise<Keyword | null> {
  const { rows } = await sql<Keyword>`
    select ${word} as word, ${language} as language, 'sign' as deed, petition.id as "deedId", petition.title ->> ${language} as title, null as welcome
    from petition join campaign on campaign.id = petition.campaign_id and campaign.state = 'published'
    where petition.state = 'open' and (opens_at is null or opens_at <= ${now}) and (petition.closes_at is null or petition.closes_at > ${now})
    order by petition.created_at limit 1
  `.execute(db)
  return rows[0] ?? null
}
