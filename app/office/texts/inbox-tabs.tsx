import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { wholeNumber } from '~/ui/page/dates'
import type { InboxTab } from './inbox-tabs.server'

interface InboxTabsProps {
  t: Translate
  lang: Language
  tabs: InboxTab[]
  /** How much waits in each. */
  waiting: Record<InboxTab['name'], number>
}

/** Texts, and the other queues of what people sent us, each where it is worked on. */
export function InboxTabs({ t, lang, tabs, waiting }: InboxTabsProps) {
  return (
    <nav aria-label={t('texts.inbox.tabs.label')}>
      <ul className="tabs">
        {tabs.map(({ name, path }) => (
          <li key={name}>
            <a href={path} {...(name === 'texts' ? { 'aria-current': 'page' as const } : {})}>
              {t(`texts.inbox.tabs.${name}`)} ({wholeNumber(lang, waiting[name])})
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
