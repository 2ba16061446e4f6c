import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { ListedBroadcast } from './broadcasts.server'

interface DraftsProps extends Part<ListedBroadcast> {
  t: Translate
  lang: Language
  /** A draft that was just dropped, or what became of putting one back; null for neither. */
  draft: { dropped: string } | 'restored' | 'notRestored' | null
}

/** Messages to those who asked for news that are being written. */
export function DraftsPage({ t, lang, lines, table, count, draft }: DraftsProps) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('broadcasts.drafts')}</h1>
      <p className="lead">{t('broadcasts.later')}</p>
      {draft && (
        <div className={draft === 'notRestored' ? 'errors' : 'done'} role="status">
          <p>{t(`broadcasts.${typeof draft === 'string' ? draft : 'dropped'}`)}</p>
          {typeof draft !== 'string' && (
            <OneButton fields={{ intent: 'restore-draft', id: draft.dropped }}>{t('broadcasts.undo')}</OneButton>
          )}
        </div>
      )}
      <OfficeTable
        t={t}
        lang={lang}
        label={t('broadcasts.drafts')}
        rows={lines}
        keyOf={({ id }) => id}
        list={{ path: paths.office.drafts(), table, count }}
        empty={t('broadcasts.none')}
        columns={[
          {
            name: 'title',
            head: t('broadcasts.message'),
            sorts: 'up',
            isName: true,
            cell: ({ id, title }) => <a href={paths.office.broadcast(id)}>{title || t('broadcasts.untitled')}</a>,
          },
          {
            name: 'channel',
            head: t('texts.office.channel'),
            sorts: 'up',
            cell: ({ channel }) => t(`broadcasts.channels.${channel}`),
          },
          { name: 'campaign', head: t('broadcasts.campaign'), sorts: 'up', cell: ({ campaign }) => campaign },
          {
            name: 'changed',
            head: t('broadcasts.changed'),
            sorts: 'down',
            cell: ({ updatedAt }) => momentOf(lang, new Date(updatedAt)),
          },
        ]}
      />
    </>
  )
}
