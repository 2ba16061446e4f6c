import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface StopProps extends PageProps {
  /** Whether nothing of the link got lost. */
  isWhole: boolean
  isDone: boolean
  hasTexts: boolean
}

/** A button that stops all messages; then, the way back for whoever did not mean it. */
export function StopPage({ lang, t, isWhole, isDone, hasTexts }: StopProps) {
  if (!isWhole)
    return (
      <NoticePage
        title={t('site.stop.brokenTitle')}
        text={t('site.stop.brokenText')}
        next={{ href: paths.ownPageRequest(lang), label: t('site.me.newLink') }}
      />
    )
  if (isDone)
    return (
      <NoticePage title={t('site.stop.doneTitle')} text={t(hasTexts ? 'site.stop.doneText' : 'site.stop.doneTextMail')}>
        <p>
          {t('site.stop.back')} <a href={paths.ownPageRequest(lang)}>{t('site.stop.backLink')}</a>
        </p>
      </NoticePage>
    )
  return (
    <NoticePage title={t('site.stop.title')} text={t('site.stop.text')}>
      <Form>
        <input type="hidden" name="intent" value="stop" />
        <button className="button wide">{t('site.stop.button')}</button>
      </Form>
    </NoticePage>
  )
}
