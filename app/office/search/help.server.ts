import type { SectionName } from '~/office/frame/sections'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { sectionsFor } from './sections-for.server'

/** What organizers ask for, and the section where each is done. Texts are under `office.help.topics`. */
const topics = {
  start: 'pages',
  numbers: 'numbers',
  share: 'pages',
  paper: 'imports',
  list: 'imports',
  twice: 'imports',
  undo: 'undo',
  digest: 'home',
  wrong: 'people',
  stopOne: 'people',
  unconfirmed: 'people',
  forget: 'people',
  answer: 'inbox',
  suspicious: 'held',
  official: 'officials',
  keyword: 'keywords',
  optOuts: 'optOuts',
  cost: 'spending',
  invite: 'team',
  group: 'settings',
  sender: 'settings',
  account: 'account',
  stop: 'switches',
} as const satisfies Record<string, SectionName | 'account'>

/** An answer in the help: how something is done, and where. */
export interface HelpTopic {
  name: keyof typeof topics
  title: string
  text: string
  section: { name: string; path: string }
}

/** The help for what this organizer may do. */
export function helpTopics(office: Pick<Office, 't' | 'groups' | 'groupsWith' | 'may'>): HelpTopic[] {
  const open = sectionsFor(office)
  return (Object.keys(topics) as HelpTopic['name'][]).flatMap((name) => {
    const section =
      topics[name] === 'account'
        ? { name: office.t('office.address.account'), path: paths.office.account() }
        : open.find((one) => one.section === topics[name])
    // Whoever sees the list of pages may not yet write any.
    const isTheirs = name !== 'start' || office.groupsWith('edit').length > 0
    return section && isTheirs
      ? [
          {
            name,
            title: office.t(`office.help.topics.${name}.title`),
            text: office.t(`office.help.topics.${name}.text`),
            section: { name: section.name, path: section.path },
          },
        ]
      : []
  })
}
