/** The lane of a business number: what waits to be sent by it, one server at a time. */
export interface LaneKey {
  teamId: string
  pluginId: string
  phoneNumberId: string
}

export const nameOf = ({ teamId, pluginId, phoneNumberId }: LaneKey): string => `${teamId}/${pluginId}/${phoneNumberId}`
