import ZoneFile

/// A master file's zone, under a name that `Registry` has not taken.
typealias MasterZone = Zone
