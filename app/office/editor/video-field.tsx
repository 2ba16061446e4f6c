import { mostMegabytes } from '~/channels/uploads/limits'
import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Translate } from '~/i18n/translator'
import type { FormState } from '~/ui/forms/form-state'
import type { EditorField } from './said-field'

interface VideoFieldProps {
  t: Translate
  form: FormState
  field: Extract<EditorField, { shape: 'video' }>
}

/** A video: keep, replace or remove it. Sent with everything else that was typed. */
export function VideoField({ t, form, field: { name, label } }: VideoFieldProps) {
  const video = form.values[name] ?? ''
  const error = form.errors.find((one) => one.field === name)
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {video && (
        // Its captions are beside it, as text.
        <video className="thumb" controls preload="metadata" src={`/office${video}`} aria-label={label} />
      )}
      {error && <span className="error">{error.said ?? error.message}</span>}
      <span className="hint" id={`${name}-hint`}>
        {t('office.edit.videoHint', { megabytes: mostMegabytes.video })}
      </span>
      <input type="hidden" name={name} value={video} autoComplete="off" />
      <input
        id={name}
        name={`file-${name}`}
        type="file"
        accept="video/mp4,video/webm,.mp4,.webm"
        aria-describedby={`${name}-hint`}
      />
      <div className="acts">
        <button name="putFile" value={name} formEncType="multipart/form-data">
          {t('office.edit.videoButton')}
        </button>
        {video && (
          <button name="takeOutFile" value={name}>
            {t('office.edit.videoOut')}
          </button>
        )}
      </div>
      <ReadingNote t={t} kind="video" />
    </div>
  )
}
