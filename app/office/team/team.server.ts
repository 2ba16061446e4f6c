import { sql } from 'kysely'
import { z } from 'zod'
import { announce } from '#db/announce'
import type { Role } from '#db/schema'
import { isUuid } from '#db/uuid'
import { isLanguage } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerIndex, organizersIn } from '~/office/guard/organizers.server'
import { roles } from '~/office/guard/rights'
import { momentsAgo, oneAtATime } from '~/office/guard/sent-twice.server'
import { endSessions } from '~/office/guard/sessions.server'
import { countyNames, findCountyNamed } from '~/officials/divisions/lookup.server'
import { paths } from '~/paths'
import { emailAddress, namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { isNameTaken } from './group-names.server'
import { invitationToken, invite, inviteAgain, openInvitations, withdrawInvitation } from './invitations.server'
import { changeRole, giveBack } from './organizer-roles.server'
import type { TeamDone } from './team-done'

/** Organizers in the groups that this one manages, and open invitations. */
export async function readTeam(office: Office) {
  const groupIds = office.groupsWith('manage-organizers')
  const [people, invitations] = await Promise.all([
    organizersIn(office.db, office, groupIds),
    openInvitations(office.db, office, groupIds, office.now),
  ])
  const names = await countyNames(
    office.db,
    groupIds.flatMap((id) => office.groups.get(id)!.counties),
  )
  return {
    groups: groupIds.map((id) => ({
      id,
      name: office.groups.get(id)!.name,
      kind: office.groups.get(id)!.kind,
      town: office.groups.get(id)!.town,
      editsDirectory: office.groups.get(id)!.editsDirectory,
      areas: office.groups.get(id)!.areas,
      counties: office.groups.get(id)!.counties.map((county) => names.get(county) ?? county),
    })),
    people: people.flatMap(({ id, name, email, roles: held }) =>
      held
        .filter(({ groupId }) => groupIds.includes(groupId))
        .map(({ groupId, role, isOurs }) => ({
          id,
          name,
          email,
          groupId,
          group: office.groups.get(groupId)!.name,
          role,
          isOurs,
          isYou: id === office.organizer.id,
        })),
    ),
    invitations: invitations.map(({ id, email, role, groupId, language, expiresAt }) => ({
      id,
      email,
      role,
      group: office.groups.get(groupId)!.name,
      link: `${office.env.officeUrl}${paths.office.join(invitationToken(office.keyring, id), language)}`,
      expiresAt: expiresAt.toISOString(),
      isPast: expiresAt <= office.now,
    })),
    mayMakeGroups: office.groupsWith('manage-groups').length > 0,
  }
}

const inviteSchema = z.object({
  email: emailAddress.transform((email) => email ?? '').pipe(z.string().min(1, 'emailMissing')),
  role: z.enum(roles as [Role, ...Role[]]),
  group: z.uuid(),
  language: z
    .string()
    .default('')
    .transform((value) => (isLanguage(value) ? value : null)),
})
const townSchema = z.object({ town: namePart })
const groupSchema = z.object({
  name: namePart.pipe(z.string().min(2, 'groupNameMissing')),
  town: namePart,
  parent: z.uuid(),
  areas: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
    .pipe(z.array(z.string().regex(/^\d{3}$/, 'areasWrong'))),
  counties: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(/[;\n]/)
        .map((one) => one.trim())
        .filter(Boolean),
    ),
})

type Refused = { outcome: 'refused'; form: FormState }
/** `id`: of the invitation, or of the organizer in the group; `was`: the role before. */
type Done = { outcome: 'done'; what: TeamDone; id?: string; was?: Role; group?: string } | Refused

/** Invites, changes and removes roles, ends sessions, makes groups; each writes an audit entry. */
export async function changeTeam(office: Office, fields: Record<string, string>): Promise<Done> {
  switch (fields.intent) {
    case 'invite':
      return inviteSomebody(office, fields)
    case 'resend':
      await sendAgain(office, uuidOf(fields.id))
      return { outcome: 'done', what: 'resent', id: fields.id! }
    case 'withdraw':
      await office.db.transaction().execute(async (trx) => {
        const groupIds = office.groupsWith('manage-organizers')
        if (!(await withdrawInvitation(trx, uuidOf(fields.id), groupIds, office.now)))
          throw new Response(null, { status: 404 })
        await office.audit({ groupId: null, act: 'withdrew-invitation', subject: fields.id! }, trx)
      })
      return { outcome: 'done', what: 'withdrawn' }
    case 'role':
      return giveAnother(office, fields)
    case 'give-back':
      return returnAccess(office, fields)
    case 'end-sessions': {
      const organizerId = uuidOf(fields.organizer)
      groupOf(office, fields.group)
      await mustWorkThere(office, organizerId, fields.group!)
      const ended = await endSessions(office.db, organizerId, {}, office.now)
      await office.audit({ groupId: fields.group!, act: 'ended-sessions', subject: organizerId, howMany: ended })
      return { outcome: 'done', what: 'signed-out' }
    }
    case 'group':
      return makeGroup(office, fields)
    case 'town':
      return saveTown(office, fields)
    case 'trust':
    case 'distrust':
      return setDirectoryRight(office, fields.group, fields.intent === 'trust')
    default:
      throw new Response(null, { status: 400 })
  }
}

async function inviteSomebody(office: Office, fields: Record<string, string>): Promise<Done> {
  const read = readFields(inviteSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { email, role, group } = read.value
  groupOf(office, group)
  if (await worksThere(office, email, group))
    return {
      outcome: 'refused',
      form: {
        values: fields,
        errors: [{ field: 'email', message: 'alreadyInTeam', said: office.t('office.errors.alreadyInTeam') }],
      },
    }
  const language = read.value.language ?? office.groups.get(group)!.language
  return office.db.transaction().execute(async (trx): Promise<Done> => {
    const { id, renewed } = await invite(
      trx,
      office.keyring,
      office.vault,
      { groupId: group, role, email, language, invitedBy: office.organizer.id },
      office.now,
    )
    await office.audit({ groupId: group, act: 'invited', subject: `${id} ${role}` }, trx)
    if (renewed && renewed !== role)
      return { outcome: 'done', what: isHigher(role, renewed) ? 'raised' : 'reinvited', id, was: renewed }
    return { outcome: 'done', what: renewed ? 'resent' : 'invited', id }
  })
}

/** `roles` begins with the one that may do most. */
const isHigher = (role: Role, than: Role) => roles.indexOf(role) < roles.indexOf(than)

async function worksThere({ db, keyring }: Office, email: string, groupId: string): Promise<boolean> {
  const found = await db
    .selectFrom('organizer_role')
    .innerJoin('organizer', 'organizer.id', 'organizer_id')
    .select('role')
    .where('email_index', '=', organizerIndex(keyring, email))
    .where('group_id', '=', groupId)
    .executeTakeFirst()
  return found !== undefined
}

async function sendAgain(office: Office, id: string): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const sending = { id, groupIds: office.groupsWith('manage-organizers'), by: office.organizer.id }
    if (!(await inviteAgain(trx, office.keyring, office.vault, sending, office.now)))
      throw new Response(null, { status: 404 })
    await office.audit({ groupId: null, act: 'invited', subject: `${id} again` }, trx)
  })
}

async function giveAnother(office: Office, fields: Record<string, string>): Promise<Done> {
  const group = groupOf(office, fields.group)
  const organizerId = uuidOf(fields.organizer)
  const role = (roles as readonly string[]).includes(fields.role ?? '') ? (fields.role as Role) : null
  return office.db.transaction().execute(async (trx): Promise<Done> => {
    const changed = await changeRole(trx, office.keyring, { organizerId, groupId: group, role }, office.now)
    if (changed.outcome === 'not-there') throw new Response(null, { status: 404 })
    if (changed.outcome === 'last-owner')
      return {
        outcome: 'refused',
        form: {
          values: fields,
          errors: [{ field: 'role', message: 'lastOwner', said: office.t('office.errors.lastOwner') }],
        },
      }
    await office.audit(
      {
        groupId: group,
        act: role ? 'changed-role' : 'removed-organizer',
        subject: `${organizerId} ${role ?? `none ${changed.was}`}`,
      },
      trx,
    )
    return { outcome: 'done', what: role ? 'role' : 'removed', id: organizerId, was: changed.was, group }
  })
}

/** Undoes that somebody’s access to a group was taken away, within a day. It takes a fresh proof, as giving a role does. */
async function returnAccess(office: Office, fields: Record<string, string>): Promise<Done> {
  const group = groupOf(office, fields.group)
  const organizerId = uuidOf(fields.organizer)
  return office.db.transaction().execute(async (trx): Promise<Done> => {
    const given = await giveBack(trx, office, { organizerId, groupId: group }, office.now)
    switch (given.outcome) {
      case 'not-there':
        throw new Response(null, { status: 404 })
      case 'address-taken':
        return {
          outcome: 'refused',
          form: {
            values: {},
            errors: [{ field: '', message: 'addressTaken', said: office.t('office.team.cameAgain') }],
          },
        }
      case 'given':
        await office.audit({ groupId: group, act: 'changed-role', subject: `${organizerId} ${given.role}` }, trx)
        return { outcome: 'done', what: given.hasWayIn ? 'given-back' : 'given-back-locked', id: organizerId, group }
    }
  })
}

async function makeGroup(office: Office, fields: Record<string, string>): Promise<Done> {
  const read = readFields(groupSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { name, town, parent, areas } = read.value
  const counties = await Promise.all(read.value.counties.map((typed) => findCountyNamed(office.db, typed)))
  if (counties.some((county) => county === null))
    return { outcome: 'refused', form: { values: fields, errors: [{ field: 'counties', message: 'countiesWrong' }] } }
  const above = office.groups.get(parent)
  if (!above || office.groupsWith('manage-groups').length === 0) throw new Response(null, { status: 404 })
  const isTaken = await office.db.transaction().execute(async (trx) => {
    // The same form sent twice makes one.
    await oneAtATime(trx, `group ${parent} ${name}`)
    const twin = await trx
      .selectFrom('member_group')
      .select('id')
      .where('parent_id', '=', parent)
      .where('name', '=', name)
      .where('areas', '=', sql<string[]>`${areas}::text[]`)
      .where('created_at', '>', momentsAgo(office.now))
      .executeTakeFirst()
    if (twin) return false
    if (await isNameTaken(trx, name, null)) return true
    const { id } = await trx
      .insertInto('member_group')
      .values({
        parent_id: parent,
        kind: above.kind === 'network' ? 'group' : 'chapter',
        name,
        town,
        areas,
        counties: counties.flatMap((county) => county?.id ?? []),
        created_at: office.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await office.audit({ groupId: id, act: 'made-group', subject: id }, trx)
    return false
  })
  return isTaken
    ? { outcome: 'refused', form: { values: fields, errors: [{ field: 'name', message: 'groupNameTaken' }] } }
    : { outcome: 'done', what: 'group' }
}

/** Saves a group's town. Public pages name it, so all of them are rendered again. */
async function saveTown(office: Office, fields: Record<string, string>): Promise<Done> {
  const group = groupOf(office, fields.group)
  const read = readFields(townSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  await office.db.transaction().execute(async (trx) => {
    await trx.updateTable('member_group').set({ town: read.value.town }).where('id', '=', group).execute()
    await office.audit({ groupId: group, act: 'moved-group', subject: group }, trx)
    await announce(trx, ['site'])
  })
  return { outcome: 'done', what: 'town' }
}

/** Decides whether a group's organizers may change the directory. Only owners of the network do. */
async function setDirectoryRight(office: Office, id: string | undefined, editsDirectory: boolean): Promise<Done> {
  const group = groupOf(office, id)
  if (office.groupsWith('manage-groups').length === 0 || office.groups.get(group)!.kind === 'network')
    throw new Response(null, { status: 404 })
  await office.db.transaction().execute(async (trx) => {
    await trx.updateTable('member_group').set({ edits_directory: editsDirectory }).where('id', '=', group).execute()
    const subject = `${group} ${editsDirectory ? 'may' : 'may not'}`
    await office.audit({ groupId: group, act: 'changed-directory-right', subject }, trx)
  })
  return { outcome: 'done', what: 'directory' }
}

/** @throws 404 for a group whose organizers this one may not manage */
function groupOf(office: Office, id: string | undefined): string {
  if (!id || !office.groups.has(id) || !office.may('manage-organizers', id)) throw new Response(null, { status: 404 })
  return id
}

async function mustWorkThere(office: Office, organizerId: string, groupId: string): Promise<void> {
  const { rows } =
    await sql`select from organizer_role where organizer_id = ${organizerId} and group_id = ${groupId}`.execute(
      office.db,
    )
  if (rows.length === 0) throw new Response(null, { status: 404 })
}

/** @throws 404 for anything that is not a UUID */
export function uuidOf(text: string | undefined): string {
  if (!isUuid(text)) throw new Response(null, { status: 404 })
  return text
}
