import { Formatted as Parsed, withoutMarks } from '../../../simulator/phone/src/formatted.tsx'

/** Text with WhatsApp's formatting and links, as the phone shows it. */
export const Formatted = ({ text }: { text: string }) => (
  <span
    dir="auto"
    className="whitespace-pre-wrap break-words [&_a]:text-accent-text [&_a]:underline [&_code]:font-mono [&_code]:text-[13px]"
  >
    <Parsed text={text} />
  </span>
)

export { withoutMarks }
