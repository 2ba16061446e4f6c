import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

/** A button that stops all messages, and one that undoes it. */
export function StopPage({
  t,
  done,
  hasTexts,
}: Pick<PageProps, 't'> & { done: 'stop' | 'resume' | null; hasTexts: boolean }) {
  switch (done) {
    case null:
      return (
        <NoticePage title={t('site.stop.title')} text={t('site.stop.text')}>
          <Form>
            <button className="button wide">{t('site.stop.button')}</button>
          </Form>
        </NoticePage>
      )
    case 'stop':
      return (
        <NoticePage
          title={t('site.stop.doneTitle')}
          text={t(hasTexts ? 'site.stop.doneText' : 'site.stop.doneTextMail')}
        >
          <Form>
            <button className="button plain" name="intent" value="resume">
              {t('site.stop.resume')}
            </button>
          </Form>
        </NoticePage>
      )
    case 'resume':
      return <NoticePage title={t('site.stop.resumedTitle')} text={t('site.stop.resumedText')} />
  }
}
