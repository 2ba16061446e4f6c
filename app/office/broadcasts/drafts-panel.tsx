import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { momentOf } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { ListedBroadcast } from './broadcasts.server'

interface DraftsProps {
  t: Translate
  lang: Language
  drafts: ListedBroadcast[]
}

/** Messages to those who asked for news that are being written. Nothing where there are none. */
export function DraftsPanel({ t, lang, drafts }: DraftsProps) {
  if (drafts.length === 0) return null
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{t('broadcasts.drafts')}</h2>
      <p>{t('broadcasts.later')}</p>
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
    </section>
  )
}
