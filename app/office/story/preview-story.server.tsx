import { renderToStaticMarkup } from 'react-dom/server'
import { homeContent } from '~/campaigns/home/home-content'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { readDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { officePicture } from '~/office/pictures/office-picture'
import { CampaignHomePage } from '~/web/story/campaign-home-page'
import { readCampaignHome } from '~/web/story/read-campaign-home.server'
import { draftPage } from './draft-page.server'
import { homeName } from './home-writing.server'
import { writingOf } from './writing-of.server'

/** A draft rendered as its public page. */
export async function readStoryPreview(
  office: Office,
  lang: Language,
): Promise<{ title: string; html: string; colour: string | undefined }> {
  const writing = writingOf(office)
  const thing = await writing.find(office, 'edit')
  const { content } = await readDraft(office.db, writing, thing)
  if (office.params.kind !== homeName) return draftPage(office, thing, content, lang)
  const home = homeContent.parse(content)
  const campaign = { id: thing.campaignId, slug: thing.campaignSlug }
  const { sections } = await readCampaignHome(office.db, { campaign, home, lang, now: office.now })
  const html = renderToStaticMarkup(
    <CampaignHomePage
      lang={lang}
      t={translator(lang)}
      slug={campaign.slug}
      name={home.name[lang]}
      summary={home.summary[lang]}
      sections={sections.map((section) =>
        'picture' in section ? { ...section, picture: officePicture(section.picture) } : section,
      )}
    />,
  )
  return { title: home.name[lang], html, colour: home.colour }
}
