/** Where a thing of the story stands, as its list says it; keys under `office.story`. */
export const storyStandings = ['open', 'changed', 'scheduled', 'draft', 'archived'] as const
export type StoryStanding = (typeof storyStandings)[number]
