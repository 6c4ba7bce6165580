#pragma once

/// Asks the processor for the cache line at an address; does nothing else, whatever the address is.
static inline void cprefetch_line(const void *address) {
  __builtin_prefetch(address, 0, 3);
}
