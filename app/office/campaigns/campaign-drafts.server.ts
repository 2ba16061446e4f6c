import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { advocacyBySlug } from '~/actions/kind/advocacy.server'
import { petitionBySlug } from '~/actions/petitions/petitions.server'
import type { Bilingual } from '~/i18n/language'
import { actionWriting } from '~/office/actions/action-writing.server'
import { readDraft } from '~/office/editor/drafts.server'
import { publishIn } from '~/office/editor/edit.server'
import type { Writable, Written } from '~/office/editor/writable.server'
import type { SaidMissing } from '~/office/editor/writing'
import type { Office } from '~/office/guard/guard.server'
import { petitionWriting } from '~/office/petitions/petition-writing.server'

/** A petition or action of a campaign that is not open yet. */
export interface CampaignDraft {
  title: Bilingual
  /** Its editor. */
  path: string
  /** What is missing for publishing; empty when it is ready. */
  missing: SaidMissing[]
}

/** The drafts of a campaign that was copied for a place, oldest first. */
export function readCampaignDrafts(office: Office, campaignId: string): Promise<CampaignDraft[]> {
  return forEachDraft(office.db, campaignId, async (kind, thing) => {
    const { content } = await readDraft(office.db, kind, thing)
    const { title } = await kind.head(office, thing)
    return { title, path: kind.paths.edit(thing), missing: await kind.missing(office, thing, content) }
  })
}

/** Publishes the drafts of a campaign that miss nothing, those that were copied with it. */
export async function publishReadyDrafts(trx: Trx, office: Office, campaignId: string): Promise<void> {
  await forEachDraft(trx, campaignId, async (kind, thing) => {
    if (office.may('publish', thing.groupId)) await publishIn(trx, office, kind, thing)
  })
}

type Visit<Result> = <Thing extends Written, Content, Extra extends object>(
  kind: Writable<Thing, Content, Extra>,
  thing: Thing,
) => Promise<Result>

async function forEachDraft<Result>(db: Db, campaignId: string, visit: Visit<Result>): Promise<Result[]> {
  const { rows } = await sql<{ kind: 'petition' | 'action'; slug: string }>`
    select 'petition' as kind, slug, created_at from petition where campaign_id = ${campaignId} and state = 'draft'
    union all select 'action', slug, created_at from advocacy_campaign where campaign_id = ${campaignId} and state = 'draft'
    order by created_at, slug
  `.execute(db)
  const results: Result[] = []
  for (const { kind, slug } of rows)
    results.push(
      kind === 'petition'
        ? await visit(petitionWriting, (await petitionBySlug(db, slug))!)
        : await visit(actionWriting, (await advocacyBySlug(db, slug))!),
    )
  return results
}
