import type { SwitchName } from '#db/schema'
import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { NotSetUp } from '~/office/frame/not-set-up'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'

interface SwitchesProps {
  t: Translate
  lang: Language
  switches: { name: SwitchName; isOn: boolean; by: string; at: string | null }[]
  channels: Channels
  /** Deletions that wait for the end of a legal hold. */
  deletions: number
}

/** What can be stopped at once: one button each, and one to go on. */
export function SwitchesPage({ t, lang, switches, channels, deletions }: SwitchesProps) {
  const momentOf = useMoments()
  const isSetUp = (name: SwitchName) =>
    !(name === 'sms' && channels.texts === 'none') && !(name === 'calls' && channels.calls === 'none')
  return (
    <>
      <h1>{t('office.switches.title')}</h1>
      <p className="lead">{t('office.switches.lead')}</p>
      <NotSetUp t={t} channels={channels} />
      {switches.map(({ name, isOn, by, at }) => (
        <section className="panel" key={name}>
          <h2>{t(`office.switches.names.${name}`)}</h2>
          <p>{t(`office.switches.what.${name}`)}</p>
          <p>
            <span className={isOn ? 'state bad' : isSetUp(name) ? 'state open' : 'state'}>
              {!isOn && !isSetUp(name)
                ? t('office.switches.isNotSetUp')
                : t(
                    `office.switches.${name === 'legal-hold' ? (isOn ? 'isHeld' : 'isNotHeld') : isOn ? 'isStopped' : 'isRunning'}`,
                  )}
            </span>
            {at && (
              <span className="small">
                {' '}
                {by
                  ? t('office.switches.since', { who: by, when: momentOf(lang, new Date(at)) })
                  : momentOf(lang, new Date(at))}
              </span>
            )}
          </p>
          {name === 'legal-hold' && (isOn || deletions > 0) && (
            <p>{t('office.switches.deletions', { count: deletions })}</p>
          )}
          {(isOn || isSetUp(name)) && (
            <OneButton fields={{ name, on: isOn ? '0' : '1' }} isMain={!isOn}>
              {isOn
                ? t(name === 'legal-hold' ? 'office.switches.lift' : 'office.switches.goOn')
                : t(`office.switches.stop.${name}`)}
            </OneButton>
          )}
        </section>
      ))}
    </>
  )
}
