import type { SwitchName } from '#db/schema'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OneButton } from '~/office/one-button'
import { momentOf } from '~/ui/dates'

interface SwitchesProps {
  t: Translate
  lang: Language
  switches: { name: SwitchName; isOn: boolean; by: string; at: string | null }[]
}

/** What can be stopped at once: one button each, and one to go on. */
export function SwitchesPage({ t, lang, switches }: SwitchesProps) {
  return (
    <>
      <h1>{t('office.switches.title')}</h1>
      <p className="lead">{t('office.switches.lead')}</p>
      {switches.map(({ name, isOn, by, at }) => (
        <section className="panel" key={name}>
          <h2>{t(`office.switches.names.${name}`)}</h2>
          <p>{t(`office.switches.what.${name}`)}</p>
          <p>
            <span className={isOn ? 'state bad' : 'state open'}>{t(`office.switches.${name === 'legal-hold' ? (isOn ? 'isHeld' : 'isNotHeld') : isOn ? 'isStopped' : 'isRunning'}`)}</span>
            {at && <span className="small"> {by ? t('office.switches.since', { who: by, when: momentOf(lang, new Date(at)) }) : momentOf(lang, new Date(at))}</span>}
          </p>
          <OneButton fields={{ name, on: isOn ? '0' : '1' }} isMain={!isOn}>
            {isOn ? t(name === 'legal-hold' ? 'office.switches.lift' : 'office.switches.goOn') : t(`office.switches.stop.${name}`)}
          </OneButton>
        </section>
      ))}
    </>
  )
}
