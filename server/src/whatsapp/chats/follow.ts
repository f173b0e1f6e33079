import type { Tx } from '../../database/database.ts'
import { recordEvents } from '../../events/record.ts'
import { newId } from '../../ids.ts'
import type { Scope } from '../../scope.ts'
import { phoneNumberOf } from './ensure.ts'
import * as store from './sql/follow.ts'

/** A customer was called `from` up to `until`, and is called `to` after it. */
export interface Move {
  from: string
  to: string
  until: Date
}

/**
 * Contacts and chats follow customers to their new number: they are renamed, or become one with those that are there already. What was written
 * later under the old name stays where it is: the number has become somebody else's.
 */
export async function followContacts(tx: Tx, scope: Scope, moves: readonly Move[]): Promise<void> {
  const known = await store.findContacts(
    tx,
    scope,
    moves.map(({ from }) => from),
  )
  // rare, and each may concern what the one before it has changed
  for (const move of moves) {
    if (known.has(move.from) && move.from !== move.to) await follow(tx, scope, move)
  }
}

async function follow(tx: Tx, scope: Scope, { from, to, until }: Move): Promise<void> {
  const held = await store.lockContacts(tx, scope, [from, to])
  const contact = held.get(from)
  if (!contact) return
  const isTakenOver = await store.hasWrittenAfter(tx, scope, contact.id, until)
  const other = held.get(to)
  if (!isTakenOver && !other) {
    await store.renameContact(tx, scope, contact.id, { waId: to, phoneNumber: phoneNumberOf(to) })
    await store.renameChats(tx, scope, contact.id, { from, to })
  } else {
    const target = other?.id ?? newId()
    if (!other)
      await store.insertContact(tx, scope, { id: target, waId: to, phoneNumber: phoneNumberOf(to) }, contact.id)
    for (const chat of await store.lockChats(tx, scope, contact.id, from)) {
      await moveChat(tx, scope, chat, { to, until, target, isTakenOver })
    }
    await store.moveGroupMessages(tx, scope, { from: contact.id, to: target, until })
    if (!isTakenOver) await store.mergeContact(tx, scope, contact.id, target)
  }
  await recordEvents(tx, scope, [
    { kind: 'contact.renamed', subjectId: other?.id ?? contact.id, before: { waId: from }, after: { waId: to } },
  ])
}

async function moveChat(
  tx: Tx,
  scope: Scope,
  chat: store.HeldChat,
  { to, until, target, isTakenOver }: { to: string; until: Date; target: string; isTakenOver: boolean },
): Promise<void> {
  const there = await store.lockChatAt(tx, scope, chat, to)
  if (!there && !isTakenOver) {
    await store.giveChat(tx, scope, chat.id, { address: to, contactId: target })
    return
  }
  const targetChat = there ?? newId()
  if (!there) await store.insertChatBeside(tx, scope, chat.id, { id: targetChat, address: to, contactId: target })
  await store.moveMessages(tx, scope, { from: chat.id, to: targetChat, contactId: target, until })
  if (isTakenOver) await store.forgetWindow(tx, scope, chat.id)
  else await store.mergeChat(tx, scope, chat.id, targetChat)
  await store.countAgain(tx, scope, [chat.id, targetChat])
}
