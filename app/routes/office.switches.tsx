import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { SwitchesPage } from '~/office/switches/switches-page'
import { paths } from '~/paths'
import { countHeldDeletions } from '~/queue/intake/held-deletions.server'
import { readSwitches, setPaused, switchNames } from '~/queue/outbox/switches.server'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('switches', async (office) => {
  const switches = await readSwitches(office.db)
  const names = await organizerNames(
    office.db,
    office.vault,
    switches.map((one) => one.changedBy),
  )
  return {
    lang: office.lang,
    title: office.t('office.switches.title'),
    channels: office.env.channels,
    deletions: await countHeldDeletions(office.db, office.now),
    switches: switches.map(({ name, isOn, changedBy, changedAt }) => ({
      name,
      isOn,
      by: (changedBy && names.get(changedBy)) ?? '',
      at: changedAt?.toISOString() ?? null,
    })),
  }
})

export const action = guarded('switches', async (office) => {
  const { name, on } = await formFields(office.request)
  const known = switchNames.find((one) => one === name)
  if (!known) throw new Response(null, { status: 400 })
  await office.db.transaction().execute(async (trx) => {
    if (await setPaused(trx, known, on === '1', office.organizer.id, office.now))
      await office.audit(
        { groupId: null, act: 'turned-switch', subject: `${known} ${on === '1' ? 'stopped' : 'goes on'}` },
        trx,
      )
  })
  return redirect(paths.office.switches(), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <SwitchesPage t={translator(lang)} lang={lang} {...props} />
}
