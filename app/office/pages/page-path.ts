import { paths } from '~/paths'

/** The first office page of a petition or action. */
export function officePath({ kind, slug }: { kind: string; slug: string }): string {
  return kind === 'petition' ? paths.office.petition(slug) : paths.office.action(slug)
}
