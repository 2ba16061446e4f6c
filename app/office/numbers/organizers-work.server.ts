import { sql } from 'kysely'
import type { Act } from '~/office/guard/audit.server'
import type { Office } from '~/office/guard/guard.server'
import { organizersIn } from '~/office/guard/organizers.server'

/** What one organizer did, in counts. */
export interface OrganizerWork {
  id: string
  name: string
  /** Signatures typed from paper or brought in by lists, without lists that were undone. */
  typed: number
  /** Comments shown or hidden, and suspicious signatures that were decided on. */
  moderated: number
  /** Corrections and checks of officials. */
  officials: number
  /** Texts answered or marked as done. */
  texts: number
}

/** The acts of each count; `sum`: of the things each act concerns, otherwise of the acts. */
const work = {
  typed: { acts: ['imported-people'], isSum: true },
  moderated: { acts: ['moderated-comment', 'released-held', 'invalidated-held'], isSum: true },
  officials: { acts: ['changed-official'], isSum: false },
  texts: { acts: ['answered-text', 'handled-text'], isSum: false },
} as const satisfies Record<keyof Omit<OrganizerWork, 'id' | 'name'>, { acts: Act[]; isSum: boolean }>

/** What everybody in the groups that this organizer owns did since a day, from the audit log; the most first. */
export async function readWork(
  office: Pick<Office, 'db' | 'keyring' | 'vault' | 'groupsWith' | 'networkZone'>,
  since: string,
): Promise<OrganizerWork[]> {
  const { db } = office
  const people = await organizersIn(db, office, office.groupsWith('manage-organizers'))
  const counts = Object.entries(work).map(([name, { acts, isSum }]) => {
    const own = sql`filter (where act = any(${[...acts]}::text[]))`
    return sql`coalesce(${isSum ? sql`sum(how_many)` : sql`count(*)`} ${own}, 0)::integer as ${sql.ref(name)}`
  })
  const { rows } = await sql<Omit<OrganizerWork, 'name'>>`
    select organizer_id as id, ${sql.join(counts)} from audit
    where at >= ${since}::date::timestamp at time zone ${office.networkZone} and act = any(${Object.values(work).flatMap(({ acts }) => acts)}::text[]) and organizer_id = any(${people.map(({ id }) => id)}::uuid[])
      and not (act = 'imported-people' and exists (select from audit as undone where undone.act = 'undid-import' and undone.subject = audit.subject and undone.seq > audit.seq))
    group by 1
  `.execute(db)
  const done = new Map(rows.map((row) => [row.id, row]))
  const sum = ({ typed, moderated, officials, texts }: OrganizerWork) => typed + moderated + officials + texts
  return people
    .map(({ id, name }) => ({ typed: 0, moderated: 0, officials: 0, texts: 0, ...done.get(id), id, name }))
    .sort((one, two) => sum(two) - sum(one))
}
