import type { Translate } from '~/i18n/translator'

interface CopyLinkProps {
  t: Translate
  id: string
  label: string
  link: string
  /** In a table, whose heading shows what it is: the label is only read aloud. */
  isBare?: boolean
}

/** A link to hand on: a field to copy it from, and with scripts a button that does. */
export function CopyLink({ t, id, label, link, isBare }: CopyLinkProps) {
  return (
    <p className={isBare ? 'copy bare' : 'copy'}>
      <label htmlFor={id} className={isBare ? 'unseen' : undefined}>
        {label}
      </label>{' '}
      <input id={id} type="text" readOnly value={link} />{' '}
      <button type="button" data-copy={id} data-done={t('office.copied')} hidden>
        {t('office.copy')}
      </button>
    </p>
  )
}
