interface Node {
  name: string
  type: string
  parameters: {
    jsCode?: string
    method?: string
    url?: string
    jsonBody?: string
    headerParameters?: { parameters: { name: string; value: string }[] }
  }
}

export interface Workflow {
  nodes: Node[]
  connections: Record<string, { main: { node: string }[][] }>
}

type Item = { json: Record<string, unknown> }

/**
 * Runs a workflow of Code and HTTP Request nodes in a line, as n8n does: a Code node makes the items, an expression begins with `=` and holds
 * `{{ … }}` over `$json`. The trigger gives the first items.
 */
export async function runWorkflow(
  { nodes, connections }: Workflow,
  first: Item[],
  { key, replace }: { key: string; replace: (text: string) => string },
): Promise<{ status: number; body: unknown }[]> {
  const answers: { status: number; body: unknown }[] = []
  let items = first
  let name = nodes[0]?.name
  while (name !== undefined) {
    const { type, parameters } = nodes.find((node) => node.name === name) as Node
    if (type.endsWith('.code')) {
      const run = new Function('$input', replace(parameters.jsCode ?? ''))
      items = run({ all: () => items }) as Item[]
    }
    if (type.endsWith('.httpRequest')) {
      for (const { json } of items) answers.push(await request(parameters, json, key))
    }
    name = connections[name]?.main[0]?.[0]?.node
  }
  return answers
}

async function request(parameters: Node['parameters'], json: unknown, key: string) {
  const headers = (parameters.headerParameters?.parameters ?? []).map(({ name, value }) => [
    name,
    evaluated(value, json),
  ])
  const response = await fetch(evaluated(parameters.url ?? '', json), {
    method: parameters.method ?? 'GET',
    headers: { ...Object.fromEntries(headers), authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(parameters.jsonBody !== undefined && { body: evaluated(parameters.jsonBody, json) }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

function evaluated(text: string, json: unknown): string {
  if (!text.startsWith('=')) return text
  return text
    .slice(1)
    .replaceAll(/\{\{ (.*?) \}\}/g, (_whole, expression: string) =>
      String(new Function('$json', `return ${expression}`)(json)),
    )
}
