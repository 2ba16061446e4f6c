import type { Db } from '#db/client'

/** Keeps what the mail server said to a test, for the page that asked for it. */
export async function noteTestAnswer(db: Db, { messageId, said }: { messageId: string; said: string }): Promise<void> {
  await db.updateTable('sender_message').set({ said }).where('message_id', '=', messageId).execute()
}

/** Our mail server has accepted mail from a group's own address, or refuses it: then it is not used any longer. */
export async function noteSenderAccepted(db: Db, address: string, acceptedAt: Date | null): Promise<void> {
  await db.updateTable('group_sender').set({ accepted_at: acceptedAt }).where('address', '=', address).execute()
}
