import type { Translate } from '~/i18n/translator'

/** The size of a file: 12 KB, 3.4 MB. */
export function sizeWords(t: Translate, bytes: number): string {
  return bytes < 1024 * 1024
    ? t('library.size.kilobytes', { size: Math.max(1, Math.round(bytes / 1024)) })
    : t('library.size.megabytes', { size: bytes / 2 ** 20 })
}
