import type { Translate } from '~/i18n/translator'
import { TextField } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

interface ScanAppProps {
  t: Translate
  form: FormState
  /** What the app is to keep, and a QR code of it as SVG. */
  totp: { secret: string; qr: string }
}

/** In a form: a code to scan with an authenticator app, its secret to type instead, and a field for what the app then shows. */
export function ScanApp({ t, form, totp: { secret, qr } }: ScanAppProps) {
  return (
    <>
      <p>{t('office.join.appText')}</p>
      <div className="qr" dangerouslySetInnerHTML={{ __html: qr }} />
      <p className="code">{secret}</p>
      <input type="hidden" name="secret" value={secret} />
      <TextField
        t={t}
        form={form}
        name="code"
        label={t('office.fields.appCode')}
        autoComplete="one-time-code"
        inputMode="numeric"
      />
    </>
  )
}
