import type { Channels } from '~/channel-states'
import type { Translate } from '~/i18n/translator'

/** Says that texts, calls or both are not set up, what that means and how to change it; nothing if both are set up. */
export function NotSetUp({ t, channels }: { t: Translate; channels: Pick<Channels, 'texts' | 'calls'> }) {
  const missing = (['texts', 'calls'] as const).filter((channel) => channels[channel] === 'none')
  if (missing.length === 0) return null
  return (
    <section className="panel" aria-labelledby="not-set-up">
      <h2 id="not-set-up">{t(`texts.office.notSetUp.${missing.length === 2 ? 'both' : missing[0]!}`)}</h2>
      {missing.map((channel) => (
        <p key={channel}>{t(`texts.office.notSetUp.what.${channel}`)}</p>
      ))}
      <p>{t('texts.office.notSetUp.how')}</p>
    </section>
  )
}
