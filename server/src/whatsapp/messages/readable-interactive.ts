import { type Fields, fieldsOf, lines, listOf, textOf } from './fields.ts'

/** An interactive message as it was sent, or the choice that answers one. */
export function readableInteractive(interactive: Fields): string {
  const reply = fieldsOf(interactive[textOf(interactive.type) ?? ''])
  switch (interactive.type) {
    case 'button_reply':
    case 'list_reply':
      return lines(textOf(reply.title) ?? textOf(reply.id), textOf(reply.description))
    case 'nfm_reply':
      return flowReply(reply)
    case 'call_permission_reply':
      return reply.response === 'accept' ? '[calls allowed]' : '[calls not allowed]'
    default:
      return sent(interactive) || `[${textOf(interactive.type) ?? 'interactive'}]`
  }
}

/** What was filled in, a line each; the token tells people nothing. */
function flowReply(reply: Fields): string {
  const said = textOf(reply.response_json)
  try {
    const answers = Object.entries(fieldsOf(JSON.parse(said ?? '{}'))).filter(([name]) => name !== 'flow_token')
    const told = answers.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    return lines(textOf(reply.body) ?? `[${textOf(reply.name) ?? 'flow'}]`, ...told)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return lines(textOf(reply.body), said)
  }
}

function sent({ header, body, footer, action }: Fields): string {
  return lines(
    textOf(fieldsOf(header).text),
    textOf(fieldsOf(body).text),
    textOf(fieldsOf(footer).text),
    ...choices(fieldsOf(action)).map((choice) => `• ${choice}`),
  )
}

function choices(action: Fields): string[] {
  const buttons = listOf(action.buttons).map((button) => textOf(fieldsOf(fieldsOf(button).reply).title))
  const rows = listOf(action.sections).flatMap((section) =>
    listOf(fieldsOf(section).rows).map((row) => textOf(fieldsOf(row).title)),
  )
  const parameters = fieldsOf(action.parameters)
  const link = textOf(parameters.display_text) ?? textOf(parameters.flow_cta)
  return [...buttons, ...rows, link].filter((choice) => choice !== undefined)
}
