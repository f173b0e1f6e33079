import { CopyButton } from './copy-button.tsx'

interface SecretShownProps {
  /** what it is, read aloud */
  label: string
  value: string
  /** of the copy button */
  copy: string
}

/** A secret that is shown this once. */
export const SecretShown = ({ label, value, copy }: SecretShownProps) => (
  <div className="flex items-center gap-2 rounded-md border border-line bg-sunken p-3">
    <input
      readOnly
      aria-label={label}
      value={value}
      onFocus={(event) => event.target.select()}
      className="min-w-0 flex-1 bg-transparent font-mono"
    />
    <CopyButton value={value} label={copy} />
  </div>
)
