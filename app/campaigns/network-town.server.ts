import type { Db } from '#db/client'

/** The town of the network, which runs the site; '' when it is not known. */
export async function networkTown(db: Db): Promise<string> {
  const { town } = await db
    .selectFrom('member_group')
    .select('town')
    .where('kind', '=', 'network')
    .executeTakeFirstOrThrow()
  return town
}
