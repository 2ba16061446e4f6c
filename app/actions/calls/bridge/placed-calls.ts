import { type RawBuilder, sql } from 'kysely'

/**
 * Every call that we place, both connecting calls and code calls, as a subquery for `from`: `id`,
 * `advocacy_campaign_id`, `state` and `failure` as in `bridge_call`, `asked_at`. For counting.
 */
export const placedCalls: RawBuilder<unknown> = sql`(
  select id, advocacy_campaign_id, state, failure, asked_at from bridge_call
  union all
  select id, advocacy_campaign_id, case code_call.state when 'due' then 'proven' when 'asked' then 'answered' when 'speaking' then 'answered' when 'spoken' then 'answered' else code_call.state end,
    code_call.failure, due_at from code_call join bridge_call on id = bridge_call_id
)`
