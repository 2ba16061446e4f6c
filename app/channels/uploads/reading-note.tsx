import type { Translate } from '~/i18n/translator'
import { mostMegabytes, type UploadKind } from './limits'

/**
 * Below the button of a form with files: after submitting, says that the files are being read, or that they are too
 * large (`office-script.ts`; without JavaScript the response says the same).
 */
export function ReadingNote({ t, kind }: { t: Translate; kind: UploadKind }) {
  return (
    <p
      className="small"
      role="status"
      data-reading={t('uploads.reading')}
      data-most={mostMegabytes[kind]}
      data-too-large={t(`uploads.tooLarge.${kind}`)}
    />
  )
}
