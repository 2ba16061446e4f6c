import type { Translate } from '~/i18n/translator'
import { mostMegabytes, type UploadKind } from './limits'

/**
 * Beneath the button of a form with files: says, once it was pressed, that they are being read, or that they are more
 * than is taken (`office-script.ts`; without script the answer says the same).
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
