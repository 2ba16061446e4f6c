import type { Confirmation } from '~/actions/petitions/signatures/find-confirmation.server'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface ConfirmProps extends PageProps, Omit<Confirmation, 'state'> {
  state: Exclude<Confirmation['state'], 'confirmed'>
}

/** The confirm button, or why there is none. */
export function ConfirmPage({ lang, t, state, slug, title }: ConfirmProps) {
  switch (state) {
    case 'waiting':
      return (
        <NoticePage title={t('site.confirm.title')} text={t('site.confirm.text')}>
          <p className="note">{title?.[lang]}</p>
          <Form>
            <input type="hidden" name="intent" value="confirm" />
            <button className="button wide">{t('site.confirm.button')}</button>
          </Form>
        </NoticePage>
      )
    case 'expired':
      return (
        <NoticePage
          title={t('site.confirm.expiredTitle')}
          text={t('site.confirm.expiredText')}
          next={{ href: paths.petition(lang, slug), label: t('site.petition.open') }}
        />
      )
    case 'unknown':
      return (
        <NoticePage
          title={t('site.confirm.unknownTitle')}
          text={t('site.confirm.unknownText')}
          next={{ href: paths.home(lang), label: t('site.confirm.toSign') }}
        />
      )
  }
}
