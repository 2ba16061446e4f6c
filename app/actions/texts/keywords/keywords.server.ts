import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from '~/actions/kind/advocacy.server'
import { type NewsCampaign, newsCampaign } from '~/actions/news/news-campaign.server'
import type { Language } from '~/i18n/language'
import { foldKeyword, type Keyword, newsLanguage, type RegisteredWord, signLanguage } from './keyword'

/** What a whole text matches. */
export interface FoundWord {
  /** The registered word or phrase, open or not. */
  registered: RegisteredWord | null
  /** The open keyword, registered or built in. */
  keyword: Keyword | null
  /** The campaign whose news a built-in word asks for. */
  news: NewsWord | null
}

/** A campaign's news, asked for in a language. */
export interface NewsWord {
  language: Language
  campaign: NewsCampaign
}

async function newsOf(db: Db, text: string, now: Date): Promise<NewsWord | null> {
  const language = newsLanguage(text)
  const campaign = language && (await newsCampaign(db, now))
  return campaign ? { language, campaign } : null
}

type Row = RegisteredRow & Omit<Keyword, 'deed' | 'deedId' | 'title'> & { openId: string | null; title: string | null }

/** Looks up a text among registered and built-in words. */
export async function findWord(db: Db, text: string, now: Date): Promise<FoundWord> {
  const word = foldKeyword(text)
  const { rows } = await sql<Row>`
    select keyword.word, keyword.language, keyword.petition_id, keyword.advocacy_campaign_id, ended, welcome,
      coalesce(petition.id, action.id) as "openId", coalesce(petition.title, action.title) ->> keyword.language as title
    from keyword
    left join petition on petition.id = keyword.petition_id and ${openAt('petition', now)}
    left join advocacy_campaign as action on action.id = keyword.advocacy_campaign_id and ${openAt('action', now)}
    where ${isWord(word)} and dropped_at is null
    order by keyword.word <> ${word}
  `.execute(db)
  const open = rows.find((row) => row.openId !== null)
  const language = signLanguage(text)
  return {
    registered: rows[0] ? registeredOf(rows[0]) : null,
    keyword: open ? keywordOf(open) : language ? await firstPetition(db, language, now) : null,
    news: rows[0] ? null : await newsOf(db, text, now),
  }
}

function keywordOf({ word, language, petition_id, openId, title, welcome }: Row): Keyword {
  return { word, language, deed: petition_id ? 'sign' : 'write', deedId: openId!, title: title ?? '', welcome }
}

/** The registered phrase that a whole text matches, or null. Phrases that begin with an opt-out word do not opt out. */
export async function registeredWord(db: Db, text: string): Promise<RegisteredWord | null> {
  const word = foldKeyword(text)
  const row = await db
    .selectFrom('keyword')
    .select(['language', 'petition_id', 'advocacy_campaign_id', 'ended'])
    .where(isWord(word))
    .where('dropped_at', 'is', null)
    .orderBy((eb) => eb('word', '<>', word))
    .executeTakeFirst()
  return row ? registeredOf(row) : null
}

interface RegisteredRow {
  language: Language
  petition_id: string | null
  advocacy_campaign_id: string | null
  ended: string | null
}

function registeredOf({ language, ended, petition_id, advocacy_campaign_id }: RegisteredRow): RegisteredWord {
  return {
    language,
    ended,
    about: petition_id ? { petitionId: petition_id } : { advocacyId: advocacy_campaign_id! },
  }
}

/** Ignores spaces, which people leave out: END S-COMM, END SCOMM, ENDSCOMM are the same. Exact matches come first. */
function isWord(word: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`replace(keyword.word, ' ', '') = ${word.replaceAll(' ', '')}`
}

/**
 * The organizer's closing text for a keyword, or null for ours.
 *
 * @param word   '' for the built-in FIRMA and SIGN
 * @param deedId the petition or action; a keyword that leads elsewhere by now does not apply
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
