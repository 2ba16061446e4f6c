import { sql } from 'kysely'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { storyKinds } from '~/campaigns/story-kinds'
import type { Bilingual } from '~/i18n/language'
import type { Act } from '~/office/guard/audit.server'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { roles } from '~/office/guard/rights'
import { alwaysIs, type StoryContent } from '~/office/story/story-writing.server'
import { sayWords } from '~/ui/forms/content'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Acts whose subject ends with a role. */
const aboutRoles: readonly Act[] = ['invited', 'joined', 'changed-role', 'removed-organizer']

/**
 * Subjects of the audit log with the titles of now in the place of ids: petitions, actions, campaigns, what is told of
 * them, organizers, and addresses of open invitations. A thing without a title goes by its kind; an id of anything else,
 * such as a person's, stays. Roles are written in words.
 */
export async function nameSubjects(office: Office, lines: readonly { act: Act; subject: string }[]): Promise<string[]> {
  const ids = [...new Set(lines.flatMap(({ subject }) => subject.match(id) ?? []))]
  const names = new Map(
    ids.length === 0
      ? []
      : [
          ...(await titlesOf(office, ids)),
          ...(await storyTitlesOf(office, ids)),
          ...(await organizerNames(office.db, office.vault, ids)),
          ...(await invitedAddresses(office, ids)),
          // The group of each line stands before its subject.
          ...[...office.groups.keys()].map((group): [string, string] => [group, '']),
        ],
  )
  return lines.map((line) =>
    withRole(office, line)
      .replace(id, (one) => names.get(one) ?? one)
      .trim(),
  )
}

async function invitedAddresses({ db, vault }: Office, ids: readonly string[]): Promise<[string, string][]> {
  const rows = await db.selectFrom('invitation').select(['id', 'sealed']).where('id', 'in', ids).execute()
  return rows.flatMap(({ id, sealed }): [string, string][] =>
    sealed ? [[id, openText(vault.site(), sealedAs('invitation', id), sealed)]] : [],
  )
}

function withRole({ t }: Office, { act, subject }: { act: Act; subject: string }): string {
  const [whom = '', role] = subject.split(' ')
  if (!aboutRoles.includes(act)) return subject
  // Entries from before removed access was written as `none`.
  if (role === 'none' || (act === 'removed-organizer' && !role)) return `${whom}: ${t('office.team.noAccess')}`
  if (role === 'again') return `${whom}: ${t('office.audit.again')}`
  const given = roles.find((one) => one === role)
  return given ? `${whom}: ${t(`office.roles.${given}.name`)}` : subject
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
