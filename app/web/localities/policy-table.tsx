import type { StandingPolicy } from '~/campaigns/policies/policies.server'
import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { placeName } from '~/geography/place-name'
import { paths } from '~/paths'
import { partialDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { type LocalityQuery, localityQuery } from './locality-query'

interface PolicyTableProps extends PageProps {
  lines: readonly StandingPolicy[]
  kinds: readonly PolicyKind[]
  query: LocalityQuery
  /** Path of the page. */
  href: string
  /** State of the page; '' for the country. */
  state: string
  /** YYYY-MM-DD; checked before that is marked. */
  oldest: string
}

/** Policies in a table that is sorted by its headings, without script. */
export function PolicyTable({ lang, t, lines, kinds, query, href, state, oldest }: PolicyTableProps) {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-labelledby="list">
      <table className="stacked">
        <caption id="list">{t('localities.caption')}</caption>
        <thead>
          <tr>
            {(['place', 'kind', 'adopted', 'checked'] as const).map((order) => (
              <Heading
                key={order}
                label={t(`localities.columns.${order}`)}
                isSorted={order === query.by}
                isDescending={order === 'adopted'}
                href={`${href}${localityQuery(query, { by: order, page: 1 }, state)}#list`}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((policy) => (
            <tr key={policy.id}>
              <th scope="row">
                <a href={paths.place(lang, policy.place.slug)}>{placeName(lang, policy.place)}</a>
                {policy.place.kind !== 'state' && policy.place.state && `, ${policy.place.state}`}
              </th>
              <td>
                {policyName(lang, t, policy, kinds)}
                {policy.agency && (
                  <span className="small" lang="en">
                    {' '}
                    · {policy.agency}
                  </span>
                )}
              </td>
              <td>
                {policyDates(lang, t, policy)}
                {policy.standing === 'maybe' && <strong> {t('localities.dates.maybe')}</strong>}
              </td>
              <td>
                <a href={policy.sourceUrl} rel="noreferrer">
                  {t('localities.source')}
                </a>
                , {partialDate(lang, policy.checkedOn)}
                {policy.endedOn === null && policy.checkedOn < oldest && (
                  <strong className="small"> {t('localities.old')}</strong>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface HeadingProps {
  label: string
  isSorted: boolean
  isDescending: boolean
  href: string
}

function Heading({ label, isSorted, isDescending, href }: HeadingProps) {
  return (
    <th scope="col" aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}>
      {isSorted ? label : <a href={href}>{label}</a>}
    </th>
  )
}
