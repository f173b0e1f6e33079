import { createContext, useContext } from 'react'

/** IANA name of the zone in which the person reads times: their own, else the team's. */
export const TimeZone = createContext('UTC')

export const useTimeZone = (): string => useContext(TimeZone)
