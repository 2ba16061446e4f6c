import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { outreachKind } from '~/actions/registry.server'
import type { Bilingual } from '~/i18n/language'
import { campaignOver } from '~/office/editor/campaign-over'
import { readDraft } from '~/office/editor/drafts.server'
import { mustLookAgain } from '~/office/editor/look-again'
import { opensLater } from '~/office/editor/opens-later'
import type { EditorField } from '~/office/editor/said-field'
import { sayContent, sayFieldName, sayFields, sayMissing } from '~/office/editor/said-fields'
import type { Writable } from '~/office/editor/writable.server'
import type { SaidMissing } from '~/office/editor/writing'
import type { Tab, WrittenHead } from '~/office/editor/writing-tabs'
import type { Office } from '~/office/guard/guard.server'
import { type Right, rights } from '~/office/guard/rights'
import { standingOf } from '~/office/pages/standing'
import { paths } from '~/paths'
import { type ContentField, contentValues, type MissingContent, missingIn, readContent } from '~/ui/forms/content'
import { type ActionContent, editorFields, publishedContent, timesOf } from './action-content'
import { officeAction } from './office-actions.server'
import { readReach } from './reach.server'
import { describeTargets, readTargetSnapshot, type TargetSnapshot } from './target-snapshot.server'

const tabs: readonly [Tab, Right, (slug: string) => string][] = [
  ['numbers', 'see-numbers', paths.office.action],
  ['letters', 'see-numbers', paths.office.actionLetters],
  ['edit', 'edit', paths.office.actionEdit],
  ['share', 'see-numbers', paths.office.actionShare],
  ['targets', 'edit', paths.office.actionTargets],
  ['history', 'edit', paths.office.actionHistory],
]

/** A version in the history: the texts, and the targets at that time. */
export type KeptAction = ActionContent & { whom?: TargetSnapshot }

/** How call, letter and text actions plug into the editor. */
export const actionWriting: Writable<
  AdvocacyCampaign,
  ActionContent,
  { fields: EditorField[]; warning: string | null }
> = {
  name: 'action',
  tables: {
    thing: 'advocacy_campaign',
    draft: 'advocacy_draft',
    revision: 'advocacy_revision',
    key: 'advocacy_campaign_id',
  },
  acts: { published: 'published-action', restored: 'restored-action', changedState: 'changed-action-state' },
  states: ['open', 'closed', 'archived'],
  find: officeAction,
  head: actionHead,
  published: (action) => publishedContent(action, outreachKind(action.kind).readContent(action.content)),
  whole: (kept) => wordsOf(kept as KeptAction),
  values: (action, content) => contentValues(fieldsOf(action), content),
  read(action, typed) {
    const { content, errors } = readContent(fieldsOf(action), typed)
    const { opensAt, closesAt } = timesOf(content)
    if (opensAt && closesAt && opensAt >= closesAt) errors.push({ field: 'closesAt', message: 'closesBeforeOpens' })
    return errors.length > 0 ? { outcome: 'invalid', form: { values: typed, errors } } : { outcome: 'read', content }
  },
  missing: missingInAction,
  ask: (office, { state, opensAt, closesAt, campaignClosesAt }, content) =>
    opensLater(office, { state, opensAt, endsAt: [closesAt, campaignClosesAt] }, timesOf(content).opensAt),
  show: showAction,
  kept: async (db, action, content): Promise<KeptAction> =>
    ({ ...content, whom: await readTargetSnapshot(db, action) }) as KeptAction,
  compared(office, action, kept) {
    const { whom, ...words } = kept as KeptAction
    return { ...sayContent(office, fieldsOf(action), words), ...(whom ? { whom: describeTargets(office, whom) } : {}) }
  },
  fieldName: (office, action, field) =>
    field === 'whom' ? office.t('office.tabs.targets') : sayFieldName(office, fieldsOf(action), {}, field),
  extra: (office, action) => ({
    fields: sayFields(office, fieldsOf(action)),
    warning: outreachKind(action.kind).warning?.(office.env.channels, office.lang) ?? null,
  }),
  removal: {
    belongings: ({ id }) => [
      { table: 'advocacy_target', where: { advocacy_campaign_id: id } },
      { table: 'keyword', where: { advocacy_campaign_id: id } },
      { table: 'source_code', where: { advocacy_campaign_id: id } },
    ],
    list: () => paths.office.pages({ standing: 'draft' }),
  },
  paths: {
    home: ({ slug }) => paths.office.action(slug),
    edit: ({ slug }) => paths.office.actionEdit(slug),
    history: ({ slug }) => paths.office.actionHistory(slug),
    afterPublishing: ({ slug }) => paths.office.actionShare(slug),
  },
}

/** Title, tabs and rights for an action's office pages. A draft goes by its draft title. */
export async function actionHead(office: Office, action: AdvocacyCampaign): Promise<WrittenHead> {
  const { slug, state, opensAt, closesAt, campaignClosesAt } = action
  const kind = outreachKind(action.kind)
  const title =
    state === 'draft' ? ((await readDraft(office.db, actionWriting, action)).content.title as Bilingual) : action.title
  const may = rights.filter((right) => office.may(right, action.groupId))
  const reach = await readReach(office.db, action)
  const { timeZone } = publishedContent(action, kind.readContent(action.content))
  return {
    slug,
    state,
    stands: {
      standing: standingOf({ state, opensAt, endsAt: [closesAt, campaignClosesAt] }, office.now),
      opensAt: opensAt?.toISOString() ?? null,
      timeZone: typeof timeZone === 'string' && timeZone ? timeZone : null,
    },
    title,
    done: await countOutreach(office.db, action.id),
    rights: may,
    notes: [
      kind.words(office.lang).singular,
      office.groups.get(action.groupId)!.name,
      ...(reach.all > 0 ? [office.t(`outreach.office.reach.${action.targeting.how}`, { ...reach })] : []),
    ],
    warning: campaignOver(office, action.campaignClosesAt),
    publicUrls: {
      en: `${office.env.publicUrl}${kind.path('en', slug)}`,
      es: `${office.env.publicUrl}${kind.path('es', slug)}`,
    },
    tabs: tabs
      .filter(
        ([tab, right]) =>
          may.includes(right) &&
          (tab !== 'letters' || kind.isCarriedByLetter) &&
          (tab !== 'share' || state !== 'draft'),
      )
      .map(([tab, , path]) => ({ tab, path: path(slug) })),
  }
}

async function countOutreach(db: Db, id: string): Promise<number> {
  const { done } = await db
    .selectFrom('outreach_tally')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('count'), sql<string>`0`).as('done'))
    .where('advocacy_campaign_id', '=', id)
    .executeTakeFirstOrThrow()
  return Number(done)
}

async function showAction(trx: Trx, action: AdvocacyCampaign, content: ActionContent, now: Date): Promise<number> {
  const { title, summary, opensAt: _, closesAt: __, ...ofKind } = content
  const { opensAt, closesAt } = timesOf(content)
  const { revision } = await trx
    .updateTable('advocacy_campaign')
    .set((eb) => ({
      title: JSON.stringify(title as Bilingual),
      summary: JSON.stringify(summary as Bilingual),
      content: JSON.stringify(ofKind),
      opens_at: opensAt,
      closes_at: closesAt,
      state: sql<AdvocacyCampaign['state']>`case when state = 'draft' then 'open' else state end`,
      revision: eb('revision', '+', 1),
      updated_at: now,
    }))
    .where('id', '=', action.id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

/** What is missing for publishing: a text in one language, a closing time in the future, or targets. */
async function missingInAction(
  office: Office,
  action: AdvocacyCampaign,
  content: ActionContent,
): Promise<SaidMissing[]> {
  const kind = outreachKind(action.kind)
  const { closesAt } = timesOf(content)
  const isPast = closesAt !== null && closesAt <= office.now && closesAt.getTime() !== action.closesAt?.getTime()
  const past = isPast
    ? [{ field: 'closesAt', words: office.t('office.edit.closesInPast', { field: office.t('office.edit.closesAt') }) }]
    : []
  const missing = [...missingIn(editorFields(kind.fields), content), ...kind.missingIn(content)]
  const words = [
    ...past,
    ...[...missing, ...stillToCheck(fieldsOf(action), content, missing)].map((one) =>
      sayMissing(office, fieldsOf(action), content, one),
    ),
  ]
  if (action.targeting.how === 'lookup') return words
  const target = await office.db
    .selectFrom('advocacy_target')
    .select('post_id')
    .where('advocacy_campaign_id', '=', action.id)
    .limit(1)
    .executeTakeFirst()
  return target
    ? words
    : [
        ...words,
        {
          field: 'targets',
          words: office.t('outreach.office.noTargets'),
          path: paths.office.actionTargets(action.slug),
        },
      ]
}

/** Texts that were copied from elsewhere and have a mark to look again, unless something else in them is said already. */
function stillToCheck(
  fields: readonly ContentField[],
  content: ActionContent,
  said: readonly MissingContent[],
): MissingContent[] {
  return Object.entries(contentValues(fields, content))
    .filter(([, text]) => mustLookAgain(text))
    .map(
      ([name]): MissingContent => ({
        field: name.slice(0, -3),
        language: name.endsWith('_es') ? 'es' : 'en',
        why: 'tokens',
      }),
    )
    .filter(({ field, language }) => said.every((one) => one.field !== field || one.language !== language))
}

function fieldsOf({ kind }: AdvocacyCampaign): readonly ContentField[] {
  return editorFields(outreachKind(kind).fields)
}

function wordsOf(kept: KeptAction): ActionContent {
  const { whom: _, ...words } = kept
  return words
}
