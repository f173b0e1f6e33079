import type { TObject } from 'typebox'
import type { Routes } from '../../http/app.ts'
import type { Scope } from '../../scope.ts'
import { addPartRoutes } from '../configuration/part-routes.ts'
import type { ModelParts, PartPath } from '../configuration/parts.ts'
import type { TeamModel } from '../model/types.ts'
import { AttributeFields, AttributeGroupFields } from './definition-schema.ts'
import { ShownAttribute, ShownAttributeGroup, showAttribute, showAttributeGroup } from './shown.ts'

/** What has attributes: a procedure, an entity or a state task, and where it is addressed. */
export interface AttributeOwner {
  tag: string
  base: string
  params: TObject
  path(params: Readonly<Record<string, string>>): PartPath
  /** @throws NotFound where the role does not see it */
  find(scope: Scope, model: TeamModel, params: Readonly<Record<string, string>>): { id: string }
}

export const attributeRoutes =
  (parts: ModelParts, owner: AttributeOwner): Routes =>
  async (app) => {
    const { tag, base, params } = owner
    addPartRoutes(app, parts, {
      noun: 'attribute',
      plural: 'attributes',
      tag,
      base,
      params,
      fields: AttributeFields,
      required: ['type'],
      examples: [{ shortId: 'loan_amount', type: 'number', minimum: 0 }],
      shown: ShownAttribute,
      section: (given) => [...owner.path(given), 'attributes'],
      list: (scope, model, given) => {
        const { id } = owner.find(scope, model, given)
        return [...model.attributes.values()].filter(({ ownerId }) => ownerId === id).map(showAttribute)
      },
    })
    addPartRoutes(app, parts, {
      noun: 'attribute group',
      plural: 'attribute groups',
      tag,
      base,
      params,
      fields: AttributeGroupFields,
      examples: [{ shortId: 'contact', name: 'Contact' }],
      shown: ShownAttributeGroup,
      section: (given) => [...owner.path(given), 'attributeGroups'],
      list: (scope, model, given) => {
        const { id } = owner.find(scope, model, given)
        return model.attributeGroups.filter(({ ownerId }) => ownerId === id).map(showAttributeGroup)
      },
    })
  }
