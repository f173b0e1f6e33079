import { createContext, useContext } from 'react'

export interface ProcessHere {
  procedure: string
  process: string
}

/** The process whose page or form the inputs below stand on: tasks to choose from are its own. */
export const ProcessHereContext = createContext<ProcessHere | null>(null)

export const useProcessHere = (): ProcessHere | null => useContext(ProcessHereContext)
