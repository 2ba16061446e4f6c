import type { Channels } from '~/channel-states'
import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { NotSetUp } from '~/office/frame/not-set-up'
import { OfficeTable } from '~/office/table/office-table'
import type { TableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { InboxTabs } from './inbox-tabs'
import type { InboxTab } from './inbox-tabs.server'
import { type ThreadView, threadViews } from './thread-views'
import { howLong } from './thread-words'
import type { Thread } from './threads.server'

interface InboxPageProps {
  t: Translate
  lang: Language
  tabs: InboxTab[]
  /** How much waits in each tab. */
  waiting: Record<InboxTab['name'], number>
  view: ThreadView
  threads: Thread[]
  counts: Record<ThreadView, number>
  table: TableState
  channels: Channels
  /** ISO. */
  now: string
  /** They come from a thread whose phone has been forgotten meanwhile. */
  isForgotten: boolean
}

/** What people texted and a human reads, by phone: who waits, why, since when, and who has taken it. */
export function InboxPage({
  t,
  lang,
  tabs,
  waiting,
  view,
  threads,
  counts,
  table,
  channels,
  now,
  isForgotten,
}: InboxPageProps) {
  return (
    <>
      <h1>{t('texts.office.toRead')}</h1>
      {isForgotten && (
        <p className="done" role="status">
          {t('texts.inbox.forgotten')}
        </p>
      )}
      <InboxTabs t={t} lang={lang} tabs={tabs} waiting={waiting} />
      <NotSetUp t={t} channels={channels} />
      {channels.texts === 'none' && <p>{t('texts.office.noneReach')}</p>}
      <nav aria-label={t('texts.inbox.views.label')}>
        <ul className="acts">
          {threadViews.map((one) => (
            <li key={one}>
              <a
                className="button"
                href={paths.office.inbox(one === 'waiting' ? {} : { show: one })}
                {...(one === view ? { 'aria-current': 'page' as const } : {})}
              >
                {t(`texts.inbox.views.${one}`)} ({wholeNumber(lang, counts[one])})
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {threads.length > 0 && <p className="lead">{t(`texts.inbox.lead.${view}`)}</p>}
      <Threads t={t} lang={lang} view={view} threads={threads} now={now} table={table} count={counts[view]} />
      <p>
        <a href={paths.office.cannedReplies()}>{t('texts.canned.title')}</a>
      </p>
    </>
  )
}

interface ThreadsProps extends Pick<InboxPageProps, 't' | 'lang' | 'view' | 'threads' | 'now' | 'table'> {
  count: number
}

function Threads({ t, lang, view, threads, now, table, count }: ThreadsProps) {
  return (
    <OfficeTable
      t={t}
      lang={lang}
      label={t(`texts.inbox.views.${view}`)}
      rows={threads}
      keyOf={(thread) => thread.id}
      list={{ path: paths.office.inbox(), kept: { show: view === 'waiting' ? '' : view }, table, count }}
      empty={t(`texts.inbox.none.${view}`)}
      columns={[
        {
          name: 'phone',
          head: t('texts.inbox.phone'),
          isName: true,
          cell: (thread) => (
            <>
              <a href={paths.office.thread(thread.id)}>
                {thread.names.join(', ') || thread.office?.[lang] || thread.phone}
              </a>
              {(thread.names.length > 0 || thread.office) && <div className="small">{thread.phone}</div>}
            </>
          ),
        },
        {
          name: 'words',
          head: t('texts.inbox.lastWords'),
          cell: (thread) => (
            <>
              <q lang={thread.language ?? undefined}>{short(thread.words)}</q>
              {thread.waiting > 1 && (
                <div className="small">
                  {t(thread.channel === 'mail' ? 'texts.inbox.mail.waiting' : 'texts.inbox.waitingTexts', {
                    count: thread.waiting,
                  })}
                </div>
              )}
            </>
          ),
        },
        {
          name: 'why',
          head: t('texts.inbox.why'),
          cell: ({ reason, handledBy }) => (
            <span className={`state ${handledBy !== null ? 'done' : isUrgent(reason) ? 'bad' : 'waiting'}`}>
              {t(`texts.inbox.reasons.${reason}`)}
            </span>
          ),
        },
        {
          name: 'since',
          head: t(view === 'handled' ? 'texts.inbox.handledSince' : 'texts.inbox.since'),
          cell: ({ since }) => <time dateTime={since}>{howLong(t, since, now)}</time>,
        },
        {
          name: 'holder',
          head: t(view === 'handled' ? 'texts.inbox.handledBy' : 'texts.inbox.holder'),
          cell: ({ holder, handledBy }) => handledBy ?? holder?.name ?? t('texts.inbox.nobody'),
        },
        {
          name: 'language',
          head: t('texts.inbox.language'),
          cell: ({ language }) => (language ? languageNames[language] : t('texts.inbox.languageUnknown')),
        },
      ]}
    />
  )
}

const isUrgent = (reason: Thread['reason']) => reason === 'cry-for-help' || reason === 'maybe-stop'

const mostShown = 140

function short(words: string): string {
  return words.length > mostShown ? `${words.slice(0, mostShown - 1)}…` : words
}
