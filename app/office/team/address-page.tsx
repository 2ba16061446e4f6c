import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'

interface AddressProps {
  t: Translate
  /** Null: the link was used, replaced, is too old, or was sent to somebody else. */
  change: { address: string; group: string | null } | null
  /** Whether another account has this address. */
  isTaken: boolean
}

/** Where the link in a mail to a new address leads: one button that confirms it. */
export function AddressPage({ t, change, isTaken }: AddressProps) {
  if (!change || isTaken)
    return (
      <div className="narrow">
        <h1>{t(isTaken ? 'office.address.taken' : 'office.address.gone')}</h1>
        <p className="lead">{t(isTaken ? 'office.address.takenText' : 'office.address.goneText')}</p>
        <p>
          <a href={paths.office.account()}>{t('office.address.account')}</a>
        </p>
      </div>
    )
  const { address, group } = change
  return (
    <div className="narrow">
      <h1>{t('office.address.title')}</h1>
      <p className="lead">
        {group === null ? t('office.address.own', { address }) : t('office.address.group', { address, group })}
      </p>
      <OneButton isMain>{t('office.address.button')}</OneButton>
    </div>
  )
}
