/** Whether PostgreSQL refused a row because the unique index of that name has one like it (23505). */
export const isUniqueViolation = (error: unknown, index: string): boolean =>
  error instanceof Error &&
  (error as { code?: unknown }).code === '23505' &&
  (error as { constraint?: unknown }).constraint === index
