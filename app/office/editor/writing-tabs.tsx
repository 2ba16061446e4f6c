import type { Bilingual, Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Crumb } from '~/office/frame/crumbs'
import type { Right } from '~/office/guard/rights'
import type { Stands } from '~/office/pages/standing'
import { StandingMark } from '~/office/pages/standing-mark'
import { useMoments } from '~/ui/page/readers-zone'

export type StateName = 'draft' | 'open' | 'closed' | 'victory' | 'archived'

/** An office page of a petition or action. */
export type Tab =
  | 'numbers'
  | 'letters'
  | 'edit'
  | 'targets'
  | 'news'
  | 'history'
  | 'copies'
  | 'deliveries'
  | 'imports'
  | 'share'
  | 'path'

/** What the header of those pages shows. */
export interface WrittenHead {
  slug: string
  title: Bilingual
  state: StateName
  /** How it stands by its times; absent where it has none. */
  stands?: Stands
  /** Whether it is published but does nothing for now; absent where nothing is paused. */
  isPaused?: boolean
  /** When it will be shown, ISO, although it is published; absent once it is. */
  waitsUntil?: string
  /** How many have signed it, or done it; absent where nothing is counted. */
  done?: number
  /** A list it belongs to, below its section. */
  list?: { path: string; name: string }
  /** Its kind and its group, a few words each. */
  notes: string[]
  /** Why nobody can take part although it is open, or null. */
  warning: string | null
  /** Null where the public sees no page. */
  publicUrls: Bilingual | null
  /** The reader's rights on it. */
  rights: Right[]
  /** Its pages that the reader may see. */
  tabs: { tab: Tab; path: string }[]
}

/** Header and navigation of the office pages of a petition or action. */
export function WritingTabs({
  t,
  lang,
  head,
  current,
}: {
  t: Translate
  lang: Language
  head: WrittenHead
  current: Tab
}) {
  return (
    <>
      <h1>{titleOf(head, lang)}</h1>
      <p>
        <HeadState t={t} lang={lang} head={head} />{' '}
        <span className="small">
          {head.notes.join(' · ')}
          {head.state !== 'draft' && !head.waitsUntil && head.publicUrls && (
            <>
              {' · '}
              <a href={head.publicUrls.en}>English</a> · <a href={head.publicUrls.es}>Español</a>
            </>
          )}
        </span>
      </p>
      {head.warning && <p className="errors">{head.warning}</p>}
      <ul className="tabs">
        {head.tabs.map(({ tab, path }) => (
          <li key={tab}>
            <a href={path} {...(tab === current ? { 'aria-current': 'page' as const } : {})}>
              {t(`office.tabs.${tab}`)}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

interface HeadStateProps {
  t: Translate
  lang: Language
  head: Pick<WrittenHead, 'state' | 'stands' | 'waitsUntil' | 'isPaused'>
}

/** How it stands, in words. */
export function HeadState({ t, lang, head: { state, stands, waitsUntil, isPaused } }: HeadStateProps) {
  const momentOf = useMoments()
  if (waitsUntil)
    return <span className="state">{t('office.edit.waits', { when: momentOf(lang, new Date(waitsUntil)) })}</span>
  if (stands) return <StandingMark t={t} lang={lang} page={stands} />
  if (isPaused) return <span className="state waiting">{t('office.states.paused')}</span>
  return <span className={`state ${state}`}>{t(`office.states.${state}`)}</span>
}

/** What is above the further pages of a petition or action: its list, and its first page. */
export function aboveTab(head: WrittenHead, lang: Language): Crumb[] {
  return [...(head.list ? [head.list] : []), { name: titleOf(head, lang), path: head.tabs[0]!.path }]
}

/** A title to show even while one language of it is missing. */
export function titleOf({ title, slug }: Pick<WrittenHead, 'title' | 'slug'>, lang: Language): string {
  return title[lang] || title.en || title.es || slug
}
