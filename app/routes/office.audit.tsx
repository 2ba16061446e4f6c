import { useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { readAudit, verifyAudit } from '~/office/guard/audit.server'
import { guarded } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { AuditPage } from '~/office/team/audit-page'
import { nameSubjects } from '~/office/team/name-subjects.server'

export const loader = guarded('read-audit', async (office) => {
  const before = readWhole(office.url.searchParams.get('before'))
  const [lines, chain] = await Promise.all([readAudit(office.db, before), verifyAudit(office.db)])
  const names = await organizerNames(
    office.db,
    office.vault,
    lines.map((line) => line.organizerId),
  )
  const subjects = await nameSubjects(
    office,
    lines.map(({ subject }) => subject),
  )
  return {
    lang: office.lang,
    title: office.t('office.audit.title'),
    brokenAt: chain.brokenAt,
    count: chain.lines,
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
