import type { Take } from './taking.ts'

/** What the engine knows of a type of attribute. */
export interface TypeEntry {
  readonly label: string
  /** one sentence for the person who models */
  readonly description: string
  /** JSON Schema of the stored form, before what the attribute itself adds (options, limits) */
  readonly schema: Record<string, unknown>
  readonly take: Take
  /** reads one element of a multi type: in a condition a single value is meant, whatever it looks like */
  readonly takeElement: Take | undefined
  /** `""` is a value and does not clear */
  readonly isText: boolean
  /** holds a list; a single value is taken as a list of one, and the empty list clears */
  readonly isMulti: boolean
  /** may stand in the filter side table */
  readonly isFilterable: boolean
  /** stands there unless the modeller says otherwise: the short types */
  readonly isFilterableByDefault: boolean
  /** may answer `contains` and `startsWith` */
  readonly isSearchable: boolean
  readonly isSearchableByDefault: boolean
  readonly canBeUnique: boolean
  readonly canBePrimaryKey: boolean
  /** `>` and its kin mean something */
  readonly isOrdered: boolean
  /** which of the attribute's options it reads */
  readonly reads: readonly OptionName[]
  /** longest text in characters, where it is text at all */
  readonly maxLength: number | undefined
}

export type OptionName = 'options' | 'schema' | 'target' | 'minimum' | 'maximum' | 'maxLength' | 'scale'

type Given = Pick<TypeEntry, 'label' | 'description' | 'schema' | 'take'> & Partial<TypeEntry>

/** A long or structured type: nothing is indexed unless it says so. */
export function plainType(given: Given): TypeEntry {
  return {
    takeElement: undefined,
    isText: false,
    isMulti: false,
    isFilterable: false,
    isFilterableByDefault: false,
    isSearchable: false,
    isSearchableByDefault: false,
    canBeUnique: false,
    canBePrimaryKey: false,
    isOrdered: false,
    reads: [],
    maxLength: undefined,
    ...given,
  }
}

/** A short type: filterable unless the modeller says otherwise. */
export function shortType(given: Given): TypeEntry {
  return plainType({ isFilterable: true, isFilterableByDefault: true, ...given })
}
