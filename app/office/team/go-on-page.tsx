import type { Translate } from '~/i18n/translator'
import { OneButton } from '~/ui/page/one-button'

interface GoOnProps {
  t: Translate
  /** What became of what was asked for. */
  text: string
  /** It still waits, and one button carries it out. */
  isHeld: boolean
  action: string
  /** The page it came from. */
  next: string
}

/** After a proof of identity that did not carry out what had been asked for before it. */
export function GoOnPage({ t, text, isHeld, action, next }: GoOnProps) {
  return (
    <div className="narrow">
      <h1>{t(isHeld ? 'office.prove.goOnTitle' : 'office.prove.nothingTitle')}</h1>
      <p className="lead">{text}</p>
      {isHeld && (
        <OneButton isMain action={action} fields={{ intent: 'go-on' }}>
          {t('office.prove.goOn')}
        </OneButton>
      )}
      <p>
        <a href={next}>{t('office.prove.goBack')}</a>
      </p>
    </div>
  )
}
