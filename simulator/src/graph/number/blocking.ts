import { badParam } from '../../graph-error.ts'
import { digitsOf } from '../../ids.ts'
import type { Edges, GraphCall } from '../call.ts'
import { checkProduct } from '../messages/check.ts'
import { page } from '../paging.ts'

/** Whom the number takes nothing from: https://developers.facebook.com/docs/whatsapp/cloud-api/block-users */
export const blockEdges: Edges<'number'> = {
  'GET block_users': ({ node: { number }, params }) =>
    page([...number.blocked], params, (waId) => ({ messaging_product: 'whatsapp', wa_id: waId })),

  'POST block_users': (call) => {
    const users = usersOf(call)
    for (const { wa_id } of users) call.node.number.blocked.add(wa_id)
    return { messaging_product: 'whatsapp', block_users: { added_users: users } }
  },

  'DELETE block_users': (call) => {
    const users = usersOf(call)
    for (const { wa_id } of users) call.node.number.blocked.delete(wa_id)
    return { messaging_product: 'whatsapp', block_users: { removed_users: users } }
  },
}

function usersOf({ params }: GraphCall<'number'>): { input: string; wa_id: string }[] {
  checkProduct(params.messaging_product)
  const list = params.block_users
  if (!Array.isArray(list) || list.length === 0) throw badParam('The parameter block_users is required.')
  return list.map((each: { user?: unknown }, index) => {
    const input = String(each?.user ?? '')
    const digits = digitsOf(input)
    if (digits.length < 7) throw badParam(`Param block_users[${index}]['user'] must be a phone number.`)
    return { input, wa_id: digits }
  })
}
