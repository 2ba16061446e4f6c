import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'

/** What this organizer just changed, and the button that undoes it. */
export function UndoChange({
  t,
  change,
}: {
  t: Translate
  change: { id: string; isNew: boolean; isRemoved: boolean }
}) {
  const what = change.isRemoved ? 'removed' : change.isNew ? 'added' : 'changed'
  return (
    <div className="done" role="status">
      {t(`localities.office.done.${what}`)}{' '}
      <OneButton action={paths.office.policy(change.id)} fields={{ intent: 'undo' }}>
        {t('localities.office.undo')}
      </OneButton>
    </div>
  )
}
