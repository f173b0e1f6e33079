// Written by scripts/generate-tables.ts from the migrated database; do not edit.
import type { Generated } from 'kysely'

export interface Tables {
  api_key_directory: ApiKeyDirectoryTable
  api_keys: ApiKeysTable
  assignment_rules: AssignmentRulesTable
  attribute_groups: AttributeGroupsTable
  attributes: AttributesTable
  background_job_entries: BackgroundJobEntriesTable
  background_job_outcomes: BackgroundJobOutcomesTable
  background_jobs: BackgroundJobsTable
  canned_replies: CannedRepliesTable
  chat_labels: ChatLabelsTable
  chat_messages: ChatMessagesTable
  chat_notes: ChatNotesTable
  chat_presence: ChatPresenceTable
  chats: ChatsTable
  connect_tokens: ConnectTokensTable
  consent_words: ConsentWordsTable
  contact_aliases: ContactAliasesTable
  contacts: ContactsTable
  entities: EntitiesTable
  events: EventsTable
  idempotency_keys: IdempotencyKeysTable
  inbound_events: InboundEventsTable
  media: MediaTable
  message_marks: MessageMarksTable
  passwords: PasswordsTable
  phone_numbers: PhoneNumbersTable
  photos: PhotosTable
  plugin_directory: PluginDirectoryTable
  plugin_objects: PluginObjectsTable
  plugins: PluginsTable
  pods: PodsTable
  procedure_counters: ProcedureCountersTable
  procedures: ProceduresTable
  process_keys: ProcessKeysTable
  process_texts: ProcessTextsTable
  process_values: ProcessValuesTable
  processes: ProcessesTable
  public_media: PublicMediaTable
  rate_windows: RateWindowsTable
  records: RecordsTable
  recovery_codes: RecoveryCodesTable
  roles: RolesTable
  second_factors: SecondFactorsTable
  send_lanes: SendLanesTable
  send_queue: SendQueueTable
  senders: SendersTable
  sessions: SessionsTable
  sign_in_attempts: SignInAttemptsTable
  sign_in_links: SignInLinksTable
  signing_secrets: SigningSecretsTable
  skills: SkillsTable
  state_tasks: StateTasksTable
  states: StatesTable
  statistics_failures: StatisticsFailuresTable
  statistics_messages: StatisticsMessagesTable
  statistics_places: StatisticsPlacesTable
  statistics_replies: StatisticsRepliesTable
  statistics_states: StatisticsStatesTable
  statistics_tasks: StatisticsTasksTable
  statistics_template_replies: StatisticsTemplateRepliesTable
  tasks: TasksTable
  team_directory: TeamDirectoryTable
  teams: TeamsTable
  template_reads: TemplateReadsTable
  templates: TemplatesTable
  user_settings: UserSettingsTable
  users: UsersTable
  views: ViewsTable
  webhook_attempts: WebhookAttemptsTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_endpoints: WebhookEndpointsTable
  webhook_leases: WebhookLeasesTable
  webhook_payloads: WebhookPayloadsTable
  webhook_relays: WebhookRelaysTable
  webhook_replays: WebhookReplaysTable
  worker_heartbeats: WorkerHeartbeatsTable
  working_hours: WorkingHoursTable
}

export interface ApiKeyDirectoryTable {
  key_hash: Buffer
  team_id: string
  key_id: string
}

export interface ApiKeysTable {
  team_id: string
  key_id: string
  name: string
  description: Generated<string>
  role_id: string
  user_id: string | null
  hint: string
  requests_per_minute: number | null
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface AssignmentRulesTable {
  team_id: string
  assignment_rule_id: string
  name: string
  plugin_id: string | null
  phone_number_id: string | null
  procedure_id: string | null
  strategy: string
  pod_ids: Generated<string[]>
  skill_ids: Generated<string[]>
  user_ids: Generated<string[]>
  most_chats: number | null
  away_message: string | null
  is_active: Generated<boolean>
  last_user_id: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface AttributeGroupsTable {
  team_id: string
  group_id: string
  owner_id: string
  short_id: string
  name: string
  sort_order: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface AttributesTable {
  team_id: string
  attribute_id: string
  owner_kind: string
  owner_id: string
  short_id: string
  name: string
  description: Generated<string>
  type: string
  options: Generated<unknown>
  is_required: Generated<boolean>
  is_unique: Generated<boolean>
  is_filterable: Generated<boolean>
  is_searchable: Generated<boolean>
  default_value: unknown
  formula: string | null
  group_id: string | null
  sort_order: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface BackgroundJobEntriesTable {
  team_id: string
  job_id: string
  index: number
  input: unknown
  refusal: unknown
}

export interface BackgroundJobOutcomesTable {
  team_id: string
  job_id: string
  index: number
  completion_status: string
  process_id: string | null
  errors: unknown
  at: Date
  chat_message_id: string | null
  is_unconfirmed: Generated<boolean>
}

export interface BackgroundJobsTable {
  team_id: string
  job_id: string
  type: string
  work: string
  procedure_id: string | null
  completion_status: Generated<string>
  status_message: string | null
  entry_count: number
  next_index: Generated<number>
  success_count: Generated<number>
  invalid_count: Generated<number>
  error_count: Generated<number>
  user_id: string | null
  key_id: string | null
  role_id: string
  created_at: Date
  updated_at: Date
  completed_at: Date | null
  settings: unknown
  scheduled_for: Date | null
  unconfirmed_count: Generated<number>
}

export interface CannedRepliesTable {
  team_id: string
  canned_reply_id: string
  shortcut: string
  text: string
  user_id: string | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ChatLabelsTable {
  team_id: string
  label_id: string
  name: string
  color: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ChatMessagesTable {
  team_id: string
  chat_message_id: string
  chat_id: string
  plugin_id: string
  phone_number_id: string
  contact_id: string | null
  direction: string
  external_id: string | null
  type: string
  body: unknown
  text: Generated<string>
  attachments: Generated<unknown>
  delivery_status: string
  errors: unknown
  at: Date
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  in_reply_to: string | null
  template_id: string | null
  source_type: string
  source_id: string | null
  campaign_id: string | null
  callback_data: string | null
  user_id: string | null
  key_id: string | null
  procedure_id: string | null
  process_id: string | null
  sending_by: string | null
  scheduled_for: Date | null
  edited_at: Date | null
  revoked_at: Date | null
  reactions: Generated<unknown>
  created_at: Date
  updated_at: Date
}

export interface ChatNotesTable {
  team_id: string
  note_id: string
  chat_id: string
  text: string
  mentions: Generated<string[]>
  user_id: string | null
  key_id: string | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ChatPresenceTable {
  team_id: string
  chat_id: string
  user_id: string
  since: Date
  seen_at: Date
  is_typing: boolean
}

export interface ChatsTable {
  team_id: string
  chat_id: string
  plugin_id: string
  phone_number_id: string
  address: string
  contact_id: string | null
  procedure_id: string | null
  process_id: string | null
  status: Generated<string>
  status_at: Date | null
  assigned_to: string | null
  assigned_at: Date | null
  unread_count: Generated<number>
  read_until: Date | null
  window_ends_at: Date | null
  last_message_id: string | null
  last_message_at: Generated<Date>
  labels: Generated<string[]>
  version: Generated<number>
  created_at: Date
  updated_at: Date
  last_inbound_at: Date | null
  away_sent_at: Date | null
}

export interface ConnectTokensTable {
  team_id: string
  connect_token_id: string
  secret_hash: Buffer
  plugin_id: string | null
  client: unknown
  user_id: string | null
  key_id: string | null
  attempts: Generated<number>
  created_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface ConsentWordsTable {
  team_id: string
  stop_words: string[]
  start_words: string[]
  categories: string[]
  updated_at: Date
}

export interface ContactAliasesTable {
  team_id: string
  alias: string
  until: Date
  wa_id: string
  at: Date
}

export interface ContactsTable {
  team_id: string
  contact_id: string
  wa_id: string
  phone_number: string | null
  name: Generated<string>
  consents: Generated<unknown>
  created_at: Date
  updated_at: Date
  name_at: Date | null
  is_named_by_team: Generated<boolean>
}

export interface EntitiesTable {
  team_id: string
  entity_id: string
  short_id: string
  name: string
  description: Generated<string>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  sort_order: Generated<number>
}

export interface EventsTable {
  team_id: string
  position: Generated<number>
  event_id: string
  kind: string
  subject_id: string
  procedure_id: string | null
  user_id: string | null
  key_id: string | null
  before: unknown
  after: unknown
  at: Date
}

export interface IdempotencyKeysTable {
  team_id: string
  client_id: string
  idempotency_key: string
  request_hash: Buffer
  status: number | null
  answer: Buffer | null
  headers: unknown
  created_at: Generated<Date>
  chat_message_id: string | null
}

export interface InboundEventsTable {
  team_id: string
  plugin_id: string
  inbound_event_id: string
  digest: Buffer
  body: Buffer
  status: Generated<string>
  attempts: Generated<number>
  error: string | null
  received_at: Date
  try_after: Date | null
  settled_at: Date | null
}

export interface MediaTable {
  team_id: string
  plugin_id: string
  media_id: string
  chat_message_id: string
  status: Generated<string>
  error: string | null
  mime_type: string | null
  filename: string | null
  byte_size: number | null
  sha256: Buffer | null
  file_id: string | null
  created_at: Date
  updated_at: Date
}

export interface MessageMarksTable {
  team_id: string
  plugin_id: string
  external_id: string
  kind: string
  actor: string
  at: Date
  body: unknown
  is_waiting: boolean
  received_at: Date
}

export interface PasswordsTable {
  team_id: string
  user_id: string
  hash: string
  must_change: Generated<boolean>
  changed_at: Date
}

export interface PhoneNumbersTable {
  team_id: string
  plugin_id: string
  phone_number_id: string
  digits: string
  details: unknown
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface PhotosTable {
  team_id: string
  photo_id: string
  user_id: string | null
  filetype: string
  filename: string
  width: number
  height: number
  byte_size: number
  sha256: Buffer
  is_public: Generated<boolean>
  created_at: Date
  updated_at: Date
  file_id: string
}

export interface PluginDirectoryTable {
  plugin_id: string
  team_id: string
}

export interface PluginObjectsTable {
  team_id: string
  plugin_id: string
  object_id: string
  kind: string
  created_at: Date
}

export interface PluginsTable {
  team_id: string
  plugin_id: string
  name: string
  waba_id: string
  graph_url: string
  app_id: string | null
  access_token: Buffer | null
  app_secret: Buffer | null
  verify_token: Buffer | null
  status: string
  webhook_settings: Generated<unknown>
  lead_procedure_id: string | null
  flow_endpoint_url: string | null
  flow_private_key: Buffer | null
  flow_public_key: string | null
  health: unknown
  client: unknown
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface PodsTable {
  team_id: string
  pod_id: string
  name: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ProcedureCountersTable {
  team_id: string
  procedure_id: string
  last_number: Generated<number>
}

export interface ProceduresTable {
  team_id: string
  procedure_id: string
  short_id: string
  name: string
  description: Generated<string>
  entity_id: string | null
  primary_key_attribute: string | null
  primary_identifier_attribute: string | null
  default_state: string
  completed_state: string | null
  key_prefix: string | null
  key_width: Generated<number>
  merging: unknown
  sort_order: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ProcessKeysTable {
  team_id: string
  attribute_id: string
  value: string
  process_id: string
}

export interface ProcessTextsTable {
  team_id: string
  attribute_id: string
  process_id: string
  value: string
  created_at: Date
}

export interface ProcessValuesTable {
  team_id: string
  attribute_id: string
  value: unknown
  created_at: Date
  process_id: string
}

export interface ProcessesTable {
  team_id: string
  process_id: string
  procedure_id: string
  record_id: string | null
  state_id: string
  status: string
  assigned_to: string | null
  pod_id: string | null
  data: unknown
  derived_data: Generated<unknown>
  next_action_at: Date | null
  created_by: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface PublicMediaTable {
  team_id: string
  file_id: string
  day: string
  extension: string
  mime_type: string
  filename: string
  byte_size: number
  sha256: Buffer
  user_id: string | null
  created_at: Date
}

export interface RateWindowsTable {
  team_id: string
  client_id: string
  window_start: Date
  leased: number
}

export interface RecordsTable {
  team_id: string
  record_id: string
  entity_id: string
  data: Generated<unknown>
  derived_data: Generated<unknown>
  created_by: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface RecoveryCodesTable {
  team_id: string
  user_id: string
  code_hash: Buffer
}

export interface RolesTable {
  team_id: string
  role_id: string
  name: string
  description: Generated<string>
  role_type: string
  permissions: Generated<string[]>
  procedure_access: Generated<unknown>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface SecondFactorsTable {
  team_id: string
  user_id: string
  secret: Buffer
  confirmed_at: Date | null
  last_step: Generated<number>
  created_at: Date
}

export interface SendLanesTable {
  team_id: string
  plugin_id: string
  phone_number_id: string
  held_by: string
  held_until: Date
}

export interface SendQueueTable {
  team_id: string
  chat_message_id: string
  plugin_id: string
  phone_number_id: string
  address: string
  body: unknown
  text: string
  template_id: string | null
  callback_data: string | null
  procedure_id: string | null
  process_id: string | null
  user_id: string | null
  key_id: string | null
  job_id: string | null
  entry_index: number | null
  is_stored: Generated<boolean>
  not_before: Date
  attempts: Generated<number>
  created_at: Date
  consent_category: string | null
}

export interface SendersTable {
  sender_id: string
  beat_at: Generated<Date>
}

export interface SessionsTable {
  team_id: string
  session_id: string
  user_id: string
  token_hash: Buffer
  method: string
  must_change_password: Generated<boolean>
  user_agent: string
  address: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}

export interface SignInAttemptsTable {
  subject: string
  attempts: number
  ends_at: Date
}

export interface SignInLinksTable {
  team_id: string
  link_id: string
  user_id: string
  purpose: string
  token_hash: Buffer | null
  sent_to: string | null
  created_at: Date
  expires_at: Date
}

export interface SigningSecretsTable {
  team_id: string
  owner_id: string
  current: Buffer
  next: Buffer | null
  created_at: Date
  rotated_at: Date | null
  shown_at: Date | null
}

export interface SkillsTable {
  team_id: string
  skill_id: string
  name: string
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface StateTasksTable {
  team_id: string
  state_task_id: string
  procedure_id: string
  short_id: string
  name: string
  description: Generated<string>
  states: string[] | null
  mapping: Generated<unknown>
  moves_to_state: string | null
  sort_order: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface StatesTable {
  team_id: string
  state_id: string
  procedure_id: string
  short_id: string
  name: string
  color: Generated<string>
  status: string
  next_states: string[] | null
  sort_order: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface StatisticsFailuresTable {
  team_id: string
  slot: Date
  code: string
  count: number
}

export interface StatisticsMessagesTable {
  team_id: string
  slot: Date
  direction: string
  template: string
  delivery_status: string
  count: number
}

export interface StatisticsPlacesTable {
  team_id: string
  position: number
  event_id: string
  updated_at: Date
}

export interface StatisticsRepliesTable {
  team_id: string
  chat_message_id: string
  at: Date
  user_id: string | null
  seconds: number
}

export interface StatisticsStatesTable {
  team_id: string
  procedure_id: string
  slot: Date
  state: string
  created: Generated<number>
  entered: Generated<number>
  departed: Generated<number>
  reached: Generated<number>
}

export interface StatisticsTasksTable {
  team_id: string
  slot: Date
  user_id: string
  completed: number
}

export interface StatisticsTemplateRepliesTable {
  team_id: string
  chat_message_id: string
  at: Date
  template: string
}

export interface TasksTable {
  team_id: string
  task_id: string
  process_id: string
  procedure_id: string
  state_task_id: string
  title: string
  description: Generated<string>
  sort_order: Generated<number>
  status: string
  data: Generated<unknown>
  created_by: string | null
  assigned_to: string | null
  pod_id: string | null
  parent_task_id: string | null
  starts_at: Date | null
  ends_at: Date | null
  due_by: Date | null
  started_at: Date | null
  completed_at: Date | null
  cancelled_at: Date | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface TeamDirectoryTable {
  short_id: string
  team_id: string
}

export interface TeamsTable {
  team_id: string
  short_id: string
  name: string
  time_zone: string
  calling_code: string
  branding: Generated<unknown>
  model_version: Generated<number>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface TemplateReadsTable {
  team_id: string
  plugin_id: string
  read_at: Date
}

export interface TemplatesTable {
  team_id: string
  plugin_id: string
  template_id: string
  name: string
  language: string
  category: string
  status: string
  parameter_format: Generated<string>
  components: unknown
  quality: string | null
  rejected_reason: string | null
  process_mapping: Generated<unknown>
  read_at: Date
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
  status_at: Date | null
  category_at: Date | null
  quality_at: Date | null
  components_at: Date | null
}

export interface UserSettingsTable {
  team_id: string
  user_id: string
  settings: unknown
  updated_at: Date
}

export interface UsersTable {
  team_id: string
  user_id: string
  username: string
  first_name: Generated<string>
  middle_name: Generated<string>
  last_name: Generated<string>
  display_name: Generated<string>
  gender: string | null
  dob: string | null
  bio: string | null
  phones: Generated<unknown>
  emails: Generated<unknown>
  profile_image_url: string | null
  cover_image_url: string | null
  timezone: string | null
  data: Generated<unknown>
  onboarding_data: Generated<unknown>
  role_id: string
  pod_ids: Generated<string[]>
  skill_ids: Generated<string[]>
  availability: Generated<string>
  is_active: Generated<boolean>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface ViewsTable {
  team_id: string
  view_id: string
  procedure_id: string | null
  user_id: string | null
  name: string
  definition: unknown
  is_shared: boolean
  sort_order: number
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface WebhookAttemptsTable {
  team_id: string
  delivery_id: string
  attempt: number
  url: string
  at: Date
  ms: number
  status: number | null
  error: string | null
  response_headers: unknown
  response_body: Buffer | null
}

export interface WebhookDeliveriesTable {
  team_id: string
  delivery_id: string
  endpoint_id: string
  payload_id: string
  event: string
  status: Generated<string>
  tries: Generated<number>
  attempts: Generated<number>
  due_at: Date
  response_status: number | null
  error: string | null
  replay_id: string | null
  created_at: Date
  settled_at: Date | null
}

export interface WebhookEndpointsTable {
  team_id: string
  endpoint_id: string
  kind: string
  plugin_id: string | null
  is_of_config: Generated<boolean>
  name: Generated<string>
  url: string
  events: string[]
  procedure_ids: string[] | null
  status_form: Generated<string>
  status: Generated<string>
  pause_reason: string | null
  pause_message: string | null
  paused_at: Date | null
  failing_since: Date | null
  failures: Generated<number>
  last_success_at: Date | null
  created_by: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export interface WebhookLeasesTable {
  team_id: string
  endpoint_id: string
  worker_id: string
  leased_until: Date
}

export interface WebhookPayloadsTable {
  team_id: string
  payload_id: string
  event: string
  about: string | null
  body: Buffer
  created_at: Date
}

export interface WebhookRelaysTable {
  team_id: string
  position: number
  event_id: string
  updated_at: Date
}

export interface WebhookReplaysTable {
  team_id: string
  replay_id: string
  endpoint_id: string | null
  since: Date
  until: Date
  which: string
  event: string | null
  status: Generated<string>
  total: number
  queued: Generated<number>
  cursor: string | null
  user_id: string | null
  created_at: Date
  updated_at: Date
  completed_at: Date | null
}

export interface WorkerHeartbeatsTable {
  worker_id: string
  beat_at: Generated<Date>
}

export interface WorkingHoursTable {
  team_id: string
  phone_number_id: string
  time_zone: string | null
  days: unknown
  holidays: Generated<string[]>
  version: Generated<number>
  updated_at: Date
}
