import { sql } from 'kysely'
import { planLetters } from '~/actions/letters/delivery/forget-letters.server'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import type { Office } from '~/office/guard/guard.server'
import { type Duplicate, describe } from './duplicates.server'
import type { MergePlan } from './merge-plan'
import { endingChanges, endingConsents, pairInReach, planOf } from './read-merge.server'

/** Everything a merge would do, for its preview. */
export interface MergePreview {
  stays: Duplicate
  goes: Duplicate
  secondContact: string | null
  moved: string[]
  doubled: { petition: string; totalFalls: boolean }[]
  optedOut: MergePlan['optedOut']
  withdrawn: { petition: string; purpose: string }[]
  /** Letters of the one who goes: how many move, and how many are deleted. */
  letters: { moved: number; dropped: number }
  /** Corrected contacts that wait to be confirmed, and are dropped. */
  changes: number
  notes: number
  tags: string[]
}

export type Previewed = ({ outcome: 'ready' } & MergePreview) | { outcome: 'beyond' | 'two-campaigns' }

/** Previews a merge. Writes nothing but the audit entry. */
export async function previewMerge(office: Office, other: string): Promise<Previewed> {
  const pair = await pairInReach(office, other)
  if (pair.outcome !== 'in-reach') return pair
  const { stays, goes } = pair
  const plan = await planOf(office.db, stays, goes)
  const petitions = await office.db
    .selectFrom('petition')
    .select(['id', petitionTitle(office.lang).as('title')])
    .where('campaign_id', '=', stays.campaign_id)
    .execute()
  const titleOf = (id: string) => petitions.find((petition) => petition.id === id)!.title
  const { rows: withdrawn } = await sql<{
    petition: string
    purpose: string
  }>`select ${petitionTitle(office.lang)} as petition, purpose from (${endingConsents(stays.id, goes.id, plan)}) as ending join petition on petition.id = ending.petition_id order by 1, 2`.execute(
    office.db,
  )
  const [letters, changes, notes, tags, staying, going] = await Promise.all([
    planLetters(office.db, stays, goes.id),
    office.db
      .selectFrom('contact_change')
      .select('id')
      .where(endingChanges(stays.id, goes.id, plan))
      .execute(),
    office.db
      .selectFrom('person_note')
      .select('id')
      .where('person_id', '=', goes.id)
      .where('removed_at', 'is', null)
      .execute(),
    office.db.selectFrom('person_tag').select('tag').where('person_id', '=', goes.id).orderBy('tag').execute(),
    describe(office, stays),
    describe(office, goes),
  ])
  await office.audit({ groupId: stays.groupId, act: 'opened-person', subject: `${stays.id} ${goes.id}`, howMany: 2 })
  return {
    outcome: 'ready',
    stays: staying,
    goes: going,
    moved: plan.moved.map((one) => titleOf(one.petitionId)),
    secondContact:
      plan.secondContact && going.contacts[[goes.contact_id, goes.other_contact_id].indexOf(plan.secondContact.id)]!,
    doubled: plan.doubled.map((one) => ({ petition: titleOf(one.goes.petitionId), totalFalls: one.totalFalls })),
    optedOut: plan.optedOut,
    withdrawn,
    letters: { moved: letters.moved.length, dropped: letters.dropped },
    changes: changes.length,
    notes: notes.length,
    tags: tags.map((row) => row.tag),
  }
}
