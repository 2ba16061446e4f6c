import type { ColumnType, Generated } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import type { AdvocacyTables } from './schema-advocacy'
import type { GatewaysTables } from './schema-gateways'
import type { LaddersTables } from './schema-ladders'
import type { OfficeTables } from './schema-office'
import type { OfficialsTables } from './schema-officials'
import type { PeopleTables } from './schema-people'
import type { PetitionsTables } from './schema-petitions'
import type { ReturnsTables } from './schema-returns'
import type { StoryTables } from './schema-story'

export type { Role } from './schema-office'
export type { Channel, ConsentPurpose, EndedHow, MessageState, Purpose } from './schema-people'
export type { PetitionState, TallyDimension } from './schema-petitions'

/** The tables, column by column, as in `structure.sql`. Bytes are `Buffer`, dates are `YYYY-MM-DD` text. */
export interface Database
  extends PetitionsTables,
    PeopleTables,
    OfficeTables,
    OfficialsTables,
    AdvocacyTables,
    GatewaysTables,
    LaddersTables,
    ReturnsTables,
    StoryTables {
  vault_key: VaultKeyTable
  intake: IntakeTable
  receipt: { id: string; outcome: string; created_at: Date }
  maintenance_run: MaintenanceRunTable
  /** A view of `public_name`: what everybody may read. */
  shown_name: { petition_id: string; display_name: string; place: string; comment: string | null; confirmed_at: Date }
  /** A view of `tally_by`: signatures by county in whole tens, none below ten. */
  signed_here: { division_id: string; at_least: number }
  /** A view of `response_question`: posts about which at least ten people said whether the office answered. */
  office_response: { post_id: string; answers: number; answered: number }
  /** A view of `delivery`: those that the petition's page shows. */
  shown_delivery: {
    id: string
    petition_id: string
    delivered_on: string
    recipient: string
    by_whom: string
    signatures: number
    picture_id: string | null
    photo_alt: Bilingual | null
  }
  backup_run: BackupRunTable
  /** Ids of rows that were erased because somebody asked for it, so that an older backup is made to forget them too. */
  erased_row: { id: string; erased_at: Date }
  stop_switch: { name: SwitchName; is_on: boolean; changed_by: string | null; changed_at: Date | null }
}

export type SwitchName = 'mail' | 'sms' | 'calls' | 'read-only' | 'legal-hold'

interface VaultKeyTable {
  id: Generated<string>
  campaign_id: string | null
  public_key: Buffer
  wrapped_private_key: Buffer
  wrapped_data_key: Buffer
  wrapped_token_key: Buffer | null
  token_key_renewed_at: Generated<Date | null>
  created_at: Generated<Date>
}

export interface IntakeTable {
  seq: Generated<string>
  id: string
  key_id: string
  kind: string
  sealed: Buffer
  held: string | null
  accepted_at: Date
  attempts: Generated<number>
  retry_at: Date | null
  failure: string | null
}

interface MaintenanceRunTable {
  id: Generated<string>
  job: string
  ran_at: Date
  result: ColumnType<unknown, string, string>
}

interface BackupRunTable {
  id: Generated<string>
  kind: 'backup' | 'drill'
  began_at: Date
  ended_at: Date
  failure: string | null
  file_name: string
  bytes: ColumnType<string | null, number | null, number | null>
  row_count: ColumnType<string | null, number | null, number | null>
}
