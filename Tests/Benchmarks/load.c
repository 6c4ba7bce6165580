// Keeps a fixed number of queries on their way to a name server of this machine, for a fixed time.
//
// usage: load PORT QUERIES SECONDS WINDOW EDNS
//   QUERIES  a file, NAME TYPE in each line; they are asked in turn
//   WINDOW   queries on their way, over all sockets
//   EDNS     1 puts an OPT record into each query
// prints: answered COUNT, lost COUNT, noerror COUNT, nxdomain COUNT, other COUNT, seconds TIME

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { SOCKETS = 8, BATCH = 64, LONGEST = 320, ANSWER = 4096 };
static const double patience = 0.5;  // seconds without an answer until a socket's queries count as lost

struct query {
  unsigned char octets[LONGEST];
  size_t length;
};

static struct query *queries;
static size_t query_count, next_query;

static struct lane {
  int descriptor;
  long waiting;
  double heard;
} lanes[SOCKETS];

static long answered, lost, codes[16];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static int type_number(const char *type) {
  static const struct {
    const char *name;
    int number;
  } types[] = {{"A", 1}, {"PTR", 12}, {"TXT", 16}, {"AAAA", 28}, {"SRV", 33}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(type, types[i].name) == 0) return types[i].number;
  return 0;
}

// A query in the form of RFC 1035 section 4, recursion desired; 0 for a name or type that is none.
static int compose(struct query *query, const char *name, const char *type, int edns) {
  unsigned char *out = query->octets;
  memset(out, 0, 12);
  out[2] = 1;
  out[5] = 1;
  out[11] = edns;
  out += 12;
  for (const char *label = name; *label;) {
    size_t length = strcspn(label, ".");
    if (length == 0 || length > 63 || out + length + 32 > query->octets + LONGEST) return 0;
    *out++ = length;
    memcpy(out, label, length);
    out += length;
    label += length + (label[length] == '.');
  }
  int number = type_number(type);
  const unsigned char end[] = {0, 0, number, 0, 1};
  memcpy(out, end, sizeof end);
  out += sizeof end;
  if (edns) {
    static const unsigned char option[] = {0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0, 0, 0, 0};
    memcpy(out, option, sizeof option);
    out += sizeof option;
  }
  query->length = out - query->octets;
  return number != 0;
}

static void read_queries(const char *path, int edns) {
  FILE *file = fopen(path, "r");
  if (!file) {
    perror(path);
    exit(1);
  }
  size_t room = 0;
  char name[256], type[16];
  while (fscanf(file, "%255s %15s", name, type) == 2) {
    if (query_count == room) queries = realloc(queries, (room = room ? room * 2 : 1024) * sizeof *queries);
    query_count += compose(&queries[query_count], name, type, edns);
  }
  fclose(file);
  if (query_count == 0) {
    fprintf(stderr, "%s: no queries\n", path);
    exit(1);
  }
}

static void open_lanes(int port) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  for (int i = 0; i < SOCKETS; i++) {
    lanes[i].descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    int buffer = 4 << 20;
    setsockopt(lanes[i].descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (connect(lanes[i].descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
      perror("connect");
      exit(1);
    }
  }
}

static int send_queries(struct lane *lane, long room) {
  struct mmsghdr batch[BATCH] = {0};
  struct iovec vectors[BATCH];
  int count = room < BATCH ? room : BATCH;
  for (int i = 0; i < count; i++) {
    struct query *query = &queries[next_query++ % query_count];
    query->octets[0] = next_query >> 8;
    query->octets[1] = next_query;
    vectors[i] = (struct iovec){.iov_base = query->octets, .iov_len = query->length};
    batch[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  int sent = sendmmsg(lane->descriptor, batch, count, 0);
  if (sent > 0) lane->waiting += sent;
  return sent > 0;
}

static int receive_answers(struct lane *lane, double time) {
  static unsigned char answers[BATCH][ANSWER];
  struct mmsghdr batch[BATCH] = {0};
  struct iovec vectors[BATCH];
  for (int i = 0; i < BATCH; i++) {
    vectors[i] = (struct iovec){.iov_base = answers[i], .iov_len = ANSWER};
    batch[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  int received = recvmmsg(lane->descriptor, batch, BATCH, 0, NULL);
  if (received <= 0) {
    if (lane->waiting > 0 && time - lane->heard > patience) {
      lost += lane->waiting;
      lane->waiting = 0;
    }
    return 0;
  }
  for (int i = 0; i < received; i++) codes[answers[i][3] & 15]++;
  answered += received;
  lane->waiting -= received < lane->waiting ? received : lane->waiting;
  lane->heard = time;
  return 1;
}

static void wait_for_answers(void) {
  struct pollfd waits[SOCKETS];
  for (int i = 0; i < SOCKETS; i++) waits[i] = (struct pollfd){.fd = lanes[i].descriptor, .events = POLLIN};
  poll(waits, SOCKETS, 5);
}

int main(int count, char **words) {
  if (count != 6) {
    fprintf(stderr, "usage: load PORT QUERIES SECONDS WINDOW EDNS\n");
    return 64;
  }
  double seconds = atof(words[3]);
  long share = atol(words[4]) / SOCKETS;
  read_queries(words[2], atoi(words[5]) != 0);
  open_lanes(atoi(words[1]));

  double start = now(), end = start + seconds;
  for (int i = 0; i < SOCKETS; i++) lanes[i].heard = start;
  for (long waiting = 1; waiting > 0;) {
    double time = now();
    int moved = 0;
    waiting = time < end;
    for (int i = 0; i < SOCKETS; i++) {
      struct lane *lane = &lanes[i];
      if (time < end && lane->waiting < share) moved |= send_queries(lane, share - lane->waiting);
      moved |= receive_answers(lane, time);
      waiting += lane->waiting;
    }
    if (!moved) wait_for_answers();
  }
  printf("answered %ld lost %ld noerror %ld nxdomain %ld other %ld seconds %.3f\n", answered, lost, codes[0],
         codes[3], answered - codes[0] - codes[3], now() - start);
  return 0;
}
