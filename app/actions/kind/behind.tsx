import { useContext } from 'react'
import { paths } from '~/paths'
import { Contact, type MemberGroup, OrganizationOfPage, type PageProps } from '~/ui/page/public-layout'

interface BehindProps extends PageProps {
  /** The member group that runs it; null for the network itself. */
  group: MemberGroup | null
  campaignSlug: string
  campaignName: string
}

/** Who runs a petition or an action, for which campaign, and where to write to them. */
export function Behind({ lang, t, group, campaignSlug, campaignName }: BehindProps) {
  const organization = useContext(OrganizationOfPage)
  const who = group ?? organization
  return (
    <p className="small behind">
      {who?.logo && <img src={who.logo} alt={who.logoAlt?.[lang] ?? who.name} height={48} loading="lazy" />}
      {who && (
        <>
          {t('site.behind.title')} <strong>{who.name}</strong>
          {who.town && `, ${who.town}`}.{' '}
        </>
      )}
      {t.rich('site.behind.campaign', {
        name: campaignName,
        campaign: (words) => <a href={paths.campaign(lang, campaignSlug)}>{words}</a>,
      })}{' '}
      <Contact organization={group?.mail || group?.phone ? group : organization} />
    </p>
  )
}
