/** days that the dashboard may look back */
export const ranges = [7, 30, 90] as const
export type Days = (typeof ranges)[number]

/** What the dashboard's address says. */
export interface DashboardSearch {
  days?: Days
  procedure?: string
}
