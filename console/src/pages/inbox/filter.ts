import type { Input } from '@nadi/sdk'
import { endingMs } from '../../conversation/window-left.ts'

export const tabs = ['all', 'mine', 'unassigned', 'unread', 'ending', 'closed'] as const
export type Tab = (typeof tabs)[number]

/** What of the inbox is shown; it stands in the address. */
export interface InboxFilter {
  tab?: Tab
  /** name of a label */
  label?: string
  /** Meta's id of one of the team's numbers */
  number?: string
  search?: string
}

const text = (given: unknown): string | undefined => {
  const said = typeof given === 'number' ? String(given) : given
  return typeof said === 'string' && said !== '' ? said : undefined
}

export function filterOf(given: Record<string, unknown>): InboxFilter {
  const tab = tabs.find((each) => each === given.tab)
  const label = text(given.label)
  const number = text(given.number)
  const search = text(given.search)
  return { ...(tab && { tab }), ...(label && { label }), ...(number && { number }), ...(search && { search }) }
}

type ListRequest = Input<'POST /v1/ext/chat'>['body']

const steps = 5 * 60_000

/**
 * The list that a filter means.
 * @param now the list of ending windows moves on every five minutes, so that it is not another one each second
 */
export function listOf({ tab = 'all', label, number, search }: InboxFilter, me: string, now: number): ListRequest {
  const since = Math.floor(now / steps) * steps
  const ofTab: Record<Tab, Record<string, unknown>> = {
    mine: { status: 'OPEN', assignedTo: me },
    unassigned: { status: 'OPEN', assignedTo: null },
    unread: { status: 'OPEN', unread: true },
    ending: { status: 'OPEN', isWaiting: true, windowEndsAt: { '>': since, '<=': since + endingMs } },
    all: { status: 'OPEN' },
    closed: { status: 'CLOSED' },
  }
  return {
    orderField: 'lastMessageAt',
    orderDirection: 'desc',
    where: { ...ofTab[tab], ...(label && { label }), ...(number && { phoneNumberId: number }) },
    ...(search && search.length >= 3 && { search }),
  }
}
