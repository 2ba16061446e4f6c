import { randomUUID } from 'node:crypto'
import { demoPosts } from '#db/seeds/demo-officials'
import { readCallState } from '~/actions/calls/call-state'
import type { CallView } from '~/actions/calls/call-view'
import { readCallPage } from '~/actions/calls/read-call.server'
import { recordOutcome } from '~/actions/calls/record-outcome.server'
import { type AdvocacyCampaign, findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import type { Language } from '~/i18n/language'
import type { World } from './firme-test'

/** The demo's call actions: to Sheriff Vance, and to the three members of Ocotillo's council. */
export const toSheriff = 'call-sheriff-vance'
export const toCouncil = 'call-ocotillo-council'
export { demoPosts }

/** Tuesday, 11 a.m. in Arizona: both offices are open. */
export const openAt = new Date('2026-11-24T18:00:00Z')
/** The evening before: both are closed. */
export const closedAt = new Date('2026-11-24T03:00:00Z')

export async function actionOf(world: World, slug: string): Promise<AdvocacyCampaign> {
  return (await findAdvocacyCampaign(world.db, 'call', slug))!
}

/** The page at an address with this query. */
export async function opens(
  world: World,
  slug: string,
  { query = {}, at = openAt, language = 'es' }: { query?: Record<string, string>; at?: Date; language?: Language } = {},
): Promise<CallView> {
  return readCallPage(
    world.db,
    await actionOf(world, slug),
    language,
    readCallState((name) => query[name]),
    at,
  )
}

/** The call on a page. */
export function callOn(view: CallView) {
  if (view.now.is !== 'calling') throw new Error(`nobody is to be called: ${view.now.is}`)
  return view.now.call
}

/** Presses one of the page's buttons, and lets the worker run. */
export async function presses(world: World, slug: string, view: CallView, fields: Record<string, string>, at = openAt) {
  const { state, outreachId, postSlug, phone } = callOn(view)
  const hidden = {
    outreach: outreachId,
    to: postSlug,
    contact_id: phone?.contactId ?? '',
    start: state.start,
    step: String(state.step),
    in: state.here.join(','),
    area: state.area,
    r: state.ref,
    wrong: state.wrong.join(','),
  }
  const told = await recordOutcome(world, await actionOf(world, slug), 'es', { ...hidden, ...fields }, at)
  await world.work(at)
  return told
}

/** Calls to a post that others reported. */
export async function earlierCalls(
  world: World,
  slug: string,
  postSlug: string,
  count: number,
  at: Date,
): Promise<void> {
  const post = await world.db.selectFrom('post').select('id').where('slug', '=', postSlug).executeTakeFirstOrThrow()
  const { id } = await actionOf(world, slug)
  await world.db.transaction().execute((trx) =>
    addOutreach(
      trx,
      Array.from({ length: count }, () => ({
        id: randomUUID(),
        advocacyId: id,
        postId: post.id,
        contactDetailId: null,
        channel: 'call',
        via: 'own-phone',
        outcome: 'spoke',
        language: 'es',
        area: '',
        source: 'web',
        durationSeconds: null,
        personId: null,
        doneAt: at,
      })),
    ),
  )
}
