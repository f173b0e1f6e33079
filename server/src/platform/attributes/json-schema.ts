import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { safePattern } from './safe-pattern.ts'
import { expandSchema } from './schema-expansion.ts'

type Schema = Record<string, unknown>

/** Says what does not match, as the end of a sentence; undefined where all does. */
type Validator = (value: unknown) => string | undefined

/** `fast` formats: the `full` ones hold expressions that a crafted text makes slow. */
const ajv = new Ajv2020({
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  code: { regExp: safePattern },
})
ajvFormats.default(ajv, { mode: 'fast' })
ajv.addVocabulary(['example', 'xml', 'externalDocs'])

/** By identity first (an attribute in memory), then by text (the same attribute, loaded again). */
const byIdentity = new WeakMap<Schema, Validator>()
const byText = new Map<string, Validator>()
const mostKept = 1000

/** Says why a schema cannot be used, as a whole sentence; undefined where it can. */
export function schemaProblem(schema: Schema): string | undefined {
  try {
    compile(schema)
    return undefined
  } catch (error) {
    return `The schema cannot be used: ${(error as Error).message.replace(/\.$/, '')}.`
  }
}

/**
 * The compiled validator of a schema. A schema that does not compile was refused when the attribute was defined; should one
 * be met here all the same, it refuses every value and says why, rather than let all pass.
 */
export function validatorOf(schema: Schema): Validator {
  const known = byIdentity.get(schema)
  if (known) return known
  const text = JSON.stringify(schema)
  let validator = byText.get(text)
  if (!validator) {
    const problem = schemaProblem(schema)
    validator = problem ? () => problem : compile(schema)
    if (byText.size >= mostKept) byText.delete(byText.keys().next().value ?? '')
    byText.set(text, validator)
  }
  byIdentity.set(schema, validator)
  return validator
}

/** @throws Error where the schema is unsound */
function compile(schema: Schema): Validator {
  const expanded = expandSchema(schema)
  const validate = ajv.compile(expanded)
  // Ajv would keep every schema it ever saw; ours is the only cache.
  ajv.removeSchema(expanded)
  return (value) => (validate(value) ? undefined : explained(validate.errors?.[0]))
}

function explained(error: ErrorObject | undefined): string {
  if (!error) return 'it is not what the schema describes'
  const where = error.instancePath.slice(1).replaceAll('/', '.').slice(0, 200) || 'it'
  const params: Record<string, unknown> = error.params
  const extra = params.additionalProperty ?? params.unevaluatedProperty
  const allowed = Array.isArray(params.allowedValues) ? ` (${params.allowedValues.slice(0, 10).join(', ')})` : ''
  return `${where} ${error.message ?? 'is wrong'}${extra === undefined ? '' : ` ("${String(extra).slice(0, 60)}")`}${allowed}`
}
