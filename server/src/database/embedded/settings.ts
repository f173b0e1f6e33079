import { totalmem } from 'node:os'

const MEGABYTE = 1024 * 1024

/**
 * PostgreSQL's settings, written anew at each start; `ALTER SYSTEM` overrides them and lasts. What keeps an acknowledged write safe
 * (`fsync`, `full_page_writes`, `synchronous_commit`) is on and spelt out, because a test asserts it.
 */
export const settings = (socketFolder: string): string => `\
# Written by Nadi at every start. To change a setting for good, use ALTER SYSTEM.

# A socket in a folder that only PostgreSQL's user may enter: no port to collide on, nothing to reach from the network.
listen_addresses = ''
unix_socket_directories = '${socketFolder.replaceAll("'", "''")}'
unix_socket_permissions = 0700
max_connections = 200
# a killed server's long query ends within seconds, with the locks that it holds
client_connection_check_interval = '5s'

fsync = on
full_page_writes = on
synchronous_commit = on
wal_compression = on
wal_buffers = '16MB'
checkpoint_timeout = '15min'
checkpoint_completion_target = 0.9
min_wal_size = '256MB'
max_wal_size = '2GB'

shared_buffers = '${sharedBuffers()}MB'
effective_cache_size = '${Math.round(memory() / 2)}MB'
work_mem = '8MB'
maintenance_work_mem = '128MB'
# compiling pays for seconds-long queries only; ours take milliseconds
jit = off
random_page_cost = 1.1

autovacuum = on
autovacuum_vacuum_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.05
autovacuum_vacuum_cost_limit = 1000

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, YMD'
lc_messages = 'C'
# An ERROR is answered to the client, which logs what it means; here its statement would put people's data into the log.
log_min_messages = log
log_min_error_statement = panic
log_checkpoints = off
log_line_prefix = ''
`

/** Access is given by the socket's folder (0700); nothing else may come in. */
export const hostBasedAccess = `\
# Written by Nadi at every start.
local all all trust
`

/** A sixteenth of the memory: 256 MB on a machine of 4 GB. */
const sharedBuffers = () => Math.round(Math.min(1024, Math.max(128, memory() / 16)))

/** In megabytes; a container's limit counts, not its host's memory. */
function memory(): number {
  const limit = process.constrainedMemory()
  return Math.min(totalmem(), limit > 0 ? limit : Number.POSITIVE_INFINITY) / MEGABYTE
}
