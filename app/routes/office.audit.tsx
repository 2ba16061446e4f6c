import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { isDay } from '#db/calendar-day'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { readAudit, sortableAudit, verifyAudit } from '~/office/guard/audit.server'
import { guarded } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { readTableState } from '~/office/table/table-state'
import { AuditPage } from '~/office/team/audit-page'
import { nameSubjects } from '~/office/team/name-subjects.server'

const filters = z.object({
  act: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .catch(''),
  by: z.uuid().catch(''),
  day: z.string().refine(isDay).catch(''),
})

export const loader = guarded('read-audit', async (office) => {
  const { db, lang, url, zone } = office
  const filter = filters.parse(Object.fromEntries(url.searchParams))
  const [{ lines, table, count }, chain] = await Promise.all([
    readAudit(db, filter, readTableState(url.searchParams, sortableAudit), zone),
    verifyAudit(db),
  ])
  const organizers = await db.selectFrom('organizer').select('id').execute()
  const names = await organizerNames(
    db,
    office.vault,
    organizers.map(({ id }) => id),
  )
  const subjects = await nameSubjects(office, lines)
  return {
    lang,
    title: office.t('office.audit.title'),
    brokenAt: chain.brokenAt,
    all: chain.lines,
    filter,
    table,
    count,
    organizers: [...names].sort((one, two) => one[1].localeCompare(two[1], lang)),
    lines: lines.map(({ at, organizerId, groupId, ...line }, index) => ({
      ...line,
      subject: subjects[index]!,
      at: at.toISOString(),
      who: (organizerId && names.get(organizerId)) ?? '',
      group: (groupId && office.groups.get(groupId)?.name) ?? '',
    })),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <AuditPage t={translator(lang)} lang={lang} {...props} />
}
