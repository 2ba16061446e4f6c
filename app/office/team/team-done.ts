import type { Role } from '#db/schema'

/** What was just done on the page of the team: keys under `office.team.done`. */
export const teamDone = [
  'invited',
  'resent',
  'reinvited',
  'raised',
  'withdrawn',
  'role',
  'removed',
  'given-back',
  'given-back-locked',
  'signed-out',
  'group',
  'town',
  'directory',
] as const

export type TeamDone = (typeof teamDone)[number]

/** What was just done, and to whom. */
export interface TeamNews {
  what: TeamDone
  /** Of the invitation or the organizer. */
  id: string | null
  /** The role before. */
  was: Role | null
  /** The organizer, as they stand in the group now; `role` is null without access. */
  organizer: { name: string; role: Role | null; group: { id: string; name: string } } | null
}
