/** Whether PostgreSQL refused a row because of the foreign key of that name (23503). */
export const isForeignKeyViolation = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error as { code?: unknown }).code === '23503' &&
  (error as { constraint?: unknown }).constraint === name
