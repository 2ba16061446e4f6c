import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type LadderContent, ladderContent } from '~/messages/ladders/ladder-content'
import { ladderFields } from '~/messages/ladders/ladder-fields'
import { type LadderProblem, ladderProblems } from '~/messages/ladders/ladder-problems'
import { publishLadder } from '~/messages/ladders/publish-ladder.server'
import { checked } from '~/office/campaigns/office-campaign.server'
import { readDraft } from '~/office/editor/drafts.server'
import type { EditorField, Offered } from '~/office/editor/said-field'
import { sayContent, sayFieldName, sayFields, sayMissing } from '~/office/editor/said-fields'
import type { Writable, Written } from '~/office/editor/writable.server'
import type { SaidMissing } from '~/office/editor/writing'
import type { WrittenHead } from '~/office/editor/writing-tabs'
import type { Office } from '~/office/guard/guard.server'
import { type Right, rights } from '~/office/guard/rights'
import { withPlaceSlugs } from '~/office/story/references.server'
import { uuidOf } from '~/office/team/team.server'
import { paths } from '~/paths'
import { contentValues, missingIn, readContent, referencesIn, withoutRemoved } from '~/ui/forms/content'
import { offeredToLadder } from './offered.server'

/** A ladder as the office knows it. Its id stands in the address. */
export interface LadderWritten extends Written {
  campaignId: string
  campaignSlug: string
  campaignName: Bilingual
  pausedAt: Date | null
  /** As published; a draft's is empty. */
  content: unknown
}

/** A draft, which keeps what was removed from the list until it is published. */
export type LadderDraft = Record<string, unknown>

/** How ladders plug into the editor. */
export const ladderWriting: Writable<LadderWritten, LadderDraft, { fields: EditorField[]; warning: string | null }> = {
  name: 'ladder',
  tables: { thing: 'ladder', draft: 'story_draft', revision: 'story_revision', key: 'thing_id' },
  acts: { published: 'published-ladder', restored: 'restored-ladder', changedState: 'changed-ladder-state' },
  states: ['open', 'closed', 'archived'],
  find: findLadder,
  head: ladderHead,
  published: ({ content }) => content as LadderDraft,
  whole: (kept) => kept as LadderDraft,
  values: (_, content) => contentValues(ladderFields, content),
  understand: ({ db }, typed) => withPlaceSlugs(db, ladderFields, typed),
  read(_, typed) {
    const { content, errors } = readContent(ladderFields, typed)
    return errors.length > 0 ? { outcome: 'invalid', form: { values: typed, errors } } : { outcome: 'read', content }
  },
  async missing(office, thing, content) {
    const whole = withoutRemoved(ladderFields, content)
    const unfilled = missingIn(ladderFields, whole).map((one) => sayMissing(office, ladderFields, whole, one))
    const problems = ladderProblems(ladderContent.parse(whole)).map((problem) => sayProblem(office, whole, problem))
    return [
      ...unfilled,
      // A half that is missing is said once.
      ...problems.filter(({ field }) => unfilled.every((one) => one.field !== field)),
      ...(await goneReferences(office, thing, whole)),
      ...noAddress(office, thing, ladderContent.parse(whole)),
    ]
  },
  show: (trx, { id, campaignId, content: before }, content, now) =>
    publishLadder(
      trx,
      { id, campaignId },
      { before: ladderContent.parse(before), content: ladderContent.parse(withoutRemoved(ladderFields, content)) },
      now,
    ),
  kept: async (_, __, content) => ladderContent.parse(withoutRemoved(ladderFields, content)),
  compared: (office, _, kept) => sayContent(office, ladderFields, kept as LadderDraft),
  fieldName: (office, thing, field) => sayFieldName(office, ladderFields, thing.content as LadderDraft, field),
  extra: () => ({ fields: [], warning: null }),
  removal: { belongings: () => [], list: () => paths.office.ladders() },
  paths: {
    home: ({ id }) => paths.office.ladder(id),
    edit: ({ id }) => paths.office.ladderEdit(id),
    history: ({ id }) => paths.office.ladderHistory(id),
    afterPublishing: ({ id }) => paths.office.ladder(id),
    state: ({ id }) => paths.office.ladder(id),
  },
}

async function findLadder(office: Office, right: Right, id = office.params.ladder ?? ''): Promise<LadderWritten> {
  const { rows } = await sql<LadderWritten>`
    select ladder.id, ladder.id::text as slug, campaign.group_id as "groupId", ladder.state, campaign.id as "campaignId", campaign.slug as "campaignSlug",
      campaign.name as "campaignName", ladder.paused_at as "pausedAt", ladder.content
    from ladder join campaign on campaign.id = ladder.campaign_id where ladder.id = ${uuidOf(id)}
  `.execute(office.db)
  return checked(office, right, rows[0])
}

/** In the place of a name that nobody has written yet. */
const untitled: Bilingual = { en: translator('en')('ladders.untitled'), es: translator('es')('ladders.untitled') }

async function ladderHead(office: Office, thing: LadderWritten): Promise<WrittenHead> {
  const { content } = thing.state === 'draft' ? await readDraft(office.db, ladderWriting, thing) : thing
  const { title } = ladderContent.parse(content)
  return {
    slug: thing.slug,
    title: title.en || title.es ? title : untitled,
    state: thing.state,
    rights: rights.filter((right) => office.may(right, thing.groupId)),
    notes: [thing.campaignName[office.lang], office.groups.get(thing.groupId)!.name],
    isPaused: thing.pausedAt !== null && thing.state === 'open',
    warning: thing.state === 'open' ? warningOf(office, thing) : null,
    publicUrls: null,
    tabs: [
      { tab: 'path', path: paths.office.ladder(thing.id) },
      { tab: 'edit', path: paths.office.ladderEdit(thing.id) },
      { tab: 'history', path: paths.office.ladderHistory(thing.id) },
    ],
  }
}

function warningOf(office: Office, thing: LadderWritten): string | null {
  if (thing.pausedAt) return office.t('ladders.isPaused')
  return noAddress(office, thing, ladderContent.parse(thing.content))[0]?.words ?? null
}

/** Fields of the editor with what its references may lead to. */
export async function ladderEditorFields(office: Office, thing: LadderWritten): Promise<EditorField[]> {
  return sayFields(office, ladderFields, await offeredToLadder(office, thing))
}

/** What keeps a ladder from being published, in the organizer's language. */
function sayProblem(office: Pick<Office, 't' | 'lang'>, content: LadderDraft, problem: LadderProblem): SaidMissing {
  const step = problem.step ? sayFieldName(office, ladderFields, content, `steps.${problem.step}`) : ''
  const { t } = office
  switch (problem.why) {
    case 'missing-language':
    case 'unknown-token':
    case 'bare-token':
    case 'long-text': {
      const field = sayFieldName(office, ladderFields, content, problem.field)
      if (problem.why === 'missing-language')
        return { field: problem.field, words: t('ladders.problems.missing-language', { field }) }
      if (problem.why === 'unknown-token' || problem.why === 'bare-token')
        return { field: problem.field, words: t(`ladders.problems.${problem.why}`, { field, token: problem.token }) }
      return { field: problem.field, words: t('ladders.problems.long-text', { field, segments: problem.segments }) }
    }
    default:
      return { field: problem.field, words: t(`ladders.problems.${problem.why}`, { step }) }
  }
}

/** A ladder that sends mail says where its group gets its own, as messages to many do. */
function noAddress(
  office: Pick<Office, 't' | 'groups' | 'may'>,
  { groupId }: Pick<LadderWritten, 'groupId'>,
  { steps }: LadderContent,
): SaidMissing[] {
  const mail = steps.find((step) => step.kind === 'message' && step.by !== 'text')
  if (!mail || office.groups.get(groupId)?.postalAddress) return []
  const { t } = office
  return office.may('manage-organizers', groupId)
    ? [{ field: 'postalAddress', words: t('broadcasts.obstacles.noAddress'), path: paths.office.settings() }]
    : [
        {
          field: `steps.${mail.key}`,
          words: `${t('broadcasts.obstacles.noAddress')} ${t('broadcasts.approve.askOwner')}`,
        },
      ]
}

async function goneReferences(office: Office, thing: LadderWritten, content: LadderDraft): Promise<SaidMissing[]> {
  const offered = await offeredToLadder(office, thing)
  const places = referencesIn(ladderFields, content).filter(({ to }) => to === 'place')
  const { rows: known } = await sql<{ slug: string }>`
    select slug from division where kind = 'county' and slug = any(${places.map(({ slug }) => slug)}::text[])
  `.execute(office.db)
  const all: Offered = { ...offered, place: known.map(({ slug }) => ({ slug, name: slug })) }
  return referencesIn(ladderFields, content)
    .filter(({ to, slug }) => !all[to]?.some((one) => one.slug === slug))
    .map(({ field, slug }) => ({
      field,
      words: office.t('office.edit.unknownReference', {
        field: sayFieldName(office, ladderFields, content, field),
        slug,
      }),
    }))
}
