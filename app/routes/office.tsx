import { data } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import type { OfficeFrame, OfficeSection } from '~/office/frame/office-layout'
import { unguarded, whoIsThere } from '~/office/guard/guard.server'
import { languageHeader } from '~/office/guard/last-language'
import type { Right } from '~/office/guard/rights'
import { readSwitches } from '~/queue/outbox/switches.server'

const places: [OfficeSection, Right][] = [
  ['petitions', 'see-numbers'],
  ['actions', 'see-numbers'],
  ['officials', 'see-numbers'],
  ['people', 'see-people'],
  ['held', 'review-held'],
  ['comments', 'moderate'],
  ['messages', 'see-numbers'],
  ['campaigns', 'edit'],
  ['requests', 'manage-groups'],
  ['links', 'edit'],
  ['places', 'edit'],
  ['texts', 'edit'],
  ['exports', 'export-people'],
  ['team', 'manage-organizers'],
  ['settings', 'manage-organizers'],
  ['switches', 'switches'],
  ['audit', 'read-audit'],
]

/** Data for the frame: who is signed in, and what they may open. */
export const loader = unguarded(async (visit) => {
  const office = await whoIsThere(visit)
  if (!office) return data<OfficeFrame>({ lang: visit.lang, name: null, places: [], stopped: [] })
  const switches = await readSwitches(visit.db)
  const kept = languageHeader(visit.request.headers.get('cookie'), office.lang)
  const frame: OfficeFrame = {
    lang: office.lang,
    name: office.organizer.name,
    zone: office.zone,
    places: places.filter(([, right]) => office.groupsWith(right).length > 0).map(([place]) => place),
    stopped: switches.filter((one) => one.isOn).map((one) => one.name),
  }
  return data(frame, kept ? { headers: { 'set-cookie': kept } } : {})
})

export default function Route() {
  return <Outlet />
}
