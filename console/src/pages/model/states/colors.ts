import type { State } from '@nadi/sdk'

const open = ['#2563eb', '#7c3aed', '#d97706', '#0891b2', '#db2777', '#4f46e5']

/** A colour to begin with, so that states differ at a glance. */
export function colorFor(status: State['status'], index: number): string {
  if (status === 'COMPLETED') return '#16a34a'
  if (status === 'CANCELLED') return '#dc2626'
  return open[index % open.length] ?? '#2563eb'
}
