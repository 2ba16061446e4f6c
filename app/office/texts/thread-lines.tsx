import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { useMoments } from '~/ui/page/readers-zone'
import { sayReason } from './message-words'
import type { OpenedThread, ThreadLine } from './thread.server'

interface ThreadLinesProps {
  t: Translate
  lang: Language
  thread: OpenedThread
}

/** What was asked and answered, the oldest first, and what is no longer kept. */
export function ThreadLines({ t, lang, thread }: ThreadLinesProps) {
  return (
    <>
      <p className="small">
        {t(thread.channel === 'mail' ? 'texts.inbox.mail.kept' : 'texts.inbox.kept')}{' '}
        {thread.hasDeleted && t('texts.inbox.deleted')}
      </p>
      <ol className="thread">
        {thread.lines.map((line) => (
          <li key={line.id} className={line.is}>
            <Line t={t} lang={lang} line={line} thread={thread} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Line({ t, lang, line, thread }: ThreadLinesProps & { line: ThreadLine }) {
  const momentOf = useMoments()
  const when = <time dateTime={line.at}>{momentOf(lang, new Date(line.at))}</time>
  if (line.is === 'received') {
    const reason = line.reason === 'begins-with-stop' && !thread.stopped ? 'maybe-stop' : line.reason
    return (
      <>
        <p className="small">
          <strong>{thread.phone}</strong> · {when} · {t(`texts.office.why.${reason}`)}
        </p>
        {line.mail?.subject && (
          <p>
            <strong lang={thread.language ?? undefined}>{line.mail.subject}</strong>
          </p>
        )}
        <div className="words" lang={thread.language ?? undefined}>
          {line.words}
        </div>
        {line.mail && <MailMore t={t} mail={line.mail} lang={thread.language} />}
        {line.handled && (
          <p className="small">
            {t('texts.office.handledBy', { name: line.handled.by, when: momentOf(lang, new Date(line.handled.at)) })}
          </p>
        )}
      </>
    )
  }
  return (
    <>
      <p className="small">
        <strong>{line.by ?? 'Firme'}</strong> · {when} · {line.by === null && `${line.what} · `}
        {t(`texts.office.states.${line.state}`)}
        {line.failure && ` (${sayReason(t, line.failure)})`}
      </p>
      {line.words !== null && (
        <div className="words" lang={thread.language ?? undefined}>
          {line.words}
        </div>
      )}
    </>
  )
}

type MailOfLine = NonNullable<Extract<ThreadLine, { is: 'received' }>['mail']>

/** What a mail quotes, folded, and what is attached: named, and never opened. */
function MailMore({ t, mail, lang }: { t: Translate; mail: MailOfLine; lang: Language | null }) {
  return (
    <>
      {mail.attachments.length > 0 && (
        <p className="small">
          {t('texts.inbox.mail.attachments', { count: mail.attachments.length, names: mail.attachments.join(', ') })}
        </p>
      )}
      {mail.quoted && (
        <details>
          <summary>{t('texts.inbox.mail.quoted')}</summary>
          <div className="words" lang={lang ?? undefined}>
            {mail.quoted}
          </div>
        </details>
      )}
    </>
  )
}
