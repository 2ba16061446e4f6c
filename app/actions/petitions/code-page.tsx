import { paths } from '~/paths'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'

interface CodeProps extends PageProps {
  slug: string
  isPending: boolean
}

/** Shown while a code is being checked, and when it did not match. */
export function CodePage({ lang, t, slug, isPending }: CodeProps) {
  if (isPending) {
    return (
      <NoticePage title={t('site.code.pendingTitle')} text={t('site.code.pendingText')}>
        <p>
          <a className="button" href="">
            {t('site.code.refresh')}
          </a>
        </p>
      </NoticePage>
    )
  }
  return (
    <NoticePage
      title={t('site.code.noMatchTitle')}
      text={t('site.code.noMatchText')}
      next={{ href: paths.petitionCheck(lang, slug), label: t('site.code.again') }}
    />
  )
}
