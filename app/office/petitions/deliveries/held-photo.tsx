import type { Translate } from '~/i18n/translator'
import { Tick } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

/** Says that the photo that came with a refused form is kept, and lets it be left out. */
export function HeldPhoto({ t, form }: { t: Translate; form: FormState }) {
  const { photo_held: id, photo_name: name = '' } = form.values
  if (!id) return null
  return (
    <>
      <input type="hidden" name="photo_held" value={id} />
      <p className="small">{t('office.deliver.photoHeld', { name })}</p>
      <Tick form={form} name="photo_left_out" label={t('office.deliver.photoLeftOut')} />
    </>
  )
}
