import { afterAll, expect } from 'vitest'
import { findNewTeamless } from './recorded-statements.ts'

/**
 * Every statement that the program runs in a test is looked at: it must name the team whose rows it touches. Only those of the look-ups that
 * find the team (database/global-lookups.ts) need not.
 */
afterAll(async () => expect(await findNewTeamless()).toEqual([]))
