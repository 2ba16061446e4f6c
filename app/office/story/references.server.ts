import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import type { SaidMissing } from '~/office/editor/editor-form'
import type { Offered } from '~/office/editor/said-field'
import { sayFieldName } from '~/office/editor/said-fields'
import type { Office } from '~/office/guard/guard.server'
import { type ContentField, type Referred, referencesIn } from '~/ui/forms/content'

/** What references of a campaign's story may lead to. Places are too many to list. */
export async function offeredTo(db: Db, campaignId: string, language: Language): Promise<Offered> {
  const { rows } = await sql<{ to: Referred; slug: string; name: string }>`
    select * from (
      select 'case' as "to", slug, content->>'name' as name from court_case where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'document', slug, coalesce(nullif(content->'title'->>${language}, ''), slug) from document where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'action', slug, coalesce(nullif(title->>${language}, ''), slug) from petition where campaign_id = ${campaignId} and state <> 'archived'
      union all
      select 'action', slug, coalesce(nullif(title->>${language}, ''), slug) from advocacy_campaign where campaign_id = ${campaignId} and state <> 'archived'
    ) as every order by name, slug`.execute(db)
  return Object.groupBy(rows, ({ to }) => to)
}

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
  const known = { ...offered, place: places }
  return references
    .filter(({ to, slug }) => !known[to]?.some((one) => one.slug === slug))
    .map(({ field, slug }) => ({
      field,
      words: office.t('office.edit.unknownReference', { field: sayFieldName(office, fields, content, field), slug }),
    }))
}
