import { randomUUID } from 'node:crypto'
import { redirect } from '@remix-run/node'
import { citiesTyped, cityNames } from '~/messages/segments/cities.server'
import { countSegment, type Reach, reachOf, type SegmentCount } from '~/messages/segments/count-segment.server'
import { factsOf, mostLevels, type SegmentRule, segmentRule } from '~/messages/segments/segment-rule'
import type { Segment } from '~/messages/segments/segments.server'
import { withMarks } from '~/messages/segments/with-marks.server'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { FieldError, FormState } from '~/ui/forms/form-state'
import { draftOfRule } from './draft-of-rule'
import {
  changeDraft,
  changedPart,
  type DraftGroup,
  isChange,
  type KnownThings,
  namesAnything,
  readDraft,
  ruleOf,
  typedPlaces,
} from './rule-draft'
import { type Options, type RuleOptions, readRuleFields, readRuleOptions } from './rule-options.server'
import {
  campaignOf,
  freezeSegment,
  openSample,
  readSegmentFields,
  removeSegment,
  type SamplePerson,
  saveSegment,
  unfreezeSegment,
} from './segments-office.server'

type Saved = (Segment & { revision: number }) | null

/** Up to so many people, whom a message would reach is counted at once, without being asked. */
const countedAtOnce = 20_000

interface Built {
  form: FormState
  draft: DraftGroup
  count: SegmentCount | null
  reach: Reach | null
  sample: SamplePerson[] | null
  /** The part that was added, or the group that one was taken from: the page is loaded anew and goes on there. */
  changed?: string | null
}

/** A segment as its page shows it, or an empty one. */
export async function showSegment(office: Office, saved: Saved) {
  const rule = saved?.rule ?? { all: [] }
  const places = factsOf(rule).flatMap((fact) => (fact.fact === 'place' ? [fact.id] : []))
  const draft = draftOfRule(rule, await cityNames(office.db, places))
  const groups = groupsOf(office)
  const values = {
    name: saved?.name ?? '',
    group: saved?.groupId ?? groups[0]?.[0] ?? '',
    campaign: saved?.campaignId ?? '',
    revision: String(saved?.revision ?? 0),
  }
  const asked = saved ?? unsaved({ ...values, campaignId: null, rule })
  return {
    lang: office.lang,
    title: saved?.name ?? office.t('segments.new'),
    saved: saved && {
      id: saved.id,
      name: saved.name,
      group: office.groups.get(saved.groupId)?.name ?? '',
      frozenAt: saved.frozenAt?.toISOString() ?? null,
    },
    options: await readRuleOptions(office),
    groups,
    price: office.env.prices.segment,
    isSaved: office.url.searchParams.has('saved'),
    form: { values, errors: [] } as FormState,
    draft,
    ...(await numbersOf(office, asked, false)),
    sample: null as SamplePerson[] | null,
  } satisfies Built & { options: RuleOptions; [other: string]: unknown }
}

function groupsOf(office: Office): Options {
  return office.groupsWith('see-people').map((id) => [id, office.groups.get(id)?.name ?? ''])
}

function unsaved({
  group,
  campaignId,
  rule,
}: {
  group: string
  campaignId: string | null
  rule: SegmentRule
}): Segment {
  return { id: randomUUID(), name: '', groupId: group, campaignId, rule, frozenAt: null }
}

/** Counts; also whom a message would reach, if that is asked for or does not take long. */
async function numbersOf(office: Office, segment: Segment, isAsked: boolean): Promise<Pick<Built, 'count' | 'reach'>> {
  const count = await countSegment(office.db, segment, office.now)
  const isQuick = count.people <= countedAtOnce
  return { count, reach: isAsked || isQuick ? await reachOf(office.db, segment, count.people, office.now) : null }
}

/**
 * What the buttons of the page do. Whatever was typed stays, also what is wrong.
 *
 * @throws a redirect once something was saved or changed
 */
export async function actOnSegment(
  office: Office,
  saved: Saved,
  fields: Record<string, string>,
): Promise<Built & { status: number }> {
  const { intent = '' } = fields
  if (saved && intent === 'drop') throw redirect(paths.office.segments(await removeSegment(office, saved)), 303)
  if (saved && intent === 'freeze') return freeze(office, saved)
  if (saved && intent === 'unfreeze')
    throw redirect(paths.office.segment(saved.id, { undo: await unfreezeSegment(office, saved) }), 303)
  if (saved && intent === 'open') {
    const { form, draft, count, reach } = await showSegment(office, saved)
    return { form, draft, count, reach, sample: await openSample(office, saved), status: 200 }
  }
  const draft = changeDraft(readDraft(fields), intent, fields)
  const [places, known, isOffered] = await Promise.all([
    citiesTyped(office.db, typedPlaces(draft)),
    readRuleFields(office),
    namesAnything(draft) ? whatIsOffered(office, saved) : undefined,
  ])
  const read = ruleOf(draft, { places, fields: known, today: office.today, isOffered })
  const errors: FieldError[] = read.outcome === 'wrong' ? read.errors.map((error) => sayProblem(office, error)) : []
  const parsed = read.outcome === 'rule' ? segmentRule.safeParse(read.rule) : null
  if (parsed && !parsed.success)
    errors.push({ field: 'part-joins', message: 'rule', said: office.t('segments.errors.rule', { most: mostLevels }) })
  const rule = parsed?.success ? await withMarks(office.db, office.keyring, parsed.data) : null
  if (intent === 'save') return save(office, saved, { fields, draft, errors, rule })
  return {
    // A part that was just added is still empty: that is no mistake.
    form: { values: fields, errors: isChange(intent) || intent === 'count' ? [] : errors },
    draft,
    ...(await numbersOfForm(office, saved, { fields, rule, isAsked: intent === 'reach' })),
    sample: null,
    changed: isChange(intent) ? changedPart(draft, intent) : null,
    status: errors.length > 0 && intent === 'reach' ? 422 : 200,
  }
}

async function numbersOfForm(
  office: Office,
  saved: Saved,
  { fields, rule, isAsked }: { fields: Record<string, string>; rule: SegmentRule | null; isAsked: boolean },
): Promise<Pick<Built, 'count' | 'reach'>> {
  const groups = office.groupsWith('see-people')
  const group = saved?.groupId ?? (groups.includes(fields.group ?? '') ? fields.group! : groups[0]!)
  if (!rule) return { count: null, reach: null }
  const campaignId = await campaignOf(office.db, fields.campaign ?? '')
  // A frozen segment holds whom it held, whatever is changed in its rule.
  const segment = saved?.frozenAt ? { ...saved, campaignId } : unsaved({ group, campaignId, rule })
  return numbersOf(office, segment, isAsked)
}

/** What a condition may name: what there is to choose from, and what the saved rule names already. */
async function whatIsOffered(office: Office, saved: Saved): Promise<NonNullable<KnownThings['isOffered']>> {
  const options = await readRuleOptions(office)
  const kept = JSON.stringify(saved?.rule ?? null)
  return (field, id) => options[field].some(([value]) => value === id) || kept.includes(`"${id}"`)
}

async function freeze(office: Office, saved: NonNullable<Saved>): Promise<Built & { status: number }> {
  const frozen = await freezeSegment(office, saved)
  if (frozen.outcome === 'frozen') throw redirect(paths.office.segment(saved.id, { undo: frozen.undo }), 303)
  const { form, draft, count, reach } = await showSegment(office, saved)
  const errors = [sayProblem(office, { field: 'name', problem: 'inUse' })]
  return { form: { ...form, errors }, draft, count, reach, sample: null, status: 409 }
}

async function save(
  office: Office,
  saved: Saved,
  {
    fields,
    draft,
    errors,
    rule,
  }: { fields: Record<string, string>; draft: DraftGroup; errors: FieldError[]; rule: SegmentRule | null },
): Promise<Built & { status: number }> {
  const own = await readSegmentFields(office, fields, saved)
  const all =
    own.outcome === 'wrong' ? [...own.errors.map((error) => sayProblem(office, error)), ...errors] : [...errors]
  let status = 422
  let revision = fields.revision ?? '0'
  if (own.outcome === 'read' && rule && errors.length === 0) {
    const done = await saveSegment(office, saved, { ...own.value, rule })
    switch (done.outcome) {
      case 'saved':
        throw redirect(paths.office.segment(done.id, { saved: '' }), 303)
      case 'name-taken':
        all.push(sayProblem(office, { field: 'name', problem: 'taken' }))
        break
      case 'stale':
        status = 409
        revision = String(done.revision)
        all.push(sayProblem(office, { field: 'name', problem: 'stale' }))
        break
    }
  }
  const numbers = await numbersOfForm(office, saved, { fields, rule, isAsked: false })
  return { form: { values: { ...fields, revision }, errors: all }, draft, ...numbers, sample: null, status }
}

type Problem =
  | 'name'
  | 'group'
  | 'taken'
  | 'stale'
  | 'inUse'
  | 'choose'
  | 'days'
  | 'zips'
  | 'place'
  | 'tag'
  | 'value'
  | 'compare'
  | 'empty'

function sayProblem({ t }: Office, { field, problem }: { field: string; problem: Problem }): FieldError {
  return { field, message: problem, said: t(`segments.errors.${problem}`) }
}
