import type { AdvocacyKind, AdvocacyState } from '#db/schema-advocacy'
import type { Bilingual, Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Right } from '~/organizers/rights'
import { paths } from '~/paths'

/** An action as every one of its office pages names it. */
export interface ActionHead {
  slug: string
  kind: AdvocacyKind
  state: AdvocacyState
  title: Bilingual
  group: string
  publicUrls: Bilingual
  /** What the reader may do with it. */
  rights: Right[]
}

export type ActionTab = 'numbers' | 'letters' | 'edit' | 'targets'

const tabs: [ActionTab, Right, (slug: string) => string][] = [
  ['numbers', 'see-numbers', paths.office.action],
  ['letters', 'see-numbers', paths.office.actionLetters],
  ['edit', 'edit', paths.office.actionEdit],
  ['targets', 'edit', paths.office.actionTargets],
]

/** The head of an action's pages, and the way between them. */
export function ActionTabs({ t, lang, head, current }: { t: Translate; lang: Language; head: ActionHead; current: ActionTab }) {
  return (
    <>
      <p className="crumbs">
        <a href={paths.office.actions()}>{t('office.nav.actions')}</a> · {t(`outreach.channels.${head.kind}`)} · {head.group}
      </p>
      <h1>{head.title[lang] || head.title.en || head.title.es || head.slug}</h1>
      <p>
        <span className={`state ${head.state}`}>{t(`office.states.${head.state}`)}</span>{' '}
        {head.state !== 'draft' && (
          <span className="small">
            <a href={head.publicUrls.en}>English</a> · <a href={head.publicUrls.es}>Español</a>
          </span>
        )}
      </p>
      <ul className="tabs">
        {tabs
          .filter(([tab, right]) => head.rights.includes(right) && (tab !== 'letters' || head.kind === 'letter'))
          .map(([tab, , path]) => (
            <li key={tab}>
              <a href={path(head.slug)} {...(tab === current ? { 'aria-current': 'page' as const } : {})}>
                {t(`outreach.office.tabs.${tab}`)}
              </a>
            </li>
          ))}
      </ul>
    </>
  )
}
