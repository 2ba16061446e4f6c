import type { Translate } from '~/i18n/translator'
import type { FormState } from './form-state'
import { hasComeBack } from './trapped'

/** Honeypot: an invisible field that only bots fill in, and some browsers. */
export function Trap({ t, form }: { t: Translate; form: FormState }) {
  return (
    <div className="trap" aria-hidden="true">
      <label>
        {t('site.form.website')} <input name="website" type="text" tabIndex={-1} autoComplete="off" />
      </label>
      {hasComeBack(form) && <input type="hidden" name="website_seen" value="1" />}
    </div>
  )
}
