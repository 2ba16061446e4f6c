import type { Db } from '#db/client'

/** Keeps what the mail server said to a test, for the page that asked for it. */
export async function noteTestAnswer(db: Db, { messageId, said }: { messageId: string; said: string }): Promise<void> {
  await db.updateTable('sender_message').set({ said }).where('message_id', '=', messageId).execute()
}
