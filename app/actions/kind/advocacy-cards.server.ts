import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type AdvocacyCampaign, availabilityOf, listAdvocacyCampaigns } from './advocacy.server'
import type { ActionCard, OutreachKind } from './kind'
import { type Counting, countSoFar, soFarWords } from './so-far.server'
import { type ListedPost, namesTogether, titleIn } from './target-words'

const namesOnACard = 2

/** The cards of an outreach kind. Counts match those on the action pages. */
export async function listAdvocacyCards(
  db: Db,
  { kind, path, sign, counted, words }: Counting & Pick<OutreachKind, 'kind' | 'path' | 'sign'>,
  language: Language,
  now: Date,
  campaignId: string | null,
): Promise<ActionCard[]> {
  const actions = await listAdvocacyCampaigns(db, kind, campaignId)
  if (actions.length === 0) return []
  const said = words(language)
  const ids = actions.map((action) => action.id)
  const [counts, asked] = await Promise.all([countSoFar(db, ids, counted), readAsked(db, ids)])
  return actions.map((action) => {
    const names = asked.get(action.id)!.map((post) => post.name ?? titleIn(language, post))
    const state = availabilityOf(action, now)
    return {
      tag: `action:${action.id}`,
      campaignId: action.campaignId,
      title: action.title[language],
      target: whom(action, names, language),
      path: path(language, action.slug),
      image: null,
      imageAlt: '',
      soFar: soFarWords(said, counts.get(action.id)!, state),
      done: counts.get(action.id)!,
      go: said.go[state],
      sign,
      state,
      asksPlace: action.targeting.how === 'lookup',
    }
  })
}

/** The targets in a few words: names, or “Find yours: sheriff”. */
function whom({ targeting }: Pick<AdvocacyCampaign, 'targeting'>, names: string[], language: Language): string {
  const t = translator(language)
  if (targeting.how === 'lookup')
    return t('outreach.findYours', {
      posts: oneOf(
        language,
        targeting.roles.map((role) => t(`outreach.posts.${role}`)),
      ),
    })
  const more = names.length - namesOnACard
  return more > 0
    ? t('outreach.andMore', { names: names.slice(0, namesOnACard).join(', '), count: more })
    : namesTogether(language, names)
}

/** Joins names with commas and a final “or”; in Spanish “o”, or “u” before an o sound. */
function oneOf(language: Language, names: readonly string[]): string {
  return new Intl.ListFormat(localeOf[language], { type: 'disjunction' }).format(names)
}

/** A target to show on a card; officials who have agreed are left out. */
type Asked = Pick<ListedPost, 'role' | 'title'> & { name: string | null }

async function readAsked(db: Db, ids: string[]): Promise<Map<string, Asked[]>> {
  const { rows } = await sql<{ id: string; asked: Asked[] }>`
    select id, coalesce((select jsonb_agg(jsonb_build_object('name', official.name, 'role', post.role, 'title', post.title) order by advocacy_target.position)
        from advocacy_target join post on post.id = advocacy_target.post_id and post.retired_on is null
        left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
        where advocacy_campaign_id = wanted.id and not has_agreed), '[]') as asked
    from unnest(${ids}::uuid[]) as wanted (id)
  `.execute(db)
  return new Map(rows.map((row) => [row.id, row.asked]))
}
