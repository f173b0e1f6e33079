/** The fields by which Meta is told whom a message goes to: a group, a number, or by their business-scoped user id a person whose number it hides. */
export function addressed({ address, isGroup }: { address: string; isGroup: boolean }): object {
  if (isGroup) return { recipient_type: 'group', to: address }
  return isNumber(address) ? { recipient_type: 'individual', to: address } : { recipient: address }
}

/** Whether a person's address is their number, and no user id. */
export const isNumber = (address: string): boolean => /^\d+$/.test(address)
