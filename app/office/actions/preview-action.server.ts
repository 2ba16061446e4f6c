import type { Db } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { outreachKind } from '~/actions/registry.server'
import type { Env } from '~/env.server'
import type { Bilingual, Language } from '~/i18n/language'
import { readDraft } from '~/office/editor/drafts.server'
import { withOfficePictures } from '~/office/pictures/office-picture'
import { actionWriting } from './action-writing.server'

/** A draft rendered as its public page, always as if open. */
export async function readActionPreview(
  context: { db: Db; env: Pick<Env, 'channels'> },
  action: AdvocacyCampaign,
  language: Language,
  now: Date,
): Promise<{ title: string; html: string }> {
  const {
    title,
    summary,
    opensAt: _,
    closesAt: __,
    ...content
  } = (await readDraft(context.db, actionWriting, action)).content
  const drafted: AdvocacyCampaign = {
    ...action,
    title: title as Bilingual,
    summary: summary as Bilingual,
    content,
    state: 'open',
    opensAt: null,
    closesAt: null,
    isCampaignPublished: true,
    campaignClosesAt: null,
  }
  return {
    title: drafted.title[language],
    html: withOfficePictures(await outreachKind(action.kind).preview(context, drafted, language, now)),
  }
}
