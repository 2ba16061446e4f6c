import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'

/** Leads to the flyer of a page. @param page its path */
export function FlyerLink({ t, page }: Pick<PageProps, 't'> & { page: string }) {
  return (
    <p className="small">
      <a href={paths.flyer(page)}>{t('flyers.link')}</a>
    </p>
  )
}
