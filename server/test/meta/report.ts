import type { Verdict } from './check-requests.ts'

/** The verdict in Markdown, for people. */
export function reportOf({ version, operations, amendments, beyond, deviations }: Verdict): string {
  const asked = [...operations.values()].reduce((sum, each) => sum + each.asked, 0)
  const refused = [...operations.values()].reduce((sum, each) => sum + each.refused, 0)
  const needed = amendments.filter((each) => each.needed > 0)
  const idle = amendments.filter((each) => each.needed === 0)
  return [
    `# Requests to Meta, checked against its OpenAPI document ${version}`,
    '',
    `${asked} requests of ${operations.size} calls, ${refused} of them refused by Meta's stand-in, as the tests ask for; those are not checked.`,
    '',
    ...table(
      ['call', 'requests', 'refused', ''],
      [...operations].map(([name, each]) => [
        name,
        each.asked,
        each.refused,
        each.isDocumented ? '' : 'not in the document',
      ]),
    ),
    '',
    '## Calls that the document lacks',
    '',
    ...beyond.map((each) => `- \`${each.operation}\` (${each.asked}): ${each.why ?? 'UNEXPLAINED'}`),
    '',
    '## Where the document is wrong',
    '',
    ...needed.map(({ name, why, needed: times }) => `- **${name}** (${times} requests): ${why}`),
    ...(idle.length > 0 ? ['', `No request needs: ${idle.map(({ name }) => name).join('; ')}.`] : []),
    '',
    '## Unexplained deviations',
    '',
    ...(deviations.length === 0 ? ['None.'] : []),
    ...deviations.map(
      ({ operation, deviation: { where, what, example }, times }) =>
        `- \`${operation}\`: ${where} ${what} (${times} requests), as in \`${example}\``,
    ),
    '',
  ].join('\n')
}

export const isClean = ({ deviations, beyond }: Verdict): boolean =>
  deviations.length === 0 && beyond.every(({ why }) => why !== undefined)

function table(head: string[], rows: (string | number)[][]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
