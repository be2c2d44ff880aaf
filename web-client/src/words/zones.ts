/** Returns the time zones that the browser knows, by the names of the IANA. */
export const zones = (): string[] => ('supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []);
