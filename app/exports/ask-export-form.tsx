import { TextField } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { signerFields } from '~/signers/signer-fields'

/** Asks for an export of the people a filter leaves, and why; what was chosen goes along, unseen. */
export function AskExportForm({ t, form }: { t: Translate; form: FormState }) {
  return (
    <form method="post" action={`${paths.office.exports()}?index`} className="inline panel">
      {signerFields.map((name) => (
        <input key={name} type="hidden" name={name} value={form.values[name] ?? ''} />
      ))}
      <TextField t={t} form={form} name="reason" label={t('office.exports.reason')} hint={t('office.exports.reasonHint')} />
      <button>{t('office.exports.ask')}</button>
    </form>
  )
}
