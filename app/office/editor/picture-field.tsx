import { mostMegabytes } from '~/channels/uploads/limits'
import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Translate } from '~/i18n/translator'
import { officePicture } from '~/office/pictures/office-picture'
import { mostPixels, pictureTypes } from '~/office/pictures/picture-file'
import type { FormState } from '~/ui/forms/form-state'
import type { EditorField } from './said-field'

interface PictureFieldProps {
  t: Translate
  form: FormState
  field: Extract<EditorField, { shape: 'picture' }>
}

/** A picture: keep, replace or remove it. Sent with everything else that was typed. */
export function PictureField({ t, form, field: { name, label } }: PictureFieldProps) {
  const picture = form.values[name] ?? ''
  const error = form.errors.find((one) => one.field === name)
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {picture && <img className="thumb" src={officePicture(picture)} alt="" width={240} height={126} />}
      {error && <span className="error">{error.said ?? t('office.edit.pictureWrong')}</span>}
      <span className="hint">
        {t('office.edit.pictureHint', { megabytes: mostMegabytes.picture, megapixels: mostPixels / 1_000_000 })}
      </span>
      <input type="hidden" name={name} value={picture} autoComplete="off" />
      <input id={name} name={`file-${name}`} type="file" accept={pictureTypes} />
      <div className="acts">
        <button name="putFile" value={name} formEncType="multipart/form-data">
          {t('office.edit.pictureButton')}
        </button>
        {picture && (
          <button name="takeOutFile" value={name}>
            {t('office.edit.pictureOut')}
          </button>
        )}
      </div>
      <ReadingNote t={t} kind="picture" />
    </div>
  )
}
