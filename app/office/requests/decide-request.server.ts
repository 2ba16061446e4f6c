import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { translator } from '~/i18n/translator'
import type { Office } from '~/office/guard/guard.server'
import { freeName } from '~/office/team/group-names.server'
import { invite, withdrawInvitation } from '~/office/team/invitations.server'
import { copyForPlace } from './copy-for-place.server'
import { readPlace } from './place-of-request.server'
import { lockRequest, type OpenedRequest } from './requests.server'

/**
 * Approves a request: a member group of its own, whose owner is invited by mail, with a copy of the campaign for the
 * place. The campaign, its petitions and actions are drafts, with the officials of the place filled in, until the group publishes them.
 *
 * @returns the slug of the new campaign
 * @throws 404 when the request has been decided
 */
export async function approveRequest(office: Office, id: string | undefined): Promise<string> {
  return office.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, office, id, ['waiting'])
    const { groupId, name } = await makeGroup(trx, office, request)
    const campaign = await copyForPlace(trx, office, request, groupId)
    const t = translator(request.language)
    const why = t('start.invitation', {
      group: name,
      campaign: campaign.of[request.language],
      place: campaign.place[request.language],
    })
    await invite(
      trx,
      office.keyring,
      office.vault,
      { groupId, role: 'owner', email: request.email, language: request.language, invitedBy: office.organizer.id, why },
      office.now,
    )
    await decide(trx, office, request.id, { state: 'approved', made_campaign_id: campaign.id })
    await office.audit({ groupId, act: 'approved-request', subject: `${request.id} ${campaign.id}` }, trx)
    return campaign.slug
  })
}

/** Refuses a request. Whoever asked hears of it from the owner, by mail. @throws 404 when it has been decided */
export async function refuseRequest(office: Office, id: string | undefined): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, office, id, ['waiting'])
    await decide(trx, office, request.id, { state: 'refused' })
    const groupId = office.groupsWith('manage-groups')[0]!
    await office.audit({ groupId, act: 'refused-request', subject: request.id }, trx)
  })
}

/**
 * Takes a decision back, within a day, unless somebody has joined the group. The invitation is withdrawn, the copied
 * campaign is archived as the network's own, and the group is removed.
 *
 * @returns `joined` when the group is at work already: then the decision stands
 */
export async function undoDecision(office: Office, id: string | undefined): Promise<'undone' | 'joined'> {
  return office.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, office, id, ['approved', 'refused'])
    const networkId = office.groupsWith('manage-groups')[0]!
    const row = await trx
      .selectFrom('campaign_request')
      .leftJoin('campaign', 'campaign.id', 'made_campaign_id')
      .select(['decided_at', 'made_campaign_id', 'campaign.group_id'])
      .where('campaign_request.id', '=', request.id)
      .executeTakeFirstOrThrow()
    if (office.now.getTime() - row.decided_at!.getTime() >= 86_400_000) throw new Response(null, { status: 404 })
    if (row.group_id && row.made_campaign_id) {
      const open = await trx
        .selectFrom('invitation')
        .select(['id', 'accepted_at'])
        .where('group_id', '=', row.group_id)
        .forUpdate()
        .execute()
      if (open.some(({ accepted_at }) => accepted_at) || (await isInUse(trx, row.group_id))) return 'joined'
      for (const invitation of open) await withdrawInvitation(trx, invitation.id, [row.group_id], office.now)
      await trx
        .updateTable('campaign')
        .set({ state: 'archived', archived_at: office.now, ending_changed_at: office.now, updated_at: office.now })
        .where('id', '=', row.made_campaign_id)
        .execute()
      await removeGroup(trx, row.group_id, networkId)
      await announce(trx, ['site'])
    }
    await trx
      .updateTable('campaign_request')
      .set({ state: 'waiting', made_campaign_id: null, decided_by: null, decided_at: null })
      .where('id', '=', request.id)
      .execute()
    await office.audit({ groupId: networkId, act: 'undid-request', subject: request.id }, trx)
    return 'undone'
  })
}

/** Whether somebody works in a group, or something was made for it besides what was copied. */
async function isInUse(trx: Trx, groupId: string): Promise<boolean> {
  const { rows } = await sql`
    select from organizer_role where group_id = ${groupId} union all select from member_group where parent_id = ${groupId}
    union all select from keyword where group_id = ${groupId}
  `.execute(trx)
  return rows.length > 0
}

/** What was copied, and the withdrawn invitations, go to the network: rows refer to them. */
async function removeGroup(trx: Trx, groupId: string, networkId: string): Promise<void> {
  for (const table of ['petition', 'advocacy_campaign', 'campaign', 'invitation'] as const)
    await trx.updateTable(table).set({ group_id: networkId }).where('group_id', '=', groupId).execute()
  await trx.deleteFrom('member_group').where('id', '=', groupId).execute()
}

async function decide(
  trx: Trx,
  { organizer, now }: Office,
  id: string,
  change: { state: 'approved' | 'refused'; made_campaign_id?: string },
): Promise<void> {
  await trx
    .updateTable('campaign_request')
    .set({ ...change, decided_by: organizer.id, decided_at: now })
    .where('id', '=', id)
    .execute()
}

async function makeGroup(trx: Trx, office: Office, request: OpenedRequest): Promise<{ groupId: string; name: string }> {
  const { divisionId } = request
  const network = [...office.groups.values()].find(({ kind }) => kind === 'network')!
  const name = await freeName(trx, request.group, (await readPlace(trx, request)).called[request.language])
  const { id } = await trx
    .insertInto('member_group')
    .values({
      parent_id: network.id,
      kind: 'group',
      name,
      areas: [],
      counties: divisionId?.includes('/county:') ? [divisionId] : [],
      // Strangers propose changes of officials until the network's owners let them make them.
      edits_directory: false,
      created_at: office.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await office.audit({ groupId: id, act: 'made-group', subject: id }, trx)
  return { groupId: id, name }
}
