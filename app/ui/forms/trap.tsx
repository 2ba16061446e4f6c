import type { Translate } from '~/i18n/translator'

/** A field that nobody sees: what is filled in there was filled in by a program. */
export function Trap({ t }: { t: Translate }) {
  return (
    <div className="trap" aria-hidden="true">
      <label htmlFor="website">{t('site.form.website')}</label>
      <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" />
    </div>
  )
}
