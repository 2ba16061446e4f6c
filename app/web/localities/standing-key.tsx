import { type CountyStanding, countyStandings } from '~/campaigns/policies/by-county'
import type { PageProps } from '~/ui/page/public-layout'
import { fillOf } from './standing-fill'

/** What the colors and patterns of a map mean. The patterns must be on the page, see `Patterns`. */
export function StandingKey({
  t,
  standings = countyStandings,
}: Pick<PageProps, 't'> & { standings?: readonly CountyStanding[] }) {
  return (
    <ul className="map-key">
      {standings.map((standing) => (
        <li key={standing}>
          <svg viewBox="0 0 28 18" width="28" height="18" aria-hidden="true">
            <rect x="0.5" y="0.5" width="27" height="17" fill={fillOf(standing)} stroke="var(--ink)" />
          </svg>{' '}
          {t(`localities.standings.${standing}`)}
        </li>
      ))}
    </ul>
  )
}
