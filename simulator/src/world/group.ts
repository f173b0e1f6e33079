/** A group that a business made, with customers in it. */
export interface Group {
  id: string
  phoneNumberId: string
  subject: string
  description: string
  joinApprovalMode: 'approval_required' | 'auto_approve'
  inviteCode: string
  /** digits of the customers in it */
  participants: Set<string>
  /** by id of the request */
  joinRequests: Map<string, JoinRequest>
  createdAt: number
}

export interface JoinRequest {
  id: string
  waId: string
  at: number
}
