import { sql } from 'kysely'
import { documentContent, documentKind } from '~/campaigns/library/document-content'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { storyKinds } from '~/campaigns/story-kinds'
import { checked } from '~/office/campaigns/office-campaign.server'
import { readDraft } from '~/office/editor/drafts.server'
import type { EditorField } from '~/office/editor/said-field'
import { sayContent, sayFieldName, sayFields, sayMissing } from '~/office/editor/said-fields'
import type { Writable, Written } from '~/office/editor/writable.server'
import type { Office } from '~/office/guard/guard.server'
import { type Right, rights } from '~/office/guard/rights'
import { missingInDocument, missingInPair } from '~/office/library/missing-in-document.server'
import { paths } from '~/paths'
import { contentValues, missingIn, readContent, sayWords, withoutRemoved } from '~/ui/forms/content'
import { offeredTo, unknownReferences, withPlaceSlugs } from './references.server'

/** A thing of a story as the office knows it. */
export interface StoryWritten extends Written {
  campaignId: string
  campaignSlug: string
  /** As published; a draft's is empty. */
  content: Record<string, unknown>
}

export type StoryContent = Record<string, unknown>
export type StoryWriting = Writable<StoryWritten, StoryContent, { fields: EditorField[]; warning: string | null }>

/** The kind of story in the address. @throws 404 */
export function storyKindOf(office: Pick<Office, 'params'>): StoryKind<StoryContent> {
  const kind = storyKinds.find(({ name }) => name === office.params.kind)
  if (!kind) throw new Response(null, { status: 404 })
  return kind as StoryKind<StoryContent>
}

/** How a kind of story plugs into the editor. */
export function storyWriting(kind: StoryKind<StoryContent>): StoryWriting {
  return {
    name: kind.name,
    tables: { thing: kind.table, draft: 'story_draft', revision: 'story_revision', key: 'thing_id' },
    acts: { published: 'published-story', restored: 'restored-story', changedState: 'changed-story-state' },
    states: ['open', 'archived'],
    find: (office, right, slug) => findStory(office, kind, right, slug),
    head: (office, thing) => storyHead(office, kind, thing),
    published: (thing) => kind.readContent(thing.content) as StoryContent,
    whole: (kept) => keepRemoved(kind, kept as StoryContent),
    values: (_, content) => contentValues(kind.fields, content),
    understand: ({ db }, typed) => withPlaceSlugs(db, kind.fields, typed),
    read(_, typed) {
      const { content, errors } = readContent(kind.fields, typed)
      return errors.length > 0 ? { outcome: 'invalid', form: { values: typed, errors } } : { outcome: 'read', content }
    },
    async missing(office, thing, content) {
      const whole = withoutRemoved(kind.fields, content)
      return [
        ...[...missingIn(kind.fields, whole), ...(kind.missingIn?.(kind.readContent(whole)) ?? [])].map((one) =>
          sayMissing(office, kind.fields, whole, one),
        ),
        ...(await unknownReferences(office, thing.campaignId, kind.fields, whole)),
        ...(kind.isUploaded
          ? [
              ...(await missingInPair(office, thing, documentContent.parse(whole))),
              ...(await missingInDocument(office.db, office.t, thing)),
            ]
          : []),
      ]
    },
    async show(trx, thing, content, now) {
      const whole = kind.readContent(withoutRemoved(kind.fields, content))
      const published = { now, isFirst: thing.state === 'draft', before: kind.readContent(thing.content) }
      const columns = Object.entries(kind.columns(whole, published)).filter(([, value]) => value !== undefined)
      const place = kind.placeOf?.(whole)
      const sets = [
        sql`content = ${JSON.stringify(whole)}::jsonb`,
        sql`state = case when state = 'draft' then 'open' else state end`,
        sql`revision = revision + 1`,
        sql`updated_at = ${now}`,
        ...columns.map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
        ...(place === undefined ? [] : [sql`division_id = (select id from division where slug = ${place})`]),
      ]
      const { rows } = await sql<{ revision: number }>`
        update ${sql.table(kind.table)} set ${sql.join(sets)} where id = ${thing.id} returning revision
      `.execute(trx)
      return rows[0]!.revision
    },
    kept: async (_, __, content) => kind.readContent(withoutRemoved(kind.fields, content)),
    compared: (office, _, kept) => sayContent(office, kind.fields, kept as StoryContent),
    fieldName: (office, thing, field) => sayFieldName(office, kind.fields, thing.content, field),
    extra: () => ({ fields: [], warning: null }),
    ...(kind.isUploaded
      ? {}
      : {
          removal: {
            belongings: () => [],
            list: ({ campaignSlug }: StoryWritten) => paths.office.story(campaignSlug, kind.name),
          },
        }),
    paths: {
      home: ({ campaignSlug, slug }) => paths.office.storyThing(campaignSlug, kind.name, slug),
      edit: ({ campaignSlug, slug }) => paths.office.storyEdit(campaignSlug, kind.name, slug),
      history: ({ campaignSlug, slug }) => paths.office.storyHistory(campaignSlug, kind.name, slug),
    },
  }
}

/** Fields of the editor with what references may lead to: a document is no translation of itself. */
export async function editorFieldsOf(
  office: Office,
  kind: Pick<StoryKind, 'name' | 'fields'>,
  { campaignId, slug }: Pick<StoryWritten, 'campaignId' | 'slug'>,
): Promise<EditorField[]> {
  const offered = await offeredTo(office.db, campaignId, office.lang)
  return sayFields(
    office,
    kind.fields,
    kind.name === documentKind.name
      ? { ...offered, document: offered.document?.filter((one) => one.slug !== slug) ?? [] }
      : offered,
  )
}

/** What was removed from a list is kept in drafts, which the published shape does not know. */
function keepRemoved(kind: StoryKind<StoryContent>, kept: StoryContent): StoryContent {
  const lists = kind.fields.filter(({ shape }) => shape === 'list').map(({ name }) => name)
  const { ...content } = kept
  return Object.fromEntries([
    ...kind.fields.map(({ name }) => [name, content[name]]),
    ...lists.map((name) => [name, content[name] ?? []]),
  ])
}

async function findStory(
  office: Office,
  kind: StoryKind<StoryContent>,
  right: Right,
  slug = office.params.slug ?? '',
): Promise<StoryWritten> {
  const { rows } = await sql<StoryWritten>`
    select thing.id, thing.slug, campaign.group_id as "groupId", thing.state, campaign.id as "campaignId",
      campaign.slug as "campaignSlug", thing.content
    from ${sql.table(kind.table)} as thing join campaign on campaign.id = thing.campaign_id
    where campaign.slug = ${office.params.campaign ?? ''} and thing.slug = ${slug}
      ${alwaysIs(kind)}
  `.execute(office.db)
  return checked(office, right, rows[0])
}

/** The columns that a thing of this kind always has, for a query on `thing`. */
export function alwaysIs(kind: StoryKind<StoryContent>) {
  const conditions = Object.entries(kind.always ?? {}).map(
    ([column, value]) => sql`and thing.${sql.ref(column)} = ${value}`,
  )
  return sql.join(conditions, sql` `)
}

/** When something published will be shown; null once it is. */
export function waitsUntil(kind: StoryKind<StoryContent>, content: unknown, now: Date): Date | null {
  const from = kind.shownFrom?.(kind.readContent(content))
  return from && from > now ? from : null
}

async function storyHead(office: Office, kind: StoryKind<StoryContent>, thing: StoryWritten) {
  const { content } = thing.state === 'draft' ? await readDraft(office.db, storyWriting(kind), thing) : thing
  const may = rights.filter((right) => office.may(right, thing.groupId))
  const until = thing.state === 'open' ? waitsUntil(kind, thing.content, office.now) : null
  const url = (language: 'en' | 'es') => `${office.env.publicUrl}${kind.path(language, thing.campaignSlug, thing.slug)}`
  return {
    slug: thing.slug,
    title: kind.titleOf(kind.readContent(content)),
    state: thing.state,
    ...(until ? { waitsUntil: until.toISOString() } : {}),
    rights: may,
    list: { path: paths.office.story(thing.campaignSlug, kind.name), name: sayWords(kind.words.plural, office.lang) },
    notes: [office.groups.get(thing.groupId)!.name],
    warning: null,
    publicUrls: { en: url('en'), es: url('es') },
    tabs: [
      { tab: 'edit' as const, path: paths.office.storyEdit(thing.campaignSlug, kind.name, thing.slug) },
      { tab: 'history' as const, path: paths.office.storyHistory(thing.campaignSlug, kind.name, thing.slug) },
    ],
  }
}
