import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { reasonOf, sayReason } from '~/office/texts/message-words'
import { useMoments } from '~/ui/page/readers-zone'
import type { Signer } from './signer'

type Waiting = Pick<Signer['changes'][number], 'why' | 'request'>

/** Why a request to confirm has no answer yet, in words. */
export function WhyUnconfirmed({
  t,
  lang,
  why,
  request,
  hasTexts,
}: Waiting & { t: Translate; lang: Language; hasTexts: boolean }) {
  const momentOf = useMoments()
  const when = request ? momentOf(lang, new Date(request.at)) : ''
  const reason = request && sayReason(t, reasonOf({ ...request, reason: request.failure }, hasTexts))
  const isReasonNews = why === 'failed' || why === 'waiting' || why === 'bounced' || why === 'wrong-number'
  return (
    <>
      {t(`office.people.why.${why}`, { when })}
      {isReasonNews && reason && ` (${reason})`}
    </>
  )
}
