import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { ListedBroadcast } from './broadcasts.server'

interface DraftsProps {
  t: Translate
  lang: Language
  drafts: ListedBroadcast[]
  /** A draft that was just dropped, or what became of putting one back; null for neither. */
  draft: { dropped: string } | 'restored' | 'notRestored' | null
}

/** Messages to those who asked for news that are being written. */
export function DraftsPage({ t, lang, drafts, draft }: DraftsProps) {
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
      {drafts.length === 0 ? (
        <p>{t('broadcasts.none')}</p>
      ) : (
        <WideTable
          label={t('broadcasts.drafts')}
          head={[
            t('broadcasts.message'),
            t('texts.office.channel'),
            t('broadcasts.campaign'),
            t('texts.office.state'),
            t('broadcasts.changed'),
          ]}
        >
          {drafts.map(({ id, title, channel, campaign, updatedAt }) => (
            <tr key={id}>
              <th scope="row">
                <a href={paths.office.broadcast(id)}>{title || t('broadcasts.untitled')}</a>
              </th>
              <td>{t(`broadcasts.channels.${channel}`)}</td>
              <td>{campaign}</td>
              <td>
                <span className="state draft">{t('office.states.draft')}</span>
              </td>
              <td>{momentOf(lang, new Date(updatedAt))}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </>
  )
}
