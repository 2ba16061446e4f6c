import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { wholeNumber } from '~/ui/page/dates'
import type { InboxTab } from './inbox-tabs.server'

interface InboxTabsProps {
  t: Translate
  lang: Language
  tabs: InboxTab[]
}

/** Texts, and the other queues of what people sent us, each where it is worked on. */
export function InboxTabs({ t, lang, tabs }: InboxTabsProps) {
  return (
    <nav aria-label={t('texts.inbox.tabs.label')}>
      <ul className="tabs">
        {tabs.map(({ name, path, waiting }) => (
          <li key={name}>
            <a href={path} {...(name === 'texts' ? { 'aria-current': 'page' as const } : {})}>
              {t(`texts.inbox.tabs.${name}`)} ({wholeNumber(lang, waiting)})
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
