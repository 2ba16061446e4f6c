import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { NotSetUp } from '~/office/frame/not-set-up'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FieldError } from '~/ui/forms/form-state'
import { Inbox, type TypedAnswer } from './inbox'
import type { TextToRead } from './inbox.server'

interface InboxPageProps {
  t: Translate
  lang: Language
  inbox: { waiting: TextToRead[]; handled: TextToRead[] | null; handledCount: number }
  typed: TypedAnswer | null
  /** Price of a segment, in millionths of a dollar. */
  price: number
  channels: Channels
  said: 'handled' | 'gone' | null
}

/** Texts that wait for a human, and those handled lately. */
export function InboxPage({ t, lang, inbox, typed, price, channels, said }: InboxPageProps) {
  return (
    <>
      <h1>{t('texts.office.toRead')}</h1>
      {said === 'handled' && (
        <p className="done" role="status">
          {t('texts.office.said.handled')}
        </p>
      )}
      <ErrorSummary t={t} form={{ values: {}, errors: refused({ t, typed, said }) }} />
      <NotSetUp t={t} channels={channels} />
      <Inbox t={t} lang={lang} {...inbox} typed={typed} price={price} hasTexts={channels.texts !== 'none'} />
    </>
  )
}

/** What was rejected, and the field to fix. */
function refused({ t, typed, said }: Pick<InboxPageProps, 't' | 'typed' | 'said'>): FieldError[] {
  if (typed?.problem)
    return [{ field: `reply-${typed.id}`, message: typed.problem, said: t(`texts.office.problems.${typed.problem}`) }]
  return !typed && said === 'gone' ? [{ field: '', message: 'gone', said: t('texts.office.said.gone') }] : []
}
