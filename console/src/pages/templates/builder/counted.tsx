/** A field's name, and how much of what Meta takes it holds. */
export const Counted = ({ name, text, most }: { name: string; text: string; most: number }) => {
  const { length } = [...text]
  return (
    <>
      {name}{' '}
      <span className={`font-normal tabular-nums ${length > most ? 'text-danger' : 'text-ink-soft'}`}>
        {`${length} / ${most.toLocaleString()}`}
      </span>
    </>
  )
}
