import { askedBy } from './asked.ts'
import { shapeOf } from './shape.ts'
import type { ShownTemplate, Template } from './types.ts'

/** A template as the API shows it. */
export const showTemplate = (template: Template): ShownTemplate => ({
  id: template.id,
  plugin: template.pluginId,
  name: template.name,
  language: template.language,
  category: template.category,
  status: template.status,
  parameterFormat: template.parameterFormat,
  components: template.components,
  parameters: askedBy(shapeOf(template)),
  quality: template.quality,
  rejectedReason: template.rejectedReason,
  processMapping: template.processMapping,
  readAt: template.readAt.getTime(),
  createdAt: template.createdAt.getTime(),
  updatedAt: template.updatedAt.getTime(),
})
