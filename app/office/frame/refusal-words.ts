import { messages } from '~/i18n/messages'
import type { Translate } from '~/i18n/translator'
import { problemWords } from '~/ui/page/problem-words'

type Why = keyof typeof messages.en.uploads.door

/**
 * What the office says when it refuses something.
 *
 * @param why a key under `uploads.door`, where the status alone does not say enough
 * @param retryAfter seconds, with 429
 */
export function refusalWords(
  t: Translate,
  status: number,
  why: unknown,
  retryAfter: number | null,
): { title: string; text: string } {
  return isKnown(why)
    ? { title: t(`uploads.door.${why}.title`), text: t(`uploads.door.${why}.text`) }
    : status === 403
      ? { title: t('site.problem.403'), text: t('office.problem.otherSite') }
      : problemWords(t, status, retryAfter)
}

function isKnown(why: unknown): why is Why {
  return typeof why === 'string' && Object.hasOwn(messages.en.uploads.door, why)
}
