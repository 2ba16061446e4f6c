import type { Translate } from '~/i18n/translator'

/** Honeypot: an invisible field that only bots fill in. */
export function Trap({ t }: { t: Translate }) {
  return (
    <div className="trap" aria-hidden="true">
      <label htmlFor="website">{t('site.form.website')}</label>
      <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" />
    </div>
  )
}
