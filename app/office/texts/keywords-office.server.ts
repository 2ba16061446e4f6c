import { sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from '~/actions/kind/advocacy.server'
import { kindsWhich } from '~/actions/registry.server'
import { foldKeyword, signWords } from '~/actions/texts/keywords/keyword'
import { findWord } from '~/actions/texts/keywords/keywords.server'
import {
  dearestValues,
  fillTokens,
  type KeywordAction,
  type Reply,
  type TokenValues,
} from '~/actions/texts/keywords/reply-tokens'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'

/** A keyword as organizers see it. */
export interface ListedKeyword {
  word: string
  language: Language
  groupId: string
  deed: KeywordAction
  /** The `value` of its `KeywordTarget`. */
  target: string
  slug: string
  title: string
  /** Whether its target is open; if not, people who text the word are told so. */
  isOpen: boolean
  /** Custom replies; null for the default. */
  welcome: string | null
  thanks: string | null
  ended: string | null
}

/** Keywords of these groups. `dropped`: those dropped in the last thirty days. */
export async function listKeywords(
  db: Db,
  groupIds: string[],
  which: 'kept' | 'dropped',
  now: Date,
): Promise<ListedKeyword[]> {
  const { rows } = await sql<ListedKeyword>`
    select word, language, keyword.group_id as "groupId", case when petition.id is null then 'write' else 'sign' end as deed,
      coalesce('petition:' || petition.id, 'action:' || action.id) as target, coalesce(petition.slug, action.slug) as slug, coalesce(petition.title, action.title) ->> language as title,
      case when petition.id is null then ${openAt('action', now)} else ${openAt('petition', now)} end as "isOpen", welcome, thanks, ended
    from keyword left join petition on petition.id = petition_id left join advocacy_campaign as action on action.id = advocacy_campaign_id
    where keyword.group_id = any(${groupIds}::uuid[])
      and ${which === 'kept' ? sql`dropped_at is null` : sql`dropped_at > ${now}::timestamptz - interval '30 days'`}
    order by title, language, word
  `.execute(db)
  return rows
}

/** One keyword of these groups, or null. */
export async function readKeyword(db: Db, groupIds: string[], word: string, now: Date): Promise<ListedKeyword | null> {
  return (await listKeywords(db, groupIds, 'kept', now)).find((one) => one.word === foldKeyword(word)) ?? null
}

/** FIRMA and SIGN, which belong to no group, as keywords for the first open petition, if there is one. */
export async function alwaysKeywords(db: Db, now: Date): Promise<ListedKeyword[]> {
  const words = await Promise.all((['firma', 'sign'] as const).map((word) => findWord(db, word, now)))
  const found = words.map(({ keyword }) => keyword)
  const petitionId = found[0]?.deedId
  const petition = petitionId
    ? await db.selectFrom('petition').select('slug').where('id', '=', petitionId).executeTakeFirst()
    : undefined
  return (['firma', 'sign'] as const).map((word, index) => ({
    word,
    language: signWords[word],
    groupId: '',
    deed: 'sign',
    target: '',
    slug: petition?.slug ?? '',
    title: found[index]?.title ?? '',
    isOpen: petition !== undefined,
    welcome: null,
    thanks: null,
    ended: null,
  }))
}

/** What a keyword can lead to. */
export interface KeywordTarget {
  /** `petition:<id>` or `action:<id>`. */
  value: string
  title: string
  slug: string
  groupId: string
  deed: KeywordAction
}

/**
 * Open petitions and text actions of these groups, and drafts.
 *
 * @param kept the keyword's current target, listed in any state
 */
export async function keywordTargets(
  db: Db,
  groupIds: string[],
  language: Language,
  kept = '',
): Promise<KeywordTarget[]> {
  const { rows } = await sql<KeywordTarget>`
    select value, title, slug, "groupId", deed from (
      select 'petition:' || id as value, title ->> ${language} as title, slug, group_id as "groupId", state, 'sign' as deed from petition
      union all select 'action:' || id, title ->> ${language}, slug, group_id, state, 'write' from advocacy_campaign where kind = any(${kindsWhich((kind) => kind.isDoneByText)}::text[])) as target
    where (state in ('draft', 'open') or value = ${kept}) and "groupId" = any(${groupIds}::uuid[]) order by title
  `.execute(db)
  return rows
}

/** Default replies; placeholders stay open as in custom ones. */
export function ourReplies(
  { language, deed, title, slug }: Pick<ListedKeyword, 'language' | 'deed' | 'title' | 'slug'>,
  publicUrl: string,
): Record<Reply, string[]> {
  const t = translator(language)
  const receipts = (['text', 'mail'] as const).map((way) =>
    t(`texts.conversation.${way === 'text' ? 'sent' : 'sentMail'}`, { who: '{official}' }),
  )
  return {
    welcome: [t(deed === 'sign' ? 'texts.conversation.welcomeSign' : 'texts.conversation.welcomeWrite', { title })],
    thanks:
      deed === 'sign'
        ? [fillTokens(t('texts.thanks', { url: '{link}' }), { link: shareLink(language, slug, publicUrl) })]
        : receipts,
    ended: [t('texts.conversation.ended')],
  }
}

/** Longest values for a keyword's placeholders. */
export function dearestOf(
  { language, slug }: Pick<ListedKeyword, 'language' | 'slug'>,
  publicUrl: string,
): TokenValues {
  return { ...dearestValues[language], link: shareLink(language, slug, publicUrl) }
}

function shareLink(language: Language, slug: string, publicUrl: string): string {
  return `${publicUrl}${paths.petition(language, slug, 'sms')}`
}
