/** A Flow: a form that opens inside WhatsApp. */
export interface Flow {
  id: string
  name: string
  status: 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'BLOCKED' | 'THROTTLED'
  categories: string[]
  endpointUri: string | undefined
  /** the Flow's own JSON, as uploaded */
  json: string | undefined
  validationErrors: FlowProblem[]
  previewUntil: number
  previewToken: string
  createdAt: number
  updatedAt: number
}

export interface FlowProblem {
  error: string
  error_type: string
  message: string
  line_start: number
  line_end: number
  column_start: number
  column_end: number
}
