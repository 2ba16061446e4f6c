import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { cityNames } from '~/messages/segments/cities.server'
import { factsOf } from '~/messages/segments/segment-rule'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { draftOfRule } from '~/office/segments/draft-of-rule'
import { readRuleOptions } from '~/office/segments/rule-options.server'
import { ruleWords } from '~/office/segments/rule-words'
import { SegmentsPage } from '~/office/segments/segment-page'
import { listSegments } from '~/office/segments/segments-office.server'

export const loader = guarded('see-people', async (office) => {
  const segments = await listSegments(office)
  const options = await readRuleOptions(office)
  const places = segments
    .flatMap(({ rule }) => factsOf(rule))
    .flatMap((fact) => (fact.fact === 'place' ? [fact.id] : []))
  const names = await cityNames(office.db, places)
  return {
    lang: office.lang,
    title: office.t('segments.title'),
    hasGroups: office.groupsWith('see-people').length > 1,
    // Not the rule itself: its marks find people.
    segments: segments.map(({ rule, ...segment }) => ({
      ...segment,
      words: ruleWords(office.t, draftOfRule(rule, names), options),
    })),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <SegmentsPage t={translator(lang)} lang={lang} {...props} />
}
