import { sql } from 'kysely'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { storyKinds } from '~/campaigns/story-kinds'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { alwaysIs, type StoryContent } from '~/office/story/story-writing.server'
import { sayWords } from '~/ui/forms/content'

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * Subjects of the audit log with the titles of now in the place of ids: petitions, actions, campaigns, and what is told
 * of them. A thing without a title goes by its kind; an id that leads to none of them stays, such as a person's.
 */
export async function nameSubjects(office: Office, subjects: readonly string[]): Promise<string[]> {
  const ids = [...new Set(subjects.flatMap((subject) => subject.match(id) ?? []))]
  if (ids.length === 0) return [...subjects]
  const names = new Map([...(await titlesOf(office, ids)), ...(await storyTitlesOf(office, ids))])
  return subjects.map((subject) => subject.replace(id, (one) => names.get(one) ?? one))
}

async function titlesOf({ db, lang, t }: Office, ids: readonly string[]): Promise<[string, string][]> {
  const { rows } = await sql<{
    id: string
    kind: 'petition' | 'action' | 'campaign'
    title: Bilingual
    draft: Bilingual | null
  }>`
    select thing.id::text as id, 'petition' as kind, title, draft.content -> 'title' as draft
      from petition as thing left join petition_draft as draft on petition_id = thing.id where thing.id = any(${ids}::uuid[])
    union all select thing.id::text, 'action', title, draft.content -> 'title'
      from advocacy_campaign as thing left join advocacy_draft as draft on advocacy_campaign_id = thing.id where thing.id = any(${ids}::uuid[])
    union all select id::text, 'campaign', name, null from campaign where id = any(${ids}::uuid[])
  `.execute(db)
  return rows.map((row) => [row.id, quoted(lang, row.title, row.draft) ?? t(`office.audit.things.${row.kind}`)])
}

async function storyTitlesOf({ db, lang }: Office, ids: readonly string[]): Promise<[string, string][]> {
  const named: [string, string][] = []
  for (const kind of storyKinds as readonly StoryKind<StoryContent>[]) {
    const { rows } = await sql<{ id: string; content: unknown; draft: unknown }>`
      select thing.id::text as id, thing.content, draft.content as draft
      from ${sql.table(kind.table)} as thing left join story_draft as draft on draft.thing_id = thing.id
      where thing.id = any(${ids}::uuid[]) ${alwaysIs(kind)}
    `.execute(db)
    for (const row of rows) {
      const [title, draft] = [row.content, row.draft ?? {}].map((content) => kind.titleOf(kind.readContent(content)))
      named.push([row.id, quoted(lang, title!, draft!) ?? sayWords(kind.words.singular, lang)])
    }
  }
  return named
}

/** A title in the reader's language, or else in the other; null while it has none. */
function quoted(lang: 'en' | 'es', ...titles: (Bilingual | null)[]): string | null {
  for (const title of titles) {
    const words = title && (title[lang] || title.en || title.es)
    if (words) return lang === 'es' ? `«${words}»` : `“${words}”`
  }
  return null
}
