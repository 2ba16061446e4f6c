import { paths } from '~/paths'

/** The first office page of a petition or action. */
export function officePath({ kind, slug }: { kind: string; slug: string }): string {
  return kind === 'petition' ? paths.office.petition(slug) : paths.office.action(slug)
}

/** Where a petition or action is written. */
export function editPath({ kind, slug }: { kind: string; slug: string }): string {
  return kind === 'petition' ? paths.office.petitionEdit(slug) : paths.office.actionEdit(slug)
}
