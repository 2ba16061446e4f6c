import { data } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { campaignHeader } from '~/office/frame/chosen-campaign'
import { readMenu } from '~/office/frame/menu.server'
import { emptyMenu, type OfficeFrame } from '~/office/frame/office-layout'
import { unguarded, whoIsThere } from '~/office/guard/guard.server'
import { languageHeader } from '~/office/guard/last-language'
import { readJustDone } from '~/office/undo/undo-change.server'
import { readSwitches } from '~/queue/outbox/switches.server'

/** Data for the frame: who is signed in, and what they may open. */
export const loader = unguarded(async (visit) => {
  const office = await whoIsThere(visit)
  if (!office) return data<OfficeFrame>({ lang: visit.lang, name: null, menu: emptyMenu, stopped: [] })
  const [switches, menu, justDone] = await Promise.all([readSwitches(visit.db), readMenu(office), readJustDone(office)])
  const cookie = visit.request.headers.get('cookie')
  const headers = new Headers()
  for (const kept of [languageHeader(cookie, office.lang), campaignHeader(cookie, menu.campaign)])
    if (kept) headers.append('set-cookie', kept)
  return data<OfficeFrame>(
    {
      lang: office.lang,
      name: office.organizer.name,
      zone: office.zone,
      menu,
      justDone,
      stopped: switches.filter((one) => one.isOn).map((one) => one.name),
    },
    { headers },
  )
})

export default function Route() {
  return <Outlet />
}
