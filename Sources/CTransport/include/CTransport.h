#pragma once

// The calls that Glibc's module hides from Swift (they need _GNU_SOURCE), and the macros that Swift
// cannot import. Every function that can fail returns a negative errno in place of -1, so that
// nothing reads errno across the border.

#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/uio.h>

/// One message of recvmmsg(2) and sendmmsg(2); the layout is that of `struct mmsghdr`.
struct ctransport_message {
  struct msghdr header;
  unsigned int length;
};

/// One event of epoll_wait(2); the layout is that of `struct epoll_event`, without its union.
struct ctransport_event {
  uint32_t events;
  uint64_t token;
}
#if defined(__x86_64__)
__attribute__((packed))
#endif
;

enum ctransport_interest {
  ctransport_readable = 0x001,
  ctransport_writable = 0x004,
};

/// Octets that one IP_PKTINFO or IPV6_PKTINFO control message takes.
enum { ctransport_control_capacity = 64 };

/// Both return at once: the number of messages, or a negative errno.
int ctransport_receive(int socket, struct ctransport_message *messages, unsigned int count);
int ctransport_send(int socket, struct ctransport_message *messages, unsigned int count);

/// The address that a datagram came to, from its control message, as an IPv6 or IPv4 socket address
/// without a port. False where there is none.
bool ctransport_local_address(
    const struct ctransport_message *message, struct sockaddr_in6 *local);

/// Makes the control message received with a query the one that lets its answer leave from the
/// address the query came to. An address that cannot be a source (multicast) is left to the routing
/// table.
void ctransport_answer_from_same_address(struct ctransport_message *message);

int ctransport_poller(void);
int ctransport_watch(int poller, int descriptor, uint32_t interest, uint64_t token);
int ctransport_change(int poller, int descriptor, uint32_t interest, uint64_t token);
int ctransport_unwatch(int poller, int descriptor);
int ctransport_wait(int poller, struct ctransport_event *events, int capacity, int milliseconds);

/// An eventfd(2), and the write that makes it readable for good.
int ctransport_event_descriptor(void);
int ctransport_signal(int descriptor);

/// A non-blocking socket, closed on exec. `stream` chooses TCP.
int ctransport_socket(int family, bool stream);
int ctransport_accept(int listener);
int ctransport_option(int socket, int level, int name, int value);
int ctransport_bind(int socket, const struct sockaddr_in6 *address, socklen_t length);
int ctransport_listen(int socket, int backlog);
int ctransport_local_name(int socket, struct sockaddr_in6 *address);
int ctransport_peer_name(int socket, struct sockaddr_in6 *address);
/// Without blocking and without SIGPIPE.
long ctransport_read(int socket, void *octets, size_t count);
long ctransport_write(int socket, const void *octets, size_t count);
void ctransport_end_writing(int socket);

/// Raises the soft limit of open files to the hard one; returns the limit in force.
unsigned long ctransport_raise_descriptor_limit(void);

/// Starts a thread that takes no signals, so that they reach the threads that wait for them.
int ctransport_start_thread(
    pthread_t *thread, const char *name, void *(*body)(void *), void *argument);
