import { Checkbox } from '../../../ui/checkbox.tsx'

interface StatesChoiceProps {
  legend: string
  anyLabel: string
  states: readonly { shortId: string; name: string }[]
  /** null: any */
  chosen: string[] | null
  onChoose: (chosen: string[] | null) => void
}

/** Any state, or some of them. */
export const StatesChoice = ({ legend, anyLabel, states, chosen, onChoose }: StatesChoiceProps) => (
  <fieldset className="flex flex-col gap-2">
    <legend className="mb-1.5 font-medium text-[13px]">{legend}</legend>
    <Checkbox checked={chosen === null} onChange={(event) => onChoose(event.target.checked ? null : [])}>
      {anyLabel}
    </Checkbox>
    {chosen !== null && (
      <div className="ms-6 grid grid-cols-2 gap-2 max-sm:grid-cols-1">
        {states.map(({ shortId, name }) => (
          <Checkbox
            key={shortId}
            checked={chosen.includes(shortId)}
            onChange={(event) =>
              onChoose(event.target.checked ? [...chosen, shortId] : chosen.filter((each) => each !== shortId))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
    )}
  </fieldset>
)
