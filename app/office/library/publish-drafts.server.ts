import { sql } from 'kysely'
import { documentKind } from '~/campaigns/library/document-content'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { readDraft } from '~/office/editor/drafts.server'
import { publishDraft } from '~/office/editor/edit.server'
import type { SaidMissing } from '~/office/editor/writing'
import type { Office } from '~/office/guard/guard.server'
import { type StoryContent, type StoryWritten, storyWriting } from '~/office/story/story-writing.server'
import type { CampaignOfDocuments } from './office-documents.server'

/** Drafts that the page lists. */
const mostListed = 200

const kind = documentKind as unknown as StoryKind<StoryContent>
const writing = storyWriting(kind)

/** A draft of a document, and what keeps it from being published. */
export interface DocumentDraft {
  id: string
  title: string
  path: string
  missing: SaidMissing[]
}

/** Drafts of a campaign, the oldest first. */
export async function readDrafts(office: Office, campaign: CampaignOfDocuments): Promise<DocumentDraft[]> {
  const drafts = await draftsOf(office, campaign)
  const all: DocumentDraft[] = []
  for (const draft of drafts) {
    const { content } = await readDraft(office.db, writing, draft)
    const title = kind.titleOf(kind.readContent(content))
    all.push({
      id: draft.id,
      title: title[office.lang] || title.en || title.es || draft.slug,
      path: writing.paths.edit(draft),
      missing: await writing.missing(office, draft, content),
    })
  }
  return all
}

/**
 * Publishes those of the chosen drafts in which nothing is missing.
 *
 * @throws 403 without the right to publish
 */
export async function publishDrafts(
  office: Office,
  campaign: CampaignOfDocuments,
  chosen: ReadonlySet<string>,
): Promise<{ published: number; kept: number }> {
  const done = { published: 0, kept: 0 }
  // The editor finds a document by the campaign in the address, which is named otherwise here.
  const inCampaign = { ...office, params: { ...office.params, campaign: campaign.slug } }
  for (const draft of await draftsOf(office, campaign)) {
    if (!chosen.has(draft.id)) continue
    const { outcome } = await publishDraft(inCampaign, writing, draft)
    if (outcome === 'missing') done.kept += 1
    // One that a colleague has published or removed meanwhile is no draft any more.
    else if (outcome !== 'gone') done.published += 1
  }
  return done
}

async function draftsOf({ db }: Office, { id, slug, groupId }: CampaignOfDocuments): Promise<StoryWritten[]> {
  const { rows } = await sql<Pick<StoryWritten, 'id' | 'slug' | 'content'>>`
    select id, slug, content from document
    where campaign_id = ${id} and state = 'draft' and file_work->>'act' is distinct from 'remove'
    order by created_at, id limit ${mostListed}
  `.execute(db)
  return rows.map((row) => ({ ...row, groupId, state: 'draft', campaignId: id, campaignSlug: slug }))
}
