/** What was just done on the page of the team: keys under `office.team.done`. */
export const teamDone = [
  'invited',
  'resent',
  'reinvited',
  'withdrawn',
  'role',
  'removed',
  'signed-out',
  'group',
  'town',
  'directory',
] as const

export type TeamDone = (typeof teamDone)[number]
