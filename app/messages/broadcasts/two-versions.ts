import { sql } from 'kysely'

/** In SQL over the table `broadcast`: some get one version and some another (`isCompared`). */
export const hasTwoVersions = sql<boolean>`(broadcast.subject_b is not null or broadcast.body_b is not null
  or coalesce(jsonb_path_exists(broadcast.blocks, '$[*].version ? (@ == "a" || @ == "b")'), false))`
