import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { titleOf } from '~/office/editor/writing-tabs'
import { editPath, officePath } from '~/office/pages/page-path'
import { StandingMark } from '~/office/pages/standing-mark'
import type { CommentLine } from '~/office/people/moderation/comments.server'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { useDays, useMoments } from '~/ui/page/readers-zone'
import type { Needs } from './needs.server'
import { NeedsList } from './needs-list'
import type { CampaignCard, OpenPage, Today, WeekFigure } from './today.server'
import type { Waiting } from './waiting.server'

interface TodayProps {
  t: Translate
  lang: Language
  name: string
  needs: Needs
  /** What waits in the queues, as the menu says it. */
  waiting: Waiting
  today: Today
  comments: CommentLine[]
  /** Names of the kinds of pages. */
  kinds: Record<string, string>
  mayStart: boolean
  hasOwnPasskeyAdvice: boolean
  /** A comment was just shown. */
  isDone: boolean
}

/** The home of the office: what needs somebody, how the week went, and what to do next for each open page. */
export function TodayPage({
  t,
  lang,
  name,
  needs,
  waiting,
  today,
  comments,
  kinds,
  mayStart,
  hasOwnPasskeyAdvice,
  isDone,
}: TodayProps) {
  const dateOf = useDays()
  return (
    <>
      <div className="heading">
        <h1>{t('office.home.hello', { name })}</h1>
        {mayStart && (
          <a className="button main" href={paths.office.newPage()}>
            {t('office.pages.new')}
          </a>
        )}
      </div>
      {isDone && (
        <p className="done" role="status">
          {t('office.today.commentShown')}
        </p>
      )}
      {today.goals.few.map(({ page, goal }) => (
        <p className="done" key={page.id}>
          {t('office.today.goal', { title: titleOf(page, lang), goal: wholeNumber(lang, goal) })}{' '}
          <a href={officePath(page)}>{t('office.today.goalGo')}</a>
        </p>
      ))}
      {today.goals.count > today.goals.few.length && (
        <p className="done">
          <a href={paths.office.pages({ sort: '-week' })}>
            {t('office.today.moreGoals', { count: today.goals.count - today.goals.few.length })}
          </a>
        </p>
      )}
      <h2>{t('office.home.needs')}</h2>
      <NeedsList
        t={t}
        lang={lang}
        needs={needs}
        waiting={waiting}
        comments={comments}
        hasOwnPasskeyAdvice={hasOwnPasskeyAdvice}
      />
      <Weeks t={t} lang={lang} weeks={today.weeks} />
      {today.open.count > 0 && (
        <section aria-labelledby="open">
          <h2 id="open">{t('office.today.open')}</h2>
          <ul className="cards-list">
            {today.open.few.map((page) => (
              <OpenCard
                key={page.id}
                t={t}
                lang={lang}
                page={page}
                kinds={kinds}
                hasCampaign={today.campaigns.length > 1}
              />
            ))}
          </ul>
          <AllPages t={t} of={today.open} query={{}} />
        </section>
      )}
      {today.drafts.count > 0 && (
        <section aria-labelledby="drafts">
          <h2 id="drafts">{t('office.today.drafts')}</h2>
          <ul className="lines">
            {today.drafts.few.map((page) => (
              <li key={page.id}>
                <a href={editPath(page)}>{titleOf(page, lang)}</a>{' '}
                <span className="small">
                  {kinds[page.kind]} · {page.campaign.name[lang]} ·{' '}
                  {t('office.today.changed', { day: dateOf(lang, new Date(page.changedAt)) })}
                </span>
              </li>
            ))}
          </ul>
          <AllPages t={t} of={today.drafts} query={{ standing: 'draft' }} />
        </section>
      )}
      {today.campaigns.length > 0 && <Campaigns t={t} lang={lang} campaigns={today.campaigns} />}
      {needs.backups && <BackupLine t={t} lang={lang} {...needs.backups} />}
    </>
  )
}

/** The way to those that are not among the first few. */
function AllPages({ t, of, query }: { t: Translate; of: Today['open' | 'drafts']; query: Record<string, string> }) {
  if (of.count <= of.few.length) return null
  return (
    <p>
      <a href={paths.office.pages(query)}>{t('office.find.all', { count: of.count })}</a>
    </p>
  )
}

/** This week against the last, by kind; says nothing of kinds with no week at all. */
function Weeks({ t, lang, weeks }: { t: Translate; lang: Language; weeks: WeekFigure[] }) {
  const told = weeks.filter(({ week, before }) => week > 0 || before > 0)
  return (
    <section aria-labelledby="week">
      <h2 id="week">{t('office.today.week')}</h2>
      {told.length === 0 ? (
        <p>{t('office.today.quiet')}</p>
      ) : (
        <ul className="figures">
          {told.map(({ what, week, before }) => (
            <li key={what}>
              <strong>{wholeNumber(lang, week)}</strong>
              <span>{what}</span> <span>({t('office.today.before', { count: before })})</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface OpenCardProps {
  t: Translate
  lang: Language
  page: OpenPage
  kinds: Record<string, string>
  /** Whether there are several, so that each page names its own. */
  hasCampaign: boolean
}

/** An open page, its week, and what to do for it next. */
function OpenCard({ t, lang, page, kinds, hasCampaign }: OpenCardProps) {
  const [missing] = page.missingKinds
  return (
    <li className="panel">
      <h3>
        <a href={officePath(page)}>{titleOf(page, lang)}</a>
      </h3>
      <p className="small">
        <StandingMark t={t} lang={lang} page={page} /> · {kinds[page.kind]}
        {hasCampaign && ` · ${page.campaign.name[lang]}`}
      </p>
      <SoFar t={t} lang={lang} all={page.all} week={page.week} />
      <ul className="acts">
        {page.mayEdit && page.standing === 'changed' && (
          <li>
            <a className="button main" href={editPath(page)}>
              {t('office.today.steps.publish')}
            </a>
          </li>
        )}
        {page.kind === 'petition' && (
          <li>
            <a className="button" href={paths.office.petitionSheet(page.slug)}>
              {t('office.today.steps.sheet')}
            </a>
          </li>
        )}
        <li>
          <a className="button" href={page.flyerUrl}>
            {t('office.today.steps.flyer')}
          </a>
        </li>
        <li>
          <a className="button" href={page.qrUrl}>
            {t('office.today.steps.qr')}
          </a>
        </li>
        <li>
          <a className="button" href={page.publicUrl}>
            {t('office.today.steps.share')}
          </a>
        </li>
        {missing && (
          <li>
            <a className="button" href={paths.office.newPage({ kind: missing, campaign: page.campaign.slug })}>
              {t('office.today.steps.add', { kind: (kinds[missing] ?? missing).toLowerCase() })}
            </a>
          </li>
        )}
      </ul>
    </li>
  )
}

/** How many so far; nothing where nobody did anything yet. */
function SoFar({ t, lang, all, week }: { t: Translate; lang: Language; all: number; week: number }) {
  return all === 0 ? null : <p>{t('office.today.soFar', { all: wholeNumber(lang, all), count: week })}</p>
}

function Campaigns({ t, lang, campaigns }: { t: Translate; lang: Language; campaigns: CampaignCard[] }) {
  return (
    <section aria-labelledby="campaigns">
      <h2 id="campaigns">{t('office.nav.campaigns')}</h2>
      <ul className="cards-list">
        {campaigns.map(({ slug, name, open, drafts, all, week }) => (
          <li key={slug} className="panel">
            <h3>
              <a href={paths.office.pages({ campaign: slug })}>{name}</a>
            </h3>
            <p className="small">
              {t('office.today.pagesOpen', { count: open })}
              {drafts > 0 && ` · ${t('office.today.pagesDraft', { count: drafts })}`}
            </p>
            <SoFar t={t} lang={lang} all={all} week={week} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** When the last backup was, and when somebody last tested that one can be restored. */
function BackupLine({ t, lang, last, lastDrill }: { t: Translate; lang: Language } & NonNullable<Needs['backups']>) {
  const momentOf = useMoments()
  const when = (at: string) => momentOf(lang, new Date(at))
  return (
    <p className="hint">
      {last ? t('office.home.backup.last', { when: when(last) }) : t('office.home.backup.none')}{' '}
      {last &&
        (lastDrill ? t('office.home.backup.lastDrill', { when: when(lastDrill) }) : t('office.home.backup.noDrill'))}
    </p>
  )
}
