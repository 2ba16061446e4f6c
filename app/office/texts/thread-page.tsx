import type { Channels } from '~/channel-states'
import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { NotSetUp } from '~/office/frame/not-set-up'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form, typed as typedForm } from '~/ui/forms/form'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { CannedReply } from './canned-reply'
import type { Answerer } from './inbox-rights.server'
import { snoozeDays } from './snooze-days'
import type { OpenedThread } from './thread.server'
import { ThreadHolder } from './thread-holder'
import { ThreadLines } from './thread-lines'
import { ThreadNotes } from './thread-notes'
import { ThreadReply } from './thread-reply'
import type { ThreadDone, TypedAnswer } from './thread-state'

interface ThreadPageProps {
  t: Translate
  lang: Language
  thread: OpenedThread
  /** Name of the group whose business it is. */
  group: string
  /** The organizer who looks at it. */
  you: string
  answerers: Answerer[]
  replies: CannedReply[]
  /** Of this page, so that a form that is sent twice is one answer. */
  seed: string
  /** Price of a segment, in millionths of a dollar. */
  price: number
  channels: Channels
  /** Today, YYYY-MM-DD. */
  today: string
  done: ThreadDone | null
  typed: TypedAnswer | null
}

/** One phone's texts and our answers, who has taken them, an answer by hand, and how to stop texts to that phone. */
export function ThreadPage({ t, lang, thread, group, typed, done, channels, ...props }: ThreadPageProps) {
  const isHandled = thread.newest === null
  const isMail = thread.channel === 'mail'
  const mayAnswer = !thread.stopped && (isMail || channels.texts !== 'none')
  const errors = typed?.problem
    ? [
        {
          field: typed.problem === 'no-note' ? 'note' : mayAnswer || typed.reply ? 'reply' : '',
          message: typed.problem,
          said: sayProblem(t, typed.problem, typed.by),
        },
      ]
    : []
  const who = [...new Set(thread.signers.map(({ name }) => name))].join(', ') || thread.office?.[lang] || thread.phone
  return (
    <>
      <h1>{who}</h1>
      <p className="lead">
        {thread.phone} · {thread.language ? languageNames[thread.language] : t('texts.inbox.languageUnknown')} · {group}
        {thread.signers.map(({ id, name }) => (
          <span key={id}>
            {' · '}
            <a href={paths.office.person(id)}>{t('texts.inbox.aboutPerson', { name })}</a>
          </span>
        ))}
      </p>
      {done && !typed && <DoneLine t={t} done={done} thread={thread} />}
      <ErrorSummary t={t} form={{ values: { reply: typed?.reply ?? '' }, errors }} />
      {!isMail && <NotSetUp t={t} channels={channels} />}
      <Form {...(mayAnswer ? { enter: { name: 'intent', value: 'answer' } } : {})} {...typedForm({ errors })}>
        <input type="hidden" name="seen" value={thread.newest ?? ''} />
        <input type="hidden" name="seed" value={props.seed} />
        <input type="hidden" name="from" value={thread.holder?.id ?? ''} />
        {thread.snoozedUntil !== null && <Snoozed t={t} lang={lang} until={thread.snoozedUntil} />}
        <ThreadHolder t={t} holder={thread.holder} you={props.you} answerers={props.answerers} />
        <ThreadLines t={t} lang={lang} thread={thread} />
        <ThreadReply
          t={t}
          lang={lang}
          thread={thread}
          replies={props.replies}
          typed={typed}
          price={props.price}
          mayAnswer={mayAnswer}
        />
        {!isHandled && (
          <div className="acts">
            <button name="intent" value="done">
              {t('texts.office.handleOnly')}
            </button>
            {thread.snoozedUntil === null && (
              <>
                <label htmlFor="days">{t('texts.inbox.snooze.label')}</label>
                <select id="days" name="days">
                  {snoozeDays.map((days) => (
                    <option key={days} value={days}>
                      {t('texts.inbox.snooze.days', { count: days })}
                    </option>
                  ))}
                </select>
                <button name="intent" value="snooze">
                  {t('texts.inbox.snooze.button')}
                </button>
              </>
            )}
          </div>
        )}
        <ThreadNotes t={t} lang={lang} thread={thread} typed={typed} />
        {thread.stopped ? (
          <p>
            {t(thread.stopped.by === null ? 'texts.inbox.stop.theySaid' : 'texts.inbox.stop.recorded', {
              day: longDate(lang, thread.stopped.since),
              name: thread.stopped.by ?? '',
            })}{' '}
            {t(isMail ? 'texts.inbox.mail.hasStopped' : 'texts.office.hasStopped')}
          </p>
        ) : (
          <details>
            <summary>{t(isMail ? 'texts.inbox.mail.stopTitle' : 'texts.inbox.stop.title')}</summary>
            <p>
              {t(isMail ? 'texts.inbox.mail.stopWhat' : 'texts.inbox.stop.what', {
                phone: thread.phone,
                day: longDate(lang, props.today),
              })}
            </p>
            <button name="intent" value="stop">
              {t(isMail ? 'texts.inbox.mail.stopButton' : 'texts.inbox.stop.button', { phone: thread.phone })}
            </button>
          </details>
        )}
      </Form>
    </>
  )
}

function sayProblem(t: Translate, problem: NonNullable<TypedAnswer['problem']>, by = ''): string {
  return t(`texts.office.problems.${problem}`, { name: by })
}

/** That it waits for nobody now, and how to bring it back. */
function Snoozed({ t, lang, until }: { t: Translate; lang: Language; until: string }) {
  const momentOf = useMoments()
  return (
    <p>
      {t('texts.inbox.snooze.until', { when: momentOf(lang, new Date(until)) })}{' '}
      <button name="intent" value="wake">
        {t('texts.inbox.snooze.wake')}
      </button>
    </p>
  )
}

/** What was just done, and its undo. What cannot be undone has none. */
function DoneLine({
  t,
  done: { did, before, at, note },
  thread,
}: {
  t: Translate
  done: ThreadDone
  thread: OpenedThread
}) {
  const undo: Record<string, string> | null =
    did === 'took' || did === 'gave' || did === 'returned'
      ? { intent: 'undo-hand', from: thread.holder?.id ?? '', to: before }
      : did === 'done'
        ? { intent: 'reopen', at }
        : did === 'snoozed'
          ? { intent: 'wake' }
          : did === 'removed-note'
            ? { intent: 'restore-note', id: note }
            : null
  return (
    <div className="done" role="status">
      {t(`texts.inbox.did.${did}`, { name: thread.holder?.name ?? '', phone: thread.phone })}{' '}
      {undo && (
        <OneButton action={paths.office.thread(thread.id)} fields={undo}>
          {t('office.undo')}
        </OneButton>
      )}
    </div>
  )
}
