import { Fragment } from 'react'
import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { sourceName } from '~/office/share/source-name'
import { OfficeTable } from '~/office/table/office-table'
import { inOrder, type TableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { longDate, wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { type Moments, useMoments } from '~/ui/page/readers-zone'
import type { GroupName, HeldGroup, HeldView, lookAtGroup, Release } from './held.server'

type Look = Awaited<ReturnType<typeof lookAtGroup>> & { group: GroupName }

interface HeldProps {
  t: Translate
  lang: Language
  by: HeldView
  table: TableState<HeldColumn>
  waiting: HeldGroup[]
  invalid: HeldGroup[]
  bursts: HeldGroup[]
  /** The group shown in detail, or null. */
  look: Look | null
  /** How many signatures were just decided on, or null. */
  /** What was decided, where `done` says about how many. */
  how: 'release' | 'invalidate'
  done: number | null
  /** How many were just held again, or null. */
  back: number | null
  releases: (Omit<Release, 'at'> & { at: string | Date })[]
}

const views = ['hour', 'source', 'domain'] as const

/** Columns the groups can be sorted by. */
export const heldColumns = ['petition', 'hour', 'from', 'signatures', 'confirmed'] as const
type HeldColumn = (typeof heldColumns)[number]

/** Signatures that came too fast: release them, invalidate them, or undo either. */
export function HeldPage({ t, lang, by, table, waiting, invalid, bursts, look, done, how, back, releases }: HeldProps) {
  return (
    <>
      <h1>{t('office.held.title')}</h1>
      <p className="lead">{t('office.held.lead')}</p>
      {done !== null && (
        <p className="done" role="status">
          {t(`office.held.done.${how}`, { count: done })}
        </p>
      )}
      {back !== null && (
        <p className="done" role="status">
          {t('office.held.back', { count: back })}
        </p>
      )}
      {releases.length > 0 && <Releases t={t} lang={lang} by={by} releases={releases} />}
      <nav aria-label={t('office.held.views.label')}>
        <ul className="tabs">
          {views.map((view) => (
            <li key={view}>
              <a
                href={`${paths.office.held()}?by=${view}`}
                {...(view === by ? { 'aria-current': 'page' as const } : {})}
              >
                {t(`office.held.views.${view}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {by === 'domain' && <p className="small">{t('office.held.domainNote')}</p>}
      {look && <CloserLook t={t} lang={lang} by={by} look={look} />}
      <Groups
        t={t}
        lang={lang}
        by={by}
        table={table}
        title={t('office.held.waiting')}
        none={t('office.held.noWaiting')}
        groups={waiting}
        acts={['release', 'invalidate']}
      />
      <Groups
        t={t}
        lang={lang}
        by={by}
        table={table}
        title={t('office.held.bursts')}
        none={t('office.held.noBursts')}
        groups={bursts}
        acts={['invalidate']}
      />
      <Groups
        t={t}
        lang={lang}
        by={by}
        table={table}
        title={t('office.held.invalid')}
        none={t('office.held.noInvalid')}
        groups={invalid}
        acts={['release']}
      />
    </>
  )
}

/** What was let count in the last 24 hours, each with its undo. */
function Releases({ t, lang, by, releases }: Pick<HeldProps, 't' | 'lang' | 'by' | 'releases'>) {
  const momentOf = useMoments()
  return (
    <section className="panel">
      <h2>{t('office.held.released')}</h2>
      <ul>
        {releases.map((one) => (
          <li key={one.id}>
            {t('office.held.releasedLine', {
              count: one.signatures,
              petition: one.title,
              when: momentOf(lang, new Date(one.at)),
            })}{' '}
            <OneButton action={paths.office.held()} fields={{ by, verdict: 'take-back', release: one.id }}>
              {t('office.held.takeBack', { count: one.signatures })}
            </OneButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Details of one group, before it is decided on. */
function CloserLook({ t, lang, by, look }: { t: Translate; lang: Language; by: HeldView; look: Look }) {
  const momentOf = useMoments()
  const isCounted = look.group.reason === 'counted'
  const acts: Verdict[] = isCounted
    ? ['invalidate']
    : look.group.reason.startsWith('invalid')
      ? ['release']
      : ['release', 'invalidate']
  const dimensions = [...new Set(look.slices.map((slice) => slice.dimension))]
  return (
    <section className="panel" aria-labelledby="look">
      <h2 id="look">{t('office.held.look', { petition: look.title })}</h2>
      <p>
        {t('office.held.lookText', { signatures: look.signatures, confirmed: look.confirmed, names: look.names })}{' '}
        {t('office.held.lookTotal', {
          total: look.total,
          after: isCounted
            ? look.total - look.confirmed
            : acts.includes('release')
              ? look.total + look.confirmed
              : look.total,
        })}
      </p>
      <div className="columns">
        {dimensions.map((dimension) => (
          <div key={dimension}>
            <h3>{t(`office.held.dimensions.${dimension}`)}</h3>
            <ul>
              {look.slices
                .filter((slice) => slice.dimension === dimension)
                .map((slice) => (
                  <li key={slice.key}>
                    {keyOf(t, lang, momentOf, slice)}: {wholeNumber(lang, slice.count)}
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
      <div className="acts">
        <Verdicts
          t={t}
          by={by}
          group={{ ...look.group, signatures: look.signatures, confirmed: look.confirmed }}
          acts={acts}
        />
      </div>
    </section>
  )
}

type Verdict = 'release' | 'invalidate'

interface GroupsProps {
  t: Translate
  lang: Language
  by: HeldView
  table: TableState<HeldColumn>
  title: string
  none: string
  groups: HeldGroup[]
  acts: Verdict[]
}

function Groups({ t, lang, by, table, title, none: empty, groups, acts }: GroupsProps) {
  const momentOf = useMoments()
  const fromOf = (group: HeldGroup) =>
    by === 'domain' ? group.domainName && `@${group.domainName}` : group.source && sourceName(t, group.source)
  const rows = inOrder(groups, table, {
    by: {
      petition: ({ title }) => title,
      hour: ({ hour }) => hour,
      from: fromOf,
      signatures: ({ signatures }) => signatures,
      confirmed: ({ confirmed }) => confirmed,
    },
    language: lang,
  })
  return (
    <section>
      <h2>{title}</h2>
      <OfficeTable
        t={t}
        lang={lang}
        label={title}
        rows={rows}
        keyOf={(group) => nameOf(group).join(' ')}
        list={{ path: paths.office.held(), kept: { by }, table: { ...table, page: 1 }, count: rows.length }}
        empty={empty}
        columns={[
          {
            name: 'petition',
            head: t('office.petitions.petition'),
            sorts: 'up',
            isName: true,
            cell: ({ title }) => title,
          },
          groups.some(({ hour }) => hour !== '') && {
            name: 'hour',
            head: t('office.held.hour'),
            sorts: 'up',
            cell: ({ hour }) => whenOf(momentOf, lang, hour),
          },
          {
            name: 'from',
            head: by === 'domain' ? t('office.held.domain') : t('office.numbers.source'),
            sorts: 'up',
            cell: fromOf,
          },
          {
            name: 'signatures',
            head: t('office.held.signatures'),
            sorts: 'down',
            isNumber: true,
            cell: ({ signatures }) => wholeNumber(lang, signatures),
          },
          {
            name: 'confirmed',
            head: t('office.numbers.confirmed'),
            sorts: 'down',
            isNumber: true,
            cell: ({ confirmed }) => wholeNumber(lang, confirmed),
          },
          {
            name: 'verdict',
            head: t('office.held.verdict'),
            cell: (group) => (
              <>
                <a href={lookPath(by, group)} aria-label={`${t('office.held.lookLink')}: ${nameOf(group).join(' ')}`}>
                  {t('office.held.lookLink')}
                </a>{' '}
                <Verdicts t={t} by={by} group={group} acts={acts} />
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

function Verdicts({
  t,
  by,
  group,
  acts,
}: {
  t: Translate
  by: HeldView
  group: GroupName & { signatures: number; confirmed: number }
  acts: Verdict[]
}) {
  return (
    <>
      {acts.map((act) => (
        <Fragment key={act}>
          <OneButton
            action={paths.office.held()}
            fields={{ by, ...Object.fromEntries(parts.map((part) => [part, group[part]])), verdict: act }}
          >
            {act === 'release'
              ? t('office.held.release', { count: group.confirmed })
              : t('office.held.invalidate', { count: group.signatures })}
          </OneButton>{' '}
        </Fragment>
      ))}
    </>
  )
}

const parts = ['petition', 'reason', 'source', 'hour', 'domain'] as const

const nameOf = (group: GroupName & { domainName?: string }) =>
  parts.map((part) => (part === 'domain' && group.domainName ? group.domainName : group[part])).filter(Boolean)

const lookPath = (by: HeldView, group: GroupName) =>
  `${paths.office.held()}?${new URLSearchParams({ by, ...Object.fromEntries(parts.map((part) => [part, group[part]])) })}`

function keyOf(t: Translate, lang: Language, momentOf: Moments, { dimension, key }: Look['slices'][number]): string {
  if (dimension === 'hour') return whenOf(momentOf, lang, key)
  if (dimension === 'language') return languageNames[key as Language]
  return dimension === 'channel' ? t(`office.numbers.channels.${key as 'mail'}`) : key
}

/** Formats an hour or a day. */
function whenOf(momentOf: Moments, lang: Language, hour: string): string {
  return hour.length === 10 ? longDate(lang, hour) : momentOf(lang, new Date(`${hour}:00:00Z`))
}
