#define _GNU_SOURCE
#include "CTransport.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

_Static_assert(sizeof(struct ctransport_message) == sizeof(struct mmsghdr), "mmsghdr");
_Static_assert(
    offsetof(struct ctransport_message, length) == offsetof(struct mmsghdr, msg_len), "mmsghdr");
_Static_assert(sizeof(struct ctransport_event) == sizeof(struct epoll_event), "epoll_event");
_Static_assert(
    offsetof(struct ctransport_event, token) == offsetof(struct epoll_event, data), "epoll_event");
_Static_assert((int)ctransport_readable == (int)EPOLLIN, "epoll");
_Static_assert((int)ctransport_writable == (int)EPOLLOUT, "epoll");
_Static_assert(CMSG_SPACE(sizeof(struct in6_pktinfo)) <= ctransport_control_capacity, "control");

static inline int checked(int result) { return result < 0 ? -errno : result; }

// MARK: Datagrams

int ctransport_receive(int socket, struct ctransport_message *messages, unsigned int count) {
  return checked(recvmmsg(socket, (struct mmsghdr *)messages, count, MSG_DONTWAIT, NULL));
}

int ctransport_send(int socket, struct ctransport_message *messages, unsigned int count) {
  return checked(sendmmsg(socket, (struct mmsghdr *)messages, count, MSG_DONTWAIT | MSG_NOSIGNAL));
}

static inline bool is_ipv4(const struct cmsghdr *control) {
  return control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO;
}

static inline bool is_ipv6(const struct cmsghdr *control) {
  return control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO;
}

bool ctransport_local_address(
    const struct ctransport_message *message, struct sockaddr_in6 *local) {
  const struct cmsghdr *control = CMSG_FIRSTHDR(&message->header);
  if (!control) return false;
  memset(local, 0, sizeof *local);
  if (is_ipv4(control)) {
    struct in_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = info.ipi_spec_dst};
    memcpy(local, &address, sizeof address);
    return true;
  }
  if (is_ipv6(control)) {
    struct in6_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    local->sin6_family = AF_INET6;
    local->sin6_addr = info.ipi6_addr;
    local->sin6_scope_id = info.ipi6_ifindex;
    return true;
  }
  return false;
}

void ctransport_answer_from_same_address(struct ctransport_message *message) {
  struct cmsghdr *control = CMSG_FIRSTHDR(&message->header);
  if (control && is_ipv4(control)) {
    // ipi_spec_dst is a local address even where the query was broadcast; the route chooses the
    // interface.
    struct in_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    info.ipi_ifindex = 0;
    memcpy(CMSG_DATA(control), &info, sizeof info);
    message->header.msg_controllen = CMSG_SPACE(sizeof info);
  } else if (control && is_ipv6(control)) {
    struct in6_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) info.ipi6_addr = in6addr_any;
    else if (!IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = 0;
    memcpy(CMSG_DATA(control), &info, sizeof info);
    message->header.msg_controllen = CMSG_SPACE(sizeof info);
  } else {
    message->header.msg_controllen = 0;
  }
}

// MARK: Events

int ctransport_poller(void) { return checked(epoll_create1(EPOLL_CLOEXEC)); }

static int control(int poller, int operation, int descriptor, uint32_t interest, uint64_t token) {
  struct epoll_event event = {.events = interest, .data.u64 = token};
  return checked(epoll_ctl(poller, operation, descriptor, &event));
}

int ctransport_watch(int poller, int descriptor, uint32_t interest, uint64_t token) {
  return control(poller, EPOLL_CTL_ADD, descriptor, interest, token);
}

int ctransport_change(int poller, int descriptor, uint32_t interest, uint64_t token) {
  return control(poller, EPOLL_CTL_MOD, descriptor, interest, token);
}

int ctransport_unwatch(int poller, int descriptor) {
  return control(poller, EPOLL_CTL_DEL, descriptor, 0, 0);
}

int ctransport_wait(int poller, struct ctransport_event *events, int capacity, int milliseconds) {
  return checked(epoll_wait(poller, (struct epoll_event *)events, capacity, milliseconds));
}

int ctransport_event_descriptor(void) { return checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

int ctransport_signal(int descriptor) {
  const uint64_t one = 1;
  return write(descriptor, &one, sizeof one) < 0 ? -errno : 0;
}

// MARK: Sockets

int ctransport_socket(int family, bool stream) {
  int type = stream ? SOCK_STREAM : SOCK_DGRAM;
  return checked(socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

int ctransport_accept(int listener) {
  return checked(accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

int ctransport_option(int socket, int level, int name, int value) {
  return checked(setsockopt(socket, level, name, &value, sizeof value));
}

int ctransport_bind(int socket, const struct sockaddr_in6 *address, socklen_t length) {
  return checked(bind(socket, (const struct sockaddr *)address, length));
}

int ctransport_listen(int socket, int backlog) { return checked(listen(socket, backlog)); }

int ctransport_local_name(int socket, struct sockaddr_in6 *address) {
  socklen_t length = sizeof *address;
  return checked(getsockname(socket, (struct sockaddr *)address, &length));
}

int ctransport_peer_name(int socket, struct sockaddr_in6 *address) {
  socklen_t length = sizeof *address;
  return checked(getpeername(socket, (struct sockaddr *)address, &length));
}

long ctransport_read(int socket, void *octets, size_t count) {
  ssize_t result = recv(socket, octets, count, MSG_DONTWAIT);
  return result < 0 ? -errno : result;
}

long ctransport_write(int socket, const void *octets, size_t count) {
  ssize_t result = send(socket, octets, count, MSG_DONTWAIT | MSG_NOSIGNAL);
  return result < 0 ? -errno : result;
}

void ctransport_end_writing(int socket) { shutdown(socket, SHUT_WR); }

// MARK: The process

unsigned long ctransport_raise_descriptor_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur < limit.rlim_max) {
    struct rlimit raised = {.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  return limit.rlim_cur;
}

int ctransport_start_thread(
    pthread_t *thread, const char *name, void *(*body)(void *), void *argument) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int result = pthread_create(thread, NULL, body, argument);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (result == 0) pthread_setname_np(*thread, name);
  return -result;
}
