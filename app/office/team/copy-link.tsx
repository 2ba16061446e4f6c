import type { Translate } from '~/i18n/translator'

interface CopyLinkProps {
  t: Translate
  id: string
  label: string
  link: string
}

/** A link to hand on: a field to copy it from, and with scripts a button that does. */
export function CopyLink({ t, id, label, link }: CopyLinkProps) {
  return (
    <p className="copy">
      <label htmlFor={id}>{label}</label> <input id={id} type="text" readOnly value={link} />{' '}
      <button type="button" data-copy={id} data-done={t('office.copied')} hidden>
        {t('office.copy')}
      </button>
    </p>
  )
}
