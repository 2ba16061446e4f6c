import { type RawBuilder, sql } from 'kysely'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { withProof } from '~/office/guard/said-done.server'
import { tokenOf } from '~/office/guard/sessions.server'
import { listErasures } from '~/office/people/erasures/office-erasures.server'
import { readReleases } from '~/office/people/moderation/held.server'
import { personInScopes } from '~/office/people/reach.server'
import { scopesOf } from '~/office/people/scope'
import type { SignerDeed } from '~/office/people/signer-deeds'
import { paths } from '~/paths'
import { openPerson } from '~/vault/open.server'

/** Something of the last day that can be undone, on a page of its own. Times are ISO 8601. */
export interface UndoableElsewhere {
  key: string
  /** Also a key under `undo.elsewhere`. */
  what: PersonDeed | 'imported' | 'released' | 'erased' | 'decided' | 'access'
  /** Of the person, the organizer, the petition or the campaign; '' for many. */
  name: string
  /** How many people or signatures. */
  count: number
  by: string
  at: string
  /** Null: as long as it is there. */
  until: string | null
  /** The page with its button. */
  path: string
}

type PersonDeed = 'stopped' | 'noted' | 'unnoted' | 'tagged' | 'untagged'
type Named = Omit<UndoableElsewhere, 'at' | 'by'> & { at: Date; by: string | null }

const dayLong = 86_400_000
const mostListed = 100

/**
 * What was done in the last day and is undone where it was done, newest first: only what this organizer may undo. Opens
 * the names of people; the audit log says so.
 */
export async function listUndoableElsewhere(office: Office): Promise<UndoableElsewhere[]> {
  const found: Named[] = (
    await Promise.all([ofPeople(office), ofLists(office), ofReleases(office), ofDecisions(office), ofAccess(office)])
  ).flat()
  const names = await organizerNames(
    office.db,
    office.vault,
    found.flatMap(({ by }) => by ?? []),
  )
  const erased = await ofErasures(office)
  return [
    ...found.map(({ at, by, ...one }) => ({ ...one, at: at.toISOString(), by: (by && names.get(by)) || '' })),
    ...erased,
  ].toSorted((one, two) => (one.at < two.at ? 1 : -1))
}

async function ofPeople(office: Office): Promise<Named[]> {
  if (office.groupsWith('change-people').length === 0) return []
  const since = new Date(office.now.getTime() - dayLong)
  const { rows } = await sql<{
    what: PersonDeed
    about: string
    by: string | null
    at: Date
    id: string
    campaign_id: string
    sealed: Buffer
  }>`
    select what, about, by, at, person.id, person.campaign_id, person.sealed from (
      select 'stopped' as what, id::text as about, person_id, recorded_by as by, recorded_at as at from recorded_stop where undone_at is null and recorded_at > ${since}
      union all select 'noted', id::text, person_id, written_by, written_at from person_note where removed_at is null and written_at > ${since}
      union all select 'unnoted', id::text, person_id, ${lastTime('removed-note', sql`person_id::text`)}, removed_at from person_note where removed_at > ${since}
      union all (select distinct on (act, subject) replace(act, '-person', ''), '', subject::uuid, organizer_id, at from audit
        where act in ('tagged-person', 'untagged-person') and at > ${since} order by act, subject, seq desc)) as deed
    join person on person.id = deed.person_id
    where (what <> 'tagged' or exists (select from person_tag where person_tag.person_id = person.id))
      and ${personInScopes(scopesOf(office, 'change-people'))}
    order by at desc, about limit ${mostListed}
  `.execute(office.db)
  if (rows.length > 0)
    await office.audit({ groupId: null, act: 'listed-people', subject: 'to undo', howMany: rows.length })
  return rows.map(({ what, about, by, at, ...person }) => {
    const details = openPerson(office.vault, person)
    return {
      key: `${what} ${about} ${person.id}`,
      what,
      name: `${details.givenName} ${details.familyName}`.trim() || office.t('office.people.nameless'),
      count: 1,
      by,
      at,
      until: what === 'stopped' || what === 'unnoted' ? dayAfter(at) : null,
      path: about
        ? saying(office, paths.office.person(person.id, { did: what satisfies SignerDeed, about }))
        : `${paths.office.person(person.id)}#tags`,
    }
  })
}

/** Leads to the line that says what was done, and undoes it. */
function saying({ keyring, request, now }: Office, path: string): string {
  return withProof(path, { keyring, token: tokenOf(request) ?? '' }, now)
}

function lastTime(act: string, subject: RawBuilder<string>): RawBuilder<string | null> {
  return sql`(select organizer_id from audit where act = ${act} and subject = ${subject} order by seq desc limit 1)`
}

async function ofLists({ db, lang, now, groupsWith }: Office): Promise<Named[]> {
  const { rows } = await sql<{
    id: string
    slug: string
    isOfCampaign: boolean
    title: string
    count: number
    by: string
    at: Date
  }>`
    select import_batch.id, coalesce(petition.slug, campaign.slug) as slug, petition.id is null as "isOfCampaign",
      coalesce(${petitionTitle(lang)}, campaign.name ->> ${lang}, campaign.slug) as title, asked_by as by, coalesce(acted_at, asked_at) as at,
      ((select count(*) from import_row where batch_id = import_batch.id and signature_id is not null)
        + (select count(*) from imported_person where batch_id = import_batch.id))::integer as count
    from import_batch left join petition on petition.id = petition_id left join campaign on campaign.id = import_batch.campaign_id
    where import_batch.state in ('running', 'done') and coalesce(acted_at, asked_at) > ${new Date(now.getTime() - dayLong)} and coalesce(petition.group_id, campaign.group_id) = any(${groupsWith('import')}::uuid[])
    order by at desc limit ${mostListed}
  `.execute(db)
  return rows.map(({ id, slug, isOfCampaign, title, ...row }) => ({
    ...row,
    key: id,
    what: 'imported',
    name: title,
    until: null,
    path: isOfCampaign ? paths.office.peopleImport(slug) : paths.office.petitionImport(slug),
  }))
}

async function ofReleases(office: Office): Promise<Named[]> {
  const releases = await readReleases(office, office.groupsWith('review-held'))
  return releases.map(({ id, title, signatures, by, at }) => ({
    key: id,
    what: 'released',
    name: title,
    count: signatures,
    by,
    at,
    until: dayAfter(at),
    path: paths.office.held(),
  }))
}

async function ofDecisions({ db, lang, now, groupsWith }: Office): Promise<Named[]> {
  if (groupsWith('manage-groups').length === 0) return []
  const { rows } = await sql<{ id: string; name: string; by: string | null; at: Date }>`
    select campaign_request.id, campaign.name ->> ${lang} as name, decided_by as by, decided_at as at
    from campaign_request join campaign on campaign.id = campaign_id
    where campaign_request.state in ('approved', 'refused') and decided_at > ${new Date(now.getTime() - dayLong)} order by decided_at desc limit ${mostListed}
  `.execute(db)
  return rows.map(({ id, ...row }) => ({
    ...row,
    key: id,
    what: 'decided',
    count: 1,
    until: dayAfter(row.at),
    path: paths.office.requests(),
  }))
}

/** Access that was taken away and not given since, with the way to the line that says so. */
async function ofAccess(office: Office): Promise<Named[]> {
  const { rows } = await sql<{ id: string; was: string; group: string; by: string | null; at: Date }>`
    select distinct on (split_part(subject, ' ', 1), group_id) split_part(subject, ' ', 1) as id, split_part(subject, ' ', 3) as was, group_id as "group", organizer_id as by, at
    from audit where act = 'removed-organizer' and subject like '% none %' and at > ${new Date(office.now.getTime() - dayLong)}
      and group_id = any(${office.groupsWith('manage-organizers')}::uuid[])
      and not exists (select from organizer_role where organizer_role.organizer_id::text = split_part(subject, ' ', 1) and organizer_role.group_id = audit.group_id)
    order by split_part(subject, ' ', 1), group_id, seq desc limit ${mostListed}
  `.execute(office.db)
  const names = await organizerNames(
    office.db,
    office.vault,
    rows.map(({ id }) => id),
  )
  return rows.map(({ id, was, group, by, at }) => ({
    key: `access ${id} ${group}`,
    what: 'access',
    name: names.get(id) ?? '',
    count: 1,
    by,
    at,
    until: dayAfter(at),
    path: saying(office, paths.office.team('removed', { id, was, group })),
  }))
}

async function ofErasures(office: Office): Promise<UndoableElsewhere[]> {
  if (office.groupsWith('erase-people').length === 0) return []
  const erasures = await listErasures(office)
  return erasures
    .filter(({ state, isLocked }) => state === 'held' && !isLocked)
    .map(({ id, people, by, at, until }) => ({
      key: id,
      what: 'erased',
      name: '',
      count: people,
      by,
      at,
      until,
      path: paths.office.erased(),
    }))
}

function dayAfter(at: Date): string {
  return new Date(at.getTime() + dayLong).toISOString()
}
