import { useContext } from 'react'
import { paths } from '~/paths'
import { Contact, OrganizationOfPage, type PageProps } from '~/ui/page/public-layout'

interface BehindProps extends PageProps {
  /** The member group that runs it; null for the network itself. */
  groupName: string | null
  campaignSlug: string
  campaignName: string
}

/** Who runs a petition or an action, for which campaign, and where to write to them. */
export function Behind({ lang, t, groupName, campaignSlug, campaignName }: BehindProps) {
  const organization = useContext(OrganizationOfPage)
  const name = groupName ?? organization?.name
  return (
    <p className="small behind">
      {name && (
        <>
          {t('site.behind.title')} <strong>{name}</strong>.{' '}
        </>
      )}
      {t.rich('site.behind.campaign', {
        name: campaignName,
        campaign: (words) => <a href={paths.campaign(lang, campaignSlug)}>{words}</a>,
      })}{' '}
      <Contact organization={organization} />
    </p>
  )
}
