import { sql } from 'kysely'
import type { Db } from '#db/client'
import { censusName, stateCalled } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import type { Offered } from '~/office/editor/said-field'
import { sayFieldName } from '~/office/editor/said-fields'
import type { SaidMissing } from '~/office/editor/writing'
import type { Office } from '~/office/guard/guard.server'
import { type ContentField, type Referred, readContent, referencesIn } from '~/ui/forms/content'

/** What references of a campaign's story may lead to. Places are too many to list. */
export async function offeredTo(db: Db, campaignId: string, language: Language): Promise<Offered> {
  const { rows } = await sql<{ to: Referred; slug: string; name: string; of?: string }>`
    select * from (
      select 'case' as "to", slug, content->>'name' as name, null as of from court_case where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'event', event->>'key', concat_ws(' · ', nullif(event->>'happenedOn', ''), coalesce(nullif(event->'title'->>${language}, ''), event->>'key')), slug
      from court_case left join story_draft on thing_id = id, jsonb_array_elements(coalesce(story_draft.content->'events', court_case.content->'events')) as event
      where campaign_id = ${campaignId} and state <> 'archived' and event->>'isRemoved' is null
      union all
      select 'document', slug, coalesce(nullif(content->'title'->>${language}, ''), slug), null from document where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'collection', slug, coalesce(nullif(title->>${language}, ''), slug), null from document_collection where campaign_id = ${campaignId}
      union all
      select 'action', slug, coalesce(nullif(title->>${language}, ''), slug), null from petition where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'action', slug, coalesce(nullif(title->>${language}, ''), slug), null from advocacy_campaign where campaign_id = ${campaignId} and state <> 'archived'
    ) as every order by name, slug`.execute(db)
  return Object.groupBy(rows, ({ to }) => to)
}

/** What was typed, with the full name of a place replaced by its slug where only one is called that. */
export async function withPlaceSlugs(
  db: Db,
  fields: readonly ContentField[],
  typed: Record<string, string>,
): Promise<Record<string, string>> {
  const places = referencesIn(fields, readContent(fields, typed).content).filter(({ to }) => to === 'place')
  const found = await Promise.all(
    places.map(async ({ field, slug }) => ({ field, slugs: await placesCalled(db, slug) })),
  )
  const only = found.flatMap(({ field, slugs }) => (slugs.length === 1 ? [[field, slugs[0]!]] : []))
  return { ...typed, ...Object.fromEntries(only) }
}

/** Slugs of the places that are called this, with or without their state: "Maricopa County, AZ". */
async function placesCalled(db: Db, written: string): Promise<string[]> {
  const [, name, state] = /^(.*?)(?:,([^,]*))?$/.exec(written)!
  const letters = stateCalled(state ?? '')
  if (state !== undefined && !letters) return []
  const { rows } = await sql<{ slug: string }>`
    select slug from division where slug = ${written}
    union
    select slug from division where lower(name) = ${censusName(name!.trim()).toLowerCase()} and kind <> 'district' and state = coalesce(${letters}, state)
      and not exists (select from division where slug = ${written})
    order by slug
  `.execute(db)
  return rows.map(({ slug }) => slug)
}

/** Of places of one name, the most that are listed. */
const mostCalled = 40

/** References that lead nowhere, in words. */
export async function unknownReferences(
  office: Office,
  campaignId: string,
  fields: readonly ContentField[],
  content: Record<string, unknown>,
): Promise<SaidMissing[]> {
  const references = referencesIn(fields, content)
  if (references.length === 0) return []
  const offered = await offeredTo(office.db, campaignId, office.lang)
  const { rows: places } = await sql<{ slug: string }>`
    select slug from division where slug = any(${references.filter(({ to }) => to === 'place').map(({ slug }) => slug)})
  `.execute(office.db)
  const known: Offered = { ...offered, place: places.map(({ slug }) => ({ slug, name: slug })) }
  const unknown = references.filter(
    ({ to, slug, of }) => !known[to]?.some((one) => one.slug === slug && (of === undefined || one.of === of)),
  )
  return Promise.all(
    unknown.map(async ({ field, to, slug }) => {
      const called = to === 'place' ? await placesCalled(office.db, slug) : []
      const said = { field: sayFieldName(office, fields, content, field), slug }
      const words =
        called.length > 1
          ? office.t('office.edit.severalPlaces', { ...said, places: called.slice(0, mostCalled).join(', ') })
          : office.t('office.edit.unknownReference', said)
      return { field, words }
    }),
  )
}
