import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from '~/actions/kind/advocacy.server'
import type { Language } from '~/i18n/language'
import { foldKeyword, type Keyword, type RegisteredWord, signLanguage } from './keyword'

/** What a whole text asks for: a registered word or phrase, or one of those that always sign. Null: none, or it is not open now. */
export async function findKeyword(db: Db, text: string, now: Date): Promise<Keyword | null> {
  const word = foldKeyword(text)
  if (word === '' || word.length > 30) return null
  const { rows } = await sql<Keyword>`
    select keyword.word, keyword.language, case when petition.id is null then 'write' else 'sign' end as deed,
      coalesce(petition.id, action.id) as "deedId", coalesce(petition.title, action.title) ->> keyword.language as title, welcome
    from keyword
    left join petition on petition.id = keyword.petition_id and ${openAt('petition', now)}
    left join advocacy_campaign as action on action.id = keyword.advocacy_campaign_id and ${openAt('action', now)}
    where ${isWord(word)} and dropped_at is null and coalesce(petition.id, action.id) is not null
    order by keyword.word <> ${word} limit 1
  `.execute(db)
  const language = signLanguage(text)
  return rows[0] ?? (language ? firstPetition(db, language, now) : null)
}

/** The registered phrase that a text is, or null; one that begins with a word that would opt out does not. */
export async function registeredWord(db: Db, text: string): Promise<RegisteredWord | null> {
  const word = foldKeyword(text)
  const row = await db
    .selectFrom('keyword')
    .select(['language', 'petition_id', 'advocacy_campaign_id', 'ended'])
    .where(isWord(word))
    .where('dropped_at', 'is', null)
    .orderBy((eb) => eb('word', '<>', word))
    .executeTakeFirst()
  if (!row) return null
  return {
    language: row.language,
    ended: row.ended,
    about: row.petition_id ? { petitionId: row.petition_id } : { advocacyId: row.advocacy_campaign_id! },
  }
}

/** END S-COMM, END SCOMM and ENDSCOMM are one: people leave hyphens and spaces out. The one that is spelled so comes first. */
function isWord(word: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`replace(keyword.word, ' ', '') = ${word.replaceAll(' ', '')}`
}

/**
 * The word at the end in the organizer's words, or null for ours.
 *
 * @param word   '' for FIRMA and SIGN, which are nobody's
 * @param deedId what was done: when the word leads elsewhere by now, its words are about something else
 */
export async function ownThanks(db: Db, word: string, deedId: string): Promise<string | null> {
  const row = await db
    .selectFrom('keyword')
    .select('thanks')
    .where('word', '=', word)
    .where('dropped_at', 'is', null)
    .where((eb) => eb.or([eb('petition_id', '=', deedId), eb('advocacy_campaign_id', '=', deedId)]))
    .executeTakeFirst()
  return row?.thanks ?? null
}

async function firstPetition(db: Db, language: Language, now: Date): Promise<Keyword | null> {
  const { rows } = await sql<Keyword>`
    select '' as word, ${language} as language, 'sign' as deed, petition.id as "deedId", petition.title ->> ${language} as title, null as welcome
    from petition where ${openAt('petition', now)}
    order by petition.created_at limit 1
  `.execute(db)
  return rows[0] ?? null
}
