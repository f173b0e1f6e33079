import type { ReactNode } from 'react'

const marks: Record<string, (inner: ReactNode, key: number) => ReactNode> = {
  '*': (inner, key) => <strong key={key}>{inner}</strong>,
  _: (inner, key) => <em key={key}>{inner}</em>,
  '~': (inner, key) => <s key={key}>{inner}</s>,
}

/** WhatsApp's own formatting: *bold*, _italic_, ~struck~, `code`, and links. */
export function Formatted({ text }: { text: string }) {
  return <span className="words">{parse(text)}</span>
}

const pattern =
  /```([\s\S]+?)```|`([^`\n]+)`|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<![\w_])_(\S(?:[^_\n]*\S)?)_(?![\w_])|(?<![\w~])~(\S(?:[^~\n]*\S)?)~(?![\w~])|(https?:\/\/[^\s<]+[^\s<.,;:!?)])/g

function parse(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let last = 0
  for (const match of text.matchAll(pattern)) {
    const [whole, block, code, bold, italic, struck, link] = match
    parts.push(text.slice(last, match.index))
    last = match.index + whole.length
    const mark = marks[whole[0] ?? '']
    const inner = bold ?? italic ?? struck
    if (link) {
      parts.push(
        <a key={last} href={link} target="_blank" rel="noreferrer noopener">
          {link}
        </a>,
      )
    } else if (inner !== undefined && mark) parts.push(mark(parse(inner), last))
    else parts.push(<code key={last}>{block ?? code}</code>)
  }
  parts.push(text.slice(last))
  return parts
}

/** The words alone, where a line is too short for more. */
export const withoutMarks = (text: string): string =>
  text.replace(pattern, (whole: string, ...groups: (string | undefined)[]) => {
    const [block, code, bold, italic, struck] = groups
    const inner = bold ?? italic ?? struck
    return inner === undefined ? (block ?? code ?? whole) : withoutMarks(inner)
  })
