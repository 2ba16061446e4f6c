import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { StoryState } from '#db/schema-story'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { storyKinds } from '~/campaigns/story-kinds'
import type { Bilingual } from '~/i18n/language'
import { isStoredAlike } from '~/office/editor/edit.server'
import type { Office } from '~/office/guard/guard.server'
import { type ContentField, sayWords, withoutRemoved } from '~/ui/forms/content'
import { slugOf } from '~/ui/page/slug'
import { homeName } from './home-writing.server'
import type { StoryStanding } from './story-standing'
import { alwaysIs, type StoryContent, waitsUntil } from './story-writing.server'

/** A thing in the office's list of its kind. */
export interface ListedStory {
  slug: string
  title: string
  note: string
  state: StoryState
  /** `changed`: a draft was saved after the last publishing, and says something else. `scheduled`: shown only later. */
  standing: StoryStanding
}

/** All things of a kind in a campaign, the newest first. Drafts go by their draft title. */
export async function listStory(
  office: Office,
  kind: StoryKind<StoryContent>,
  campaignId: string,
): Promise<ListedStory[]> {
  const { rows } = await sql<{ slug: string; state: StoryState; content: unknown; draft: unknown; isChanged: boolean }>`
    select thing.slug, thing.state, thing.content, draft.content as draft,
      coalesce(draft.saved_at > thing.updated_at, false) as "isChanged"
    from ${sql.table(kind.table)} as thing left join story_draft as draft on draft.thing_id = thing.id
    where thing.campaign_id = ${campaignId} ${alwaysIs(kind)}
    order by thing.created_at desc, thing.id
  `.execute(office.db)
  const listed = rows.map((row) => {
    const content = kind.readContent(row.state === 'draft' ? (row.draft ?? row.content) : row.content)
    const title = kind.titleOf(content)
    return {
      slug: row.slug,
      title: title[office.lang] || title.en || title.es || row.slug,
      note: kind.noteOf(content),
      state: row.state,
      standing: standingOf(office, kind, row),
    }
  })
  return listed.sort((a, b) => b.note.localeCompare(a.note))
}

function standingOf(
  { now }: Pick<Office, 'now'>,
  kind: StoryKind<StoryContent>,
  row: { state: StoryState; content: unknown; draft: unknown; isChanged: boolean },
): StoryStanding {
  if (row.state !== 'open') return row.state
  if (row.isChanged && !isPublishedAs(kind, row)) return 'changed'
  return waitsUntil(kind, row.content, now) === null ? 'open' : 'scheduled'
}

function isPublishedAs(
  kind: StoryKind<StoryContent>,
  { content, draft }: { content: unknown; draft: unknown },
): boolean {
  const next = kind.readContent(withoutRemoved(kind.fields, draft as StoryContent))
  return isStoredAlike(next, kind.readContent(content))
}

/** Starts a draft with only a title, in the organizer's language. @returns its slug */
export async function startStory(
  trx: Trx,
  office: Office,
  kind: StoryKind<StoryContent>,
  campaign: { id: string; groupId: string },
  title: string,
): Promise<string> {
  const content = JSON.stringify(titled(kind.fields, title, office.lang))
  const base = slugOf(title, kind.name)
  const always = Object.entries(kind.always ?? {})
  for (let count = 1; count < 1_000; count += 1) {
    const slug = count === 1 ? base : `${base}-${count}`
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.table(kind.table)} (campaign_id, slug, content, created_at, updated_at ${sql.join(
        always.map(([column]) => sql`, ${sql.ref(column)}`),
        sql``,
      )})
      values (${campaign.id}, ${slug}, ${content}::jsonb, ${office.now}, ${office.now} ${sql.join(
        always.map(([, value]) => sql`, ${value}`),
        sql``,
      )})
      on conflict do nothing returning id
    `.execute(trx)
    if (!rows[0]) continue
    await office.audit({ groupId: campaign.groupId, act: 'made-story', subject: rows[0].id }, trx)
    return slug
  }
  throw new Error('no free slug')
}

/** A title goes into the first field that is a name or title. */
function titled(fields: readonly ContentField[], title: string, language: 'en' | 'es'): Record<string, unknown> {
  const field = fields.find(({ name }) => name === 'title' || name === 'name')!
  return { [field.name]: field.shape === 'words' ? ({ en: '', es: '', [language]: title } satisfies Bilingual) : title }
}

/** The pages of a campaign's story in the office: its home, then each kind. */
export function storyMenu(office: Pick<Office, 'lang' | 't'>): { kind: string; name: string }[] {
  return [
    { kind: homeName, name: office.t('office.story.home') },
    ...storyKinds.map((kind) => ({ kind: kind.name, name: sayWords(kind.words.plural, office.lang) })),
  ]
}
